import { medianIndex, quantileLevels } from '../model/forecast.ts'
import { hourMs } from '../model/time.ts'
import { median } from '../stats/robust.ts'

const levelCount = quantileLevels.length
const weekHours = 168
/** 1970-01-01 was a Thursday: the hour of the week, Monday 00:00 first. */
const epochHourOfWeek = 3 * 24

/**
 * Half own shape, half borrowed: every step's quantiles are moved to the middle between the own median and the
 * level of its week times the factor of similar resources at that hour (168 factors from Monday 00:00 UTC, mean 1).
 */
export function rhythmed(packed: Float64Array, startMs: number, factors: readonly number[]): Float64Array {
  const steps = packed.length / levelCount
  const medians = Float64Array.from(
    { length: steps },
    (_, i) => packed[i * levelCount + medianIndex] as number,
  )
  const level = median(medians)
  const out = packed.slice()
  for (let i = 0; i < steps; i++) {
    const hour = (Math.floor(startMs / hourMs) + i + epochHourOfWeek) % weekHours
    const own = medians[i] as number
    const target = (own + level * (factors[hour] ?? 1)) / 2
    const ratio = own > 0 ? target / own : 1
    for (let k = 0; k < levelCount; k++)
      out[i * levelCount + k] = (packed[i * levelCount + k] as number) * ratio
  }
  return out
}
