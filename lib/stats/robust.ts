import { quantile } from './quantile.ts'

/** Standard deviation of a normal distribution per unit of its median absolute deviation. */
const normalConsistency = 1.4826

/** Median of the observed values; `NaN` if there are none. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}

/** Mean of the observed values; `NaN` if there are none. */
export function meanObserved(values: ArrayLike<number>): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}

/** Median absolute deviation from the median, scaled to equal the standard deviation of normal data. */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const centre = median(values)
  const distances = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) distances[i] = Math.abs((values[i] as number) - centre)
  return normalConsistency * median(distances)
}

/** 1 where a value is further than `limit` robust standard deviations from the median, else 0; gaps are 0. */
export function outlierMask(values: ArrayLike<number>, limit: number): Uint8Array {
  const centre = median(values)
  const spread = medianAbsoluteDeviation(values)
  return Uint8Array.from(values, (value) => (Math.abs(value - centre) > limit * spread ? 1 : 0))
}
