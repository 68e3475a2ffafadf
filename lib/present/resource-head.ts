import type { DimensionDetail, Freshness, ResourceDetail } from '#lib/model/fleet.ts'
import type { Forecast } from '#lib/model/forecast.ts'
import { newestMove } from '#lib/model/ownership.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { dayWithYear, instant, percent, plural, quantity, size } from './format.ts'
import { dimensionWords, type FindingWord, findingWords, tierWords } from './words.ts'

/** Facts under the title; the parts of one are set apart, since names come from tags. */
export function factsOf(detail: ResourceDetail): readonly (readonly string[])[] {
  const { resource, accountName, recommendation } = detail
  const current = recommendation?.current
  const each = current && current.count > 1 ? ' each' : ''
  const capacity = current
    ? [
        ...(current.vcpu > 0 ? [quantity(current.vcpu, 'cpu')] : []),
        ...(current.memoryGib > 0 ? [`${quantity(current.memoryGib, 'memory')}${each}`] : []),
      ]
    : []
  return [
    [classDefinitions[resource.resourceClass].describe(resource)],
    [size(resource.shape, resource.count), ...capacity],
    [resource.team ?? 'no team tag', tierWords[resource.serviceTier].toLowerCase()],
    ...movedFact(detail),
    [accountName, resource.region],
    ...(resource.exempt ? [[resource.exempt === 'dr' ? 'disaster recovery' : 'standby', 'exempt']] : []),
  ]
}

/** `moved from growth on 11 Oct 2026`: what was before belongs to that team. */
function movedFact({ owners = [] }: ResourceDetail): string[][] {
  const move = newestMove(owners)
  return move ? [[`moved from ${move.from ?? 'no team'} on ${dayWithYear(move.atMs)}`]] : []
}

/** `Likely to run out: CPU`. */
export function findingOf(detail: ResourceDetail): FindingWord | undefined {
  const given = detail.recommendation
  if (!given) return undefined
  const { label, tone } = findingWords[given.finding]
  const named = given.finding === 'runs-out' || given.finding === 'watch'
  const dimension = named && given.bindingDimension ? `: ${dimensionWords[given.bindingDimension]}` : ''
  return { label: `${given.finding === 'runs-out' ? 'Likely to run out' : label}${dimension}`, tone }
}

export type NoticesInput = {
  readonly detail: ResourceDetail
  readonly freshness: Freshness
  readonly nowMs: EpochMs
  /** The dimension on the chart. */
  readonly shown?: DimensionDetail
}

/** Problems of the account or of the resource itself, and what makes today's numbers weaker than usual. */
export function noticesOf({ detail, freshness, nowMs, shown }: NoticesInput): string[] {
  const { resource } = detail
  const about = freshness.problems.filter((problem) => concerns(problem.scope, resource))
  const forecast = shown?.forecast
  const staleDays = forecast ? Math.floor((nowMs - forecast.asOfMs) / dayMs) : 0
  return [
    ...about.map((problem) => [problem.text, problem.action].filter(Boolean).join(' ')),
    ...(staleDays >= 2
      ? [`The forecast is ${staleDays} days old; dates count from ${instant(forecast?.asOfMs ?? 0)}.`]
      : []),
    ...(forecast?.widened ? [`${widenedText(forecast)}: the intervals are widened.`] : []),
    ...(forecast && forecast.demand.coverage < 0.8
      ? [`Built on ${percent(forecast.demand.coverage)} coverage.`]
      : []),
    ...(freshness.backfill.done < freshness.backfill.total
      ? ['History is still being pulled: the forecast will change when all of it is in place.']
      : []),
  ]
}

/** Observed days below which a history is short. */
const shortDays = 14

/** Why the intervals are wider than usual: the days are few, else the level or its growth is new. */
export function widenedText({ demand }: Forecast): string {
  const { observedDays } = demand
  return observedDays < shortDays
    ? `Short history, ${plural(observedDays, 'observed day')}`
    : 'The level or its growth has just changed'
}

/** Whether a problem is of this resource, of its account, or of its account in its region. */
function concerns(scope: string, resource: Resource): boolean {
  if (scope === resource.name || scope === resource.id) return true
  const [account, region] = scope.split('/')
  return account === resource.accountId && (region === undefined || region === resource.region)
}
