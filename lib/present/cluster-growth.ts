import type { DailyHistory } from '#lib/model/forecast.ts'
import { dayMs } from '#lib/model/time.ts'
import { monthName, percent, quantity } from './format.ts'

const windowDays = 28
const spanDays = 365
/** Utilization that moved by less, as a share of capacity, is flat. */
const flatShare = 0.1
/** Demand that grew by less, as a share, has not grown. */
const growthShare = 0.1

type Stretch = { readonly startMs: number; readonly demand: number; readonly capacity: number }

/**
 * Why a group grows while its CPU is flat: demand is capacity x utilization, and members were added. The first 28 observed days of
 * the last year against the last 28. Empty below 56 observed days.
 */
export function growthLines(history: DailyHistory | undefined): readonly string[] {
  const ends = history && endsOf(history)
  if (!ends) return []
  const [then, now] = ends
  const used = (one: Stretch) => one.demand / one.capacity
  const grown = now.demand / then.demand - 1
  const cpu = `CPU was ${percent(used(then))} of capacity in ${monthName(then.startMs, true)} and is ${percent(used(now))} now.`
  const demand = `Demand in use went from ${quantity(then.demand, 'cpu')} to ${quantity(now.demand, 'cpu')} (${signed(grown)}), capacity from ${quantity(then.capacity, 'cpu')} to ${quantity(now.capacity, 'cpu')}.`
  const isFlat = Math.abs(used(now) - used(then)) < flatShare
  if (isFlat && grown > growthShare)
    return [
      cpu,
      demand,
      'It grows although CPU is flat: members were added to hold the target, and demand is members × vCPU × utilization.',
    ]
  if (isFlat && grown < -growthShare)
    return [cpu, demand, 'It shrinks although CPU is flat: members were taken away to hold the target.']
  return [cpu, demand]
}

function signed(share: number): string {
  return share < 0 ? `down ${percent(-share)}` : `up ${percent(share)}`
}

function endsOf(history: DailyHistory): readonly [Stretch, Stretch] | undefined {
  const { mean, capacity, startMs } = history
  const first = Math.max(0, mean.length - spanDays)
  const observed: number[] = []
  for (let i = first; i < mean.length; i++) {
    if (Number.isFinite(mean[i]) && (capacity[i] ?? 0) > 0) observed.push(i)
  }
  if (observed.length < 2 * windowDays) return undefined
  const stretch = (days: readonly number[]): Stretch => ({
    startMs: startMs + (days[0] ?? 0) * dayMs,
    demand: average(days.map((i) => mean[i] ?? 0)),
    capacity: average(days.map((i) => capacity[i] ?? 0)),
  })
  const [then, now] = [stretch(observed.slice(0, windowDays)), stretch(observed.slice(-windowDays))]
  return then.demand > 0 ? [then, now] : undefined
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
