import type { Dimension } from '#lib/model/capacity.ts'
import type { DailyHistory } from '#lib/model/forecast.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { Situation } from './situation.ts'

/** What was observed of one dimension day by day, its forecast or not. */
export function historyOf(situation: Situation, dimension: Dimension): DailyHistory | undefined {
  return situation.input.outcomes.find((one) => one.dimension === dimension)?.history
}

/** Index of the UTC day of `ms`; outside of the array before and after the history. */
export function dayIndex(history: DailyHistory, ms: EpochMs): number {
  return Math.floor((ms - history.startMs) / dayMs)
}

export function dayAt(history: DailyHistory, index: number): EpochMs {
  return history.startMs + index * dayMs
}

/** Days `[from, to)`, cut to the history. */
export function daysOf(values: Float32Array, from: number, to: number): Float32Array {
  return values.subarray(Math.max(0, from), Math.max(0, to))
}

/** Largest observed value, `NaN` for none. */
export function largestOf(values: Float32Array): number {
  let largest = Number.NaN
  for (const value of values) if (!(value <= largest) && !Number.isNaN(value)) largest = value
  return largest
}

/** Element by element; a gap in either is a gap. */
export function ratioOf(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value / (b[i] ?? Number.NaN))
}
