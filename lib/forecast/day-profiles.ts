import { quantileSorted } from '../stats/quantile.ts'
import type { HourlyDemand } from './demand.ts'

/**
 * Shapes of observed days: the 24 hours as `(hour - mean) / (daily peak - mean)`, descending,
 * packed `[profile * 24 + rank]`. A day of a path takes one of them and scales it to its mean and peak.
 */
export type DayProfiles = { readonly count: number; readonly hours: Float32Array }

const daysKept = 56

/** A day whose peak stands for its two highest hours: what is assumed where no day was observed in full. */
function assumedProfile(): DayProfiles {
  return { count: 1, hours: Float32Array.from({ length: 24 }, (_, rank) => (rank < 2 ? 1 : -1 / 11)) }
}

/** The newest days with all 24 hours, at most 56. A flat day has no shape and gives zeros. */
export function dayProfiles(demand: HourlyDemand, hoursBeforeMidnight: number): DayProfiles {
  const { mean } = demand
  const rows: Float64Array[] = []
  for (let from = mean.length - hoursBeforeMidnight - 24; from >= 0 && rows.length < daysKept; from -= 24) {
    const hours = mean.slice(from, from + 24).sort()
    if (hours.some(Number.isNaN)) continue
    const centre = hours.reduce((sum, value) => sum + value, 0) / 24
    const span = quantileSorted(hours, 0.95) - centre
    rows.push(hours.reverse().map((value) => (span > 0 ? (value - centre) / span : 0)))
  }
  if (rows.length === 0) return assumedProfile()
  const packed = new Float32Array(rows.length * 24)
  rows.forEach((row, i) => {
    packed.set(row, i * 24)
  })
  return { count: rows.length, hours: packed }
}
