import type { DimensionDetail } from '#lib/model/fleet.ts'
import type { DailyHistory } from '#lib/model/forecast.ts'
import { dayMs } from '#lib/model/time.ts'
import { monthName, number, percent, quantity } from './format.ts'

const windowDays = 28
const spanDays = 365
/** Utilization that moved by less, as a share, is flat. */
const flatShare = 0.1
/** Demand that grew by less, as a share, has not grown. */
const growthShare = 0.1

/** Means over one stretch of days; `members` are those in service, `fleet` their vCPU. */
type Stretch = {
  readonly startMs: number
  readonly demand: number
  readonly members: number
  readonly fleet: number
}

/**
 * Why a group grows while its CPU is flat: demand is members x vCPU x utilization, and members were added. The first 28 days of the
 * last year that have both CPU and members against the last 28. Empty below 56 such days.
 */
export function growthLines(dimensions: readonly DimensionDetail[]): readonly string[] {
  const of = (name: DimensionDetail['dimension']) => dimensions.find(({ dimension }) => dimension === name)
  const [cpu, members] = [of('cpu')?.history, of('group-maximum')?.history]
  const ends = cpu && members && endsOf(cpu, members)
  if (!ends) return []
  const [then, now] = ends
  const used = (one: Stretch) => one.demand / one.fleet
  const grown = now.demand / then.demand - 1
  const lines = [
    `CPU of the members in service was ${percent(used(then))} in ${monthName(then.startMs, true)} and is ${percent(used(now))} now.`,
    `Members in service went from ${number(then.members)} to ${number(now.members)}, demand from ${quantity(then.demand, 'cpu')} to ${quantity(now.demand, 'cpu')} (${signed(grown)}).`,
  ]
  if (Math.abs(used(now) - used(then)) >= flatShare || Math.abs(grown) <= growthShare) return lines
  return [
    ...lines,
    grown > 0
      ? 'It grows although CPU is flat: members were added to hold the target, and demand is members × vCPU × utilization.'
      : 'It shrinks although CPU is flat: members were taken away to hold the target.',
  ]
}

function signed(share: number): string {
  return share < 0 ? `down ${percent(-share)}` : `up ${percent(share)}`
}

/** Capacity of a group is that of its maximum: vCPU of one member is CPU capacity over the maximum. */
function endsOf(cpu: DailyHistory, members: DailyHistory): readonly [Stretch, Stretch] | undefined {
  const shift = Math.round((cpu.startMs - members.startMs) / dayMs)
  const days = Array.from(cpu.mean, (demand, i) => {
    const inService = members.mean[i + shift] ?? Number.NaN
    const each = (cpu.capacity[i] ?? Number.NaN) / (members.capacity[i + shift] ?? Number.NaN)
    return { ms: cpu.startMs + i * dayMs, demand, members: inService, fleet: inService * each }
  }).slice(-spanDays)
  const known = days.filter(({ demand, fleet }) => demand > 0 && Number.isFinite(fleet) && fleet > 0)
  if (known.length < 2 * windowDays) return undefined
  return [stretch(known.slice(0, windowDays)), stretch(known.slice(-windowDays))]
}

function stretch(days: readonly (Omit<Stretch, 'startMs'> & { readonly ms: number })[]): Stretch {
  const mean = (of: (day: (typeof days)[number]) => number) =>
    days.reduce((sum, day) => sum + of(day), 0) / days.length
  return {
    startMs: days[0]?.ms ?? 0,
    demand: mean(({ demand }) => demand),
    members: mean(({ members }) => members),
    fleet: mean(({ fleet }) => fleet),
  }
}
