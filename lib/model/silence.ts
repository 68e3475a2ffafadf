import type { Series } from './series.ts'
import type { EpochMs, Range } from './time.ts'

/** When a counter that is silent at zero could have spoken. */
export type Listening = {
  /** Asked for and answered: outside of it a gap says nothing. */
  readonly covered: Range | undefined
  /** Since when what it counts is there; undefined = since its first sample. */
  readonly aliveMs: EpochMs | undefined
}

/**
 * The series of a counter that sends nothing while it counts nothing (DynamoDB's consumed units), its gaps zero where it
 * was asked for and was there to speak. Outside of that a gap stays a gap.
 */
export function silenceAsZero(series: Series, { covered, aliveMs }: Listening): Series {
  const { startMs, stepMs, values } = series
  const first = values.findIndex((value) => !Number.isNaN(value))
  const sinceMs = aliveMs ?? (first < 0 ? Number.POSITIVE_INFINITY : startMs + first * stepMs)
  if (covered === undefined) return series
  const fromMs = Math.max(covered.fromMs, sinceMs)
  const filled = values.map((value, i) => {
    const atMs = startMs + i * stepMs
    return Number.isNaN(value) && atMs >= fromMs && atMs + stepMs <= covered.toMs ? 0 : value
  })
  return { startMs, stepMs, values: filled }
}
