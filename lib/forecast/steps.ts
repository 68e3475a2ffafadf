import { quantileLevels } from '../model/forecast.ts'
import type { TrainingSeries } from './forecaster.ts'
import { lastValue } from './models/last-value.ts'

const levelCount = quantileLevels.length
const nineOfTen = quantileLevels.indexOf(0.9)

/** Demand that stays exactly where it was in over half of all steps: counts of instances, GPUs, members. */
export function isStepping(values: Float64Array): boolean {
  let still = 0
  for (let t = 1; t < values.length; t++) if (values[t] === values[t - 1]) still++
  return 2 * still > values.length - 1
}

/**
 * What moved so far in so many steps before may do so again: no outer quantile (0.975 and 0.025 on; of stepping
 * demand 0.95 and 0.05 on, and 0.9 on its upper side from the second season on) stays inside that of the last
 * value with the differences seen. In place.
 */
export function coverMoves(packed: Float64Array, series: TrainingSeries): Float64Array {
  const horizon = packed.length / levelCount
  const moves = lastValue.fit(series).predict(horizon)
  const stepping = isStepping(series.values)
  const near = levelCount * (series.seasons[0] ?? 1)
  const outer = nineOfTen + (stepping ? 1 : 2)
  for (let at = 0; at < packed.length; at += levelCount) {
    for (let k = stepping && at >= near ? nineOfTen : outer; k < levelCount; k++) {
      packed[at + k] = Math.max(
        packed[at + k] as number,
        moves[at + k] as number,
        packed[at + k - 1] as number,
      )
    }
    for (let k = levelCount - 1 - outer; k >= 0; k--) {
      packed[at + k] = Math.min(
        packed[at + k] as number,
        moves[at + k] as number,
        packed[at + k + 1] as number,
      )
    }
  }
  return packed
}
