import { dayMs, type EpochMs, hourMs } from '#lib/model/time.ts'
import { commitment } from '#lib/simulate/estate/cost-lines.ts'
import { estateResources } from '#lib/simulate/estate/estate.ts'
import type { EstateResource } from '#lib/simulate/estate/resource.ts'
import { seriesValues } from '#lib/simulate/estate/series.ts'
import { seededRandom } from '#lib/stats/random.ts'
import { meanObserved } from '#lib/stats/robust.ts'
import type { UsageBefore } from '#lib/verify/measure-saving.ts'
import type { UsageDay } from '#lib/verify/usage-level.ts'

const days = 28
const anchorMs = Date.UTC(2026, 10, 25)

export type EstateSaving = {
  readonly name: string
  readonly usage: UsageBefore
  /** What the change does to the price of the same work; 0 = nothing. */
  readonly effect: number
  /** What the bill is lower by in a month of those after the change; known, for the bill without it is. */
  readonly truthUsd: number
}

/** Groups of the simulated estate whose members come and go, with their bill. */
function scaledGroups(): readonly EstateResource[] {
  return estateResources({ seed: 1, anchorMs }).filter(
    ({ resourceClass, series }) =>
      resourceClass === 'asg' && series.some(({ metric }) => metric.name === 'GroupInServiceInstances'),
  )
}

/** Work done on a UTC day: members x CPU, hour by hour. */
function demandOf({ series }: EstateResource, fromMs: EpochMs): number {
  const of = (name: string) => series.find(({ metric }) => metric.name === name)
  const [cpu, members] = [of('CPUUtilization'), of('GroupInServiceInstances')]
  if (!cpu || !members) return Number.NaN
  const range = { fromMs, toMs: fromMs + dayMs, periodMs: hourMs }
  const counts = seriesValues(members, 'Average', range)
  return meanObserved(
    seriesValues(cpu, 'Average', range).map((value, i) => value * (counts[i] ?? Number.NaN)),
  )
}

/** The day's bill, with the Savings Plan that the account had until it ended. */
function usdOf({ cost, location }: EstateResource, fromMs: EpochMs): number {
  const covered = location.accountId === commitment.accountId && fromMs < anchorMs + commitment.days * dayMs
  const list = cost(fromMs / hourMs, 24).reduce((sum, { usd }) => sum + usd, 0)
  return list * (covered ? 1 - commitment.share : 1)
}

function openDays(group: EstateResource): (fromMs: EpochMs) => UsageDay {
  const known = new Map<EpochMs, UsageDay>()
  return (fromMs) => {
    const day = known.get(fromMs) ?? { usd: usdOf(group, fromMs), demand: demandOf(group, fromMs) }
    known.set(fromMs, day)
    return day
  }
}

const isStill = ({ changes, createdMs }: EstateResource, fromMs: EpochMs, toMs: EpochMs) =>
  createdMs < fromMs && !changes.some(({ atMs }) => atMs >= fromMs && atMs < toMs)

/**
 * Changes of groups of the simulated estate on known days, every second of which did nothing: the bill and the demand are the
 * estate's own (growth, weeks, events, the end of a Savings Plan), and of a real change every day after it costs `effect` less.
 * Comparable are the groups of its account that stayed as they were.
 */
export function* estateSavings(count: number): Generator<EstateSaving> {
  const groups = scaledGroups().map((group) => ({ group, dayAt: openDays(group) }))
  const random = seededRandom('estate-savings')
  for (let made = 0; made < count; ) {
    const chosen = groups[Math.floor(random.uniform() * groups.length)]
    const changedMs = anchorMs - Math.floor(32 + 300 * random.uniform()) * dayMs
    const [fromMs, toMs] = [changedMs - days * dayMs, changedMs + (days + 1) * dayMs]
    if (!chosen || !isStill(chosen.group, fromMs, toMs)) continue
    const effect = made % 2 === 0 ? 0 : -0.08 - 0.42 * random.uniform()
    const span = (dayAt: (ms: EpochMs) => UsageDay, factor: number) => ({
      before: Array.from({ length: days }, (_, i) => dayAt(fromMs + i * dayMs)),
      after: Array.from({ length: days }, (_, i) => dayAt(changedMs + (i + 1) * dayMs)).map(
        ({ usd, demand }) => {
          return { usd: usd * factor, demand }
        },
      ),
    })
    const without = span(chosen.dayAt, 1)
    const untouched = groups
      .filter(
        ({ group }) =>
          group !== chosen.group &&
          group.location.accountId === chosen.group.location.accountId &&
          isStill(group, fromMs, toMs),
      )
      .map(({ dayAt }) => span(dayAt, 1))
    const usd = meanObserved(without.after.map((day) => day.usd))
    made++
    yield {
      name: chosen.group.name,
      usage: { ...span(chosen.dayAt, 1 + effect), untouched },
      effect,
      truthUsd: usd * effect * (730 / 24),
    }
  }
}
