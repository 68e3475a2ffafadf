import type { CapacityChange, Dimension } from '../model/capacity.ts'
import type { DimensionDefinition } from '../model/measure.ts'
import { dayMs, type EpochMs, hourMs } from '../model/time.ts'
import { median } from '../stats/robust.ts'
import { demandOf } from './demand.ts'
import type { MetricSamples } from './samples.ts'

const hoursPerWeek = 168
const weeks = 8
/** Below so many resources a common rhythm is one resource's habit. */
const leastResources = 3
/** The epoch began on a Thursday. */
const mondayMs = 4 * dayMs

/** What of a resource its rhythm is read from. */
export type RhythmInput = {
  readonly nowMs: EpochMs
  readonly dimensions: readonly DimensionDefinition[]
  readonly changes: readonly CapacityChange[]
  readonly metrics: readonly MetricSamples[]
}

/**
 * Hour-of-week factors per dimension that similar resources have in common: the median over the resources of each
 * one's own (median over the last eight weeks of hourly demand / the week's mean), 168 values from Monday 00:00 UTC,
 * mean 1. A dimension that fewer than three of them measure has none.
 */
export function commonRhythm(inputs: readonly RhythmInput[]): Partial<Record<Dimension, readonly number[]>> {
  const own = new Map<Dimension, Float64Array[]>()
  for (const input of inputs) {
    for (const definition of input.dimensions) {
      const { metrics, changes, nowMs } = input
      const factors = weekFactors(demandOf({ definition, metrics, changes, nowMs }))
      if (factors) own.set(definition.dimension, [...(own.get(definition.dimension) ?? []), factors])
    }
  }
  const common: Partial<Record<Dimension, readonly number[]>> = {}
  for (const [dimension, rows] of own) {
    if (rows.length < leastResources) continue
    const factors = Array.from({ length: hoursPerWeek }, (_, hour) =>
      median(rows.map((row) => row[hour] ?? 1)),
    )
    const mean = factors.reduce((sum, factor) => sum + factor, 0) / hoursPerWeek
    if (mean > 0) common[dimension] = factors.map((factor) => factor / mean)
  }
  return common
}

/** One resource's factors; undefined where less than four whole weeks were observed or nothing was demanded. */
function weekFactors({ startMs, mean }: { startMs: number; mean: Float64Array }): Float64Array | undefined {
  const rows: number[][] = Array.from({ length: hoursPerWeek }, () => [])
  const endWeek = Math.floor((startMs + mean.length * hourMs - mondayMs) / (7 * dayMs))
  let whole = 0
  for (let week = endWeek - weeks; week < endWeek; week++) {
    const from = (mondayMs + week * 7 * dayMs - startMs) / hourMs
    if (from < 0) continue
    const values = mean.subarray(from, from + hoursPerWeek)
    const level = values.reduce((sum, value) => sum + value, 0) / hoursPerWeek
    if (!(level > 0)) continue
    whole++
    values.forEach((value, hour) => {
      rows[hour]?.push(value / level)
    })
  }
  return whole < 4 ? undefined : Float64Array.from(rows, (row) => median(row))
}
