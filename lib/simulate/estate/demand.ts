import { noise } from './hash.ts'

/** Hours from Monday 00:00 UTC to Thursday 00:00 UTC, the weekday on which the epoch began. */
const epochHourOfWeek = 72

/**
 * What a workload needs, in absolute units, as a closed form of time. Days and hours are counted since the epoch,
 * UTC. demand(hour) = level x season x day factor x hour factor x (1 + noise).
 */
export type Demand = {
  readonly seed: number
  /** 168 entries from Monday 00:00 UTC; 1 at the busiest hour. */
  readonly season: Float64Array
  /** Demand at the busiest hour, at the start of a day; linear between two days. */
  readonly level: (day: number) => number
  /** Whole days that differ, e.g. Black Friday. */
  readonly dayFactor?: (day: number) => number
  /** Steps at an hour, e.g. a release. */
  readonly hourFactor?: (hour: number) => number
  readonly hourNoise: number
  readonly dayNoise: number
}

/** Demand of `count` hours from `fromHour`, each the average over its hour. */
export function hourlyDemand(demand: Demand, fromHour: number, count: number): Float64Array {
  const { seed, season, hourFactor, hourNoise } = demand
  const values = new Float64Array(count)
  let day = Math.floor(fromHour / 24)
  let [start, end] = [dayStartLevel(demand, day), dayStartLevel(demand, day + 1)]
  let factor = demand.dayFactor?.(day) ?? 1
  let hourOfDay = fromHour - day * 24
  let hourOfWeek = (fromHour + epochHourOfWeek) % 168
  for (let i = 0; i < count; i++) {
    const level = (start + ((end - start) * hourOfDay) / 24) * factor
    const hour = fromHour + i
    let value = level * (season[hourOfWeek] as number) * (1 + hourNoise * noise(seed, hour))
    if (hourFactor) value *= hourFactor(hour)
    values[i] = value
    if (++hourOfWeek === 168) hourOfWeek = 0
    if (++hourOfDay < 24) continue
    hourOfDay = 0
    day++
    start = end
    end = dayStartLevel(demand, day + 1)
    factor = demand.dayFactor?.(day) ?? 1
  }
  return values
}

function dayStartLevel(demand: Demand, day: number): number {
  return demand.level(day) * (1 + demand.dayNoise * noise(demand.seed ^ 0x5bd1e995, day))
}
