import { type StudyInput, studyScaling, studyThroughput } from '#lib/autoscale/index.ts'
import type { Dimension } from '#lib/model/capacity.ts'
import { defaultMinutesAboveBudget, type Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { ScalingPolicy } from '#lib/model/scaling.ts'
import type { ScaledPart, ScalingInForce, ScalingStudy } from '#lib/model/scaling-study.ts'
import type { SeriesRef } from '#lib/model/series.ts'
import type { Price } from '#lib/model/shape.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { billingModeOf } from '#lib/resources/dynamodb-modes.ts'
import { readOutcomes } from '#lib/store/forecasts.ts'
import { type MemberPrice, memberPrice } from './member-price.ts'
import { refusesMore } from './refuses-more.ts'
import { readScaledLoad } from './scaled-loads.ts'
import { type ScaledSamples, scaledSamples } from './scaled-samples.ts'

export type StudiedInput = {
  readonly resource: Resource
  readonly series: readonly SeriesRef[]
  readonly inForce: ScalingInForce | undefined
  readonly policy: Policy
  readonly prices: readonly Price[]
  readonly nowMs: EpochMs
  /** On whose instances its tasks run. */
  readonly provider?: Resource | undefined
}

/** Studies what is scaled of one resource: its members, both directions of a table, shards and replicas. */
export async function studyResource(input: StudiedInput): Promise<ScalingStudy> {
  const { resource, inForce, series, nowMs } = input
  const samples = scaledSamples(series, nowMs)
  const parts = inForce ? [inForce, ...(inForce.others ?? [])] : []
  const read = (scales: ScaledPart) =>
    loadStudyInput({ ...input, samples, scales, inForce: parts.find((one) => partOf(one) === scales) })
  if (resource.resourceClass === 'dynamodb-table' || resource.resourceClass === 'dynamodb-index')
    return studyThroughput({ read: await read('read-units'), write: await read('write-units') })
  const studied = parts.filter(({ names, policy }) => names.length > 0 || policy !== undefined)
  const [first, ...others] = studied.length > 0 ? studied : parts.slice(0, 1)
  const study = studyScaling(await read(first ? partOf(first) : 'members'))
  if (others.length === 0) return input.provider ? { ...study, sharesInstance: true } : study
  const beside = await Promise.all(others.map(async (one) => studyScaling(await read(partOf(one)))))
  return { ...study, others: beside }
}

/** Share of a table's units that five-minute samples may use, where its minutes are not known. */
const minutesUnknownLimit = 0.9

const partOf = ({ scales = 'members' }: ScalingInForce): ScaledPart => scales

type PartInput = StudiedInput & { readonly samples: ScaledSamples; readonly scales: ScaledPart }

/** Reads from the store what the replay needs of one part: 63 days by five minutes, and the minutes there are. */
export async function loadStudyInput(input: PartInput): Promise<StudyInput> {
  const { resource, inForce, policy, prices, nowMs, samples, scales, provider } = input
  const { dimension, skew = 1, ...load } = await readScaledLoad({ resource, scales, samples })
  const ahead = await loadAhead(resource.id, dimension, policy.horizonDays)
  const budgets = policy.minutesAboveBudgetPerMonth ?? defaultMinutesAboveBudget
  const units = scales === 'read-units' || scales === 'write-units'
  const full = resource.resourceClass === 'ecs-capacity-provider' || units
  const headroom = policy.headroom[dimension] ?? policy.headroomDefault
  const price: MemberPrice = memberPrice({ resource, scales, prices, provider })
  const refused = await refusesMore({ resource, scales, samples, skew })
  return {
    resourceId: resource.id,
    inForce: units ? (inForceOfUnits(resource, scales, inForce) ?? inForce) : inForce,
    scales,
    nowMs,
    startMs: samples.startMs,
    ...load,
    memberHourlyUsd: price.hourlyUsd,
    ...(price.onDemandHourlyUsd === undefined ? {} : { onDemandHourlyUsd: price.onDemandHourlyUsd }),
    ...(units ? { onDemand: billingModeOf(resource) === 'on-demand' } : {}),
    ...(refused === undefined ? {} : { refusesMore: refused }),
    // A task that finds no room waits, and a request for more units than there are is throttled; where minutes are
    // not known, some of them are fuller than their five.
    limit:
      (units && !load.fineShare ? minutesUnknownLimit : full ? 1 : (1 - headroom) / skew) *
      (load.memberRate ?? 1),
    budgetMinutes: budgets[resource.serviceTier],
    leastMembers: leastMembers(resource, scales),
    targetMax: full || scales !== 'members' || !survivesZones(resource) ? undefined : zoneTargetMax(resource),
    ...(ahead ? { ahead } : {}),
  }
}

/** Units that nothing scales are a policy that never moves them. */
function inForceOfUnits(
  { id, facts }: Resource,
  scales: ScaledPart,
  found: ScalingInForce | undefined,
): ScalingInForce | undefined {
  const units = scales === 'read-units' ? facts.readUnits : facts.writeUnits
  if (typeof units !== 'number' || !found || found.names.length > 0 || found.policy) return undefined
  const policy: ScalingPolicy = { min: units, max: units, warmupMinutes: 0, rules: [] }
  return { resourceId: id, scales, names: [], alarms: 'documented', policy }
}

/** Tiers 1 and 2 keep a member in each zone, and a reader that can take over. */
function leastMembers(resource: Resource, scales: ScaledPart): number {
  if (!survivesZones(resource)) return scales === 'readers' || scales === 'replicas' ? 0 : 1
  return scales === 'members' ? resource.zoneCount : 1
}

function survivesZones({ serviceTier }: Resource): boolean {
  return serviceTier === 'tier-1' || serviceTier === 'tier-2'
}

/** Share of a member that leaves the rest of the zones 90 % full when one of them is lost. */
function zoneTargetMax({ zoneCount: zones }: Resource): number | undefined {
  return zones < 2 ? undefined : (0.9 * (zones - 1)) / zones
}

async function loadAhead(
  resourceId: string,
  dimension: Dimension,
  horizonDays: number,
): Promise<StudyInput['ahead']> {
  const outcomes = await readOutcomes(resourceId)
  const { outcome, history } = outcomes.find((one) => one.dimension === dimension) ?? {}
  return outcome?.kind === 'forecast' && history ? { forecast: outcome, history, horizonDays } : undefined
}
