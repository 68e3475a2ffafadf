import type { MetricId, Statistic } from '#lib/model/series.ts'
import type { WorldRange } from '../world.ts'
import type { ReplayMetric } from './replay-file.ts'
import { shapeAt, type TracedShape } from './shape-timeline.ts'
import type { RawTrace } from './trace-table.ts'

/** A recorded metric on an even grid, in the time of the recording; `NaN` = no sample. */
export type TracedSeries = {
  readonly metric: MetricId
  readonly unit: string
  readonly startS: number
  readonly periodS: number
  readonly values: Float32Array
}

export type GridRequest = {
  readonly metric: MetricId
  readonly source: ReplayMetric
  readonly trace: RawTrace
  readonly shapes: readonly TracedShape[]
  readonly periodS: number
}

/**
 * Brings recorded samples onto the grid: times are floored to the period, of equal times the last sample wins. Values
 * are scaled and, where the source says so, divided by the shape of their time. A stopped resource has no samples.
 */
export function gridSeries(request: GridRequest): TracedSeries {
  const { trace, periodS, source, metric } = request
  const { firstS, lastS } = extent(trace, periodS)
  const values = new Float32Array(Math.max(0, (lastS - firstS) / periodS + 1)).fill(Number.NaN)
  for (let i = 0; i < trace.times.length; i++) {
    const raw = trace.values[i] ?? Number.NaN
    const seconds = trace.times[i] ?? Number.NaN
    if (Number.isNaN(raw) || Number.isNaN(seconds)) continue
    const flooredS = Math.floor(seconds / periodS) * periodS
    values[(flooredS - firstS) / periodS] = converted(raw, source, shapeAt(request.shapes, flooredS))
  }
  return { metric, unit: source.unit, startS: firstS, periodS, values }
}

/** First and last sample; an empty trace ends before it begins. */
function extent(trace: RawTrace, periodS: number): { firstS: number; lastS: number } {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < trace.times.length; i++) {
    const seconds = trace.times[i] ?? Number.NaN
    if (Number.isNaN(trace.values[i]) || Number.isNaN(seconds)) continue
    if (seconds < first) first = seconds
    if (seconds > last) last = seconds
  }
  if (first > last) return { firstS: 0, lastS: -periodS }
  return { firstS: Math.floor(first / periodS) * periodS, lastS: Math.floor(last / periodS) * periodS }
}

function converted(raw: number, source: ReplayMetric, shape: TracedShape): number {
  if (shape.vcpu === 0) return Number.NaN
  const value = raw * (source.scale ?? 1)
  if (source.as === 'percent-of-vcpu') return (value / shape.vcpu) * 100
  return source.as === 'percent-of-memory' ? (value / shape.memoryGib) * 100 : value
}

/** Statistics of a range in the time of the recording, in seconds; the 1-hour tier is computed from the samples. */
export function seriesValues(series: TracedSeries, statistic: Statistic, range: WorldRange): Float64Array {
  const periodS = range.periodMs / 1000
  const fromS = range.fromMs / 1000
  const values = new Float64Array(Math.max(0, Math.ceil((range.toMs / 1000 - fromS) / periodS))).fill(
    Number.NaN,
  )
  for (let i = 0; i < values.length; i++) {
    const first = Math.ceil((fromS + i * periodS - series.startS) / series.periodS)
    const end = Math.ceil((fromS + (i + 1) * periodS - series.startS) / series.periodS)
    values[i] = aggregate(series.values, statistic, { first: Math.max(0, first), end })
  }
  return values
}

type Steps = { readonly first: number; readonly end: number }

function aggregate(values: Float32Array, statistic: Statistic, { first, end }: Steps): number {
  let count = 0
  let sum = 0
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let i = first; i < end && i < values.length; i++) {
    const value = values[i] ?? Number.NaN
    if (Number.isNaN(value)) continue
    count++
    sum += value
    if (value < least) least = value
    if (value > most) most = value
  }
  if (count === 0) return Number.NaN
  if (statistic === 'Average') return sum / count
  if (statistic === 'Sum') return sum
  if (statistic === 'SampleCount') return count
  return statistic === 'Minimum' ? least : most
}
