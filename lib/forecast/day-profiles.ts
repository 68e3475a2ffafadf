import { quantileSorted } from '../stats/quantile.ts'
import type { HourlyDemand } from './demand.ts'

/**
 * Shapes of observed days, packed `[profile * 24 + rank]`, hours descending. The highest hour stands between daily
 * peak and maximum: `(hour - peak) / (maximum - peak)`; the others between mean and daily peak:
 * `(hour - mean) / (peak - mean)`. A day of a path takes one of them and scales it to its mean, peak and maximum.
 */
export type DayProfiles = { readonly count: number; readonly hours: Float32Array }

const daysKept = 56

/** A day whose peak stands for its two highest hours: what is assumed where no day was observed in full. */
function assumedProfile(): DayProfiles {
  return {
    count: 1,
    hours: Float32Array.from({ length: 24 }, (_, rank) => (rank === 0 ? 0 : rank === 1 ? 1 : -1 / 11)),
  }
}

/** Where `value` stands between two others, 0 where they are one. */
const place = (value: number, from: number, to: number) => (to > from ? (value - from) / (to - from) : 0)

/** One day's shape from its hourly means and its maximum; undefined if an hour is missing. */
function shapeOf(hours: Float64Array, maximum: number): Float64Array | undefined {
  if (hours.some(Number.isNaN)) return undefined
  hours.sort()
  const mean = hours.reduce((sum, value) => sum + value, 0) / hours.length
  const peak = quantileSorted(hours, 0.95)
  return hours
    .reverse()
    .map((value, rank) => (rank === 0 ? place(value, peak, maximum) : place(value, mean, peak)))
}

/** The newest days with all 24 hours, at most 56. A flat day has no shape and gives zeros. */
export function dayProfiles({ mean, peak }: HourlyDemand, hoursBeforeMidnight: number): DayProfiles {
  const shapes: Float64Array[] = []
  for (let from = mean.length - hoursBeforeMidnight - 24; from >= 0 && shapes.length < daysKept; from -= 24) {
    const maximum = Math.max(...peak.subarray(from, from + 24))
    const shape = shapeOf(mean.slice(from, from + 24), maximum)
    if (shape !== undefined) shapes.push(shape)
  }
  if (shapes.length === 0) return assumedProfile()
  const packed = new Float32Array(shapes.length * 24)
  shapes.forEach((shape, i) => {
    packed.set(shape, i * 24)
  })
  return { count: shapes.length, hours: packed }
}
