import type { OwnershipRules } from '#lib/model/ownership.ts'
import { type Resource, type ServiceTier, serviceTiers, type Tags } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { isArnOf } from './arn.ts'
import { exemptTag, exemptUntilTag, type Owned, tagOf, tierTag } from './ownership.ts'
import { teamReader } from './team-rules.ts'

const nonProduction =
  /^(dev|devel|development|test|testing|qa|stage|staging|sandbox|non-?prod|non-?production|preprod)$/i

export type Ownership = Pick<Resource, 'team' | 'serviceTier' | 'exempt'>

/** Says of each resource who owns it, how much its failure hurts, and whether it may look idle today. */
export type OwnershipReader = (resource: Owned) => Ownership

/** Rules that name the team by the first of these tags that has a value. */
export function tagRules(teamTagKeys: readonly string[]): OwnershipRules {
  return { teams: teamTagKeys.map((tag) => ({ kind: 'tag', tag })), tiers: [], exemptions: [] }
}

/** Makes the rules ready: patterns are compiled once. Throws where a pattern is none of RE2. */
export function ownershipReader(rules: OwnershipRules, nowMs: EpochMs): OwnershipReader {
  const teamOf = teamReader(rules.teams)
  return (resource) => {
    const team = teamOf(resource)
    const exempt = exemptionOf(resource, rules, nowMs)
    return {
      serviceTier: tierOf(resource.tags, rules),
      ...(team === undefined ? {} : { team }),
      ...(exempt === undefined ? {} : { exempt }),
    }
  }
}

function tierOf(tags: Tags, { tiers }: OwnershipRules): ServiceTier {
  const own = serviceTiers.find((known) => known === tagOf(tags, tierTag)?.toLowerCase())
  if (own) return own
  for (const { tag, values } of tiers) {
    const value = tagOf(tags, tag)
    const mapped = value === undefined ? undefined : values?.get(value)
    const tier = mapped ?? serviceTiers.find((known) => known === value?.toLowerCase())
    if (tier) return tier
  }
  const environment = tagOf(tags, 'env') ?? tagOf(tags, 'environment') ?? ''
  return nonProduction.test(environment) ? 'non-production' : 'tier-2'
}

/** By tag, else by the configuration. After its day it counts for nothing, and so does one with an unreadable day. */
function exemptionOf(
  resource: Owned,
  { exemptions }: OwnershipRules,
  nowMs: EpochMs,
): Resource['exempt'] | undefined {
  const tagged = tagOf(resource.tags, exemptTag)?.toLowerCase()
  const until = tagOf(resource.tags, exemptUntilTag)
  const tagHolds = until === undefined || nowMs < endOfDay(until)
  if ((tagged === 'dr' || tagged === 'standby') && tagHolds) return tagged
  return exemptions.find(
    ({ resource: named, untilMs }) => isNamed(named, resource) && (untilMs === undefined || nowMs < untilMs),
  )?.as
}

/** A day that cannot be read has ended: an exemption that never ends is worse than one that is asked for again. */
function endOfDay(day: string): EpochMs {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms + dayMs
}

function isNamed(named: string, resource: Owned): boolean {
  return named === resource.nativeId || named === resource.name || isArnOf(named, resource)
}
