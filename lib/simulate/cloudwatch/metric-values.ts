import type { Statistic } from '#lib/model/series.ts'
import { type EpochMs, floorTo, type Range } from '#lib/model/time.ts'
import type { SampleFaults } from '../faults.ts'
import type { World, WorldMetric } from '../world.ts'

export type ValuesRequest = {
  readonly world: World
  readonly metric: WorldMetric
  readonly statistic: Statistic
  readonly range: Range
  readonly periodMs: number
  readonly nowMs: EpochMs
  readonly faults: SampleFaults
}

const none = new Float64Array(0)

/** Values from `fromMs` on, one per period; `NaN` = no datapoint. Nothing of the future shows. */
export type MetricValues = { readonly fromMs: EpochMs; readonly values: Float64Array }

/**
 * What CloudWatch would hold now: the world's values of the metric's life, the newest period only of the samples
 * that there are, and late or revised ones where that fault is on.
 */
export function metricValues(request: ValuesRequest): MetricValues {
  const { metric, periodMs } = request
  const fromMs = Math.max(request.range.fromMs, floorTo(metric.firstMs, periodMs))
  const lifeEndMs =
    metric.lastMs === undefined ? request.range.toMs : floorTo(metric.lastMs, periodMs) + periodMs
  const toMs = Math.min(request.range.toMs, lifeEndMs)
  if (toMs <= fromMs) return { fromMs, values: none }
  const range = { fromMs, toMs }
  const values = periodMs < metric.nativePeriodMs ? sparse(request, range) : full(request, range)
  if (request.faults.finalAfterMs > 0) makeLate(values, fromMs, request)
  return { fromMs, values }
}

/** A period shorter than the published one: a value stands where a published period begins. */
function sparse(request: ValuesRequest, range: Range): Float64Array {
  const { metric, periodMs } = request
  const native = metric.nativePeriodMs
  const fromMs = floorTo(range.fromMs, native)
  const toMs = Math.min(floorTo(range.toMs - 1, native) + native, floorTo(request.nowMs, native))
  const values = new Float64Array((range.toMs - range.fromMs) / periodMs).fill(Number.NaN)
  if (toMs <= fromMs) return values
  const published = worldValues(request, { fromMs, toMs }, native)
  for (let i = 0; i < published.length; i++) {
    const at = (fromMs + i * native - range.fromMs) / periodMs
    if (at >= 0) values[at] = published[i] ?? Number.NaN
  }
  return values
}

function full(request: ValuesRequest, range: Range): Float64Array {
  const { periodMs, nowMs } = request
  const values = new Float64Array((range.toMs - range.fromMs) / periodMs).fill(Number.NaN)
  const endedMs = Math.min(range.toMs, floorTo(nowMs, periodMs))
  if (endedMs > range.fromMs)
    values.set(worldValues(request, { fromMs: range.fromMs, toMs: endedMs }, periodMs))
  if (endedMs < range.toMs && endedMs >= range.fromMs)
    values[values.length - 1] = unfinished(request, endedMs)
  return values
}

function worldValues(request: ValuesRequest, range: Range, periodMs: number): Float64Array {
  return request.world.values(request.metric, request.statistic, { ...range, periodMs })
}

/** The period under way, from its finished samples. Percentiles need the raw data and are left out. */
function unfinished(request: ValuesRequest, fromMs: EpochMs): number {
  const native = request.metric.nativePeriodMs
  const toMs = floorTo(request.nowMs, native)
  if (toMs <= fromMs) return Number.NaN
  const samples = worldValues(request, { fromMs, toMs }, native).filter((value) => !Number.isNaN(value))
  if (samples.length === 0) return Number.NaN
  const sum = samples.reduce((total, value) => total + value, 0)
  switch (request.statistic) {
    case 'Average':
      return sum / samples.length
    case 'Maximum':
      return samples.reduce((most, value) => Math.max(most, value))
    case 'Minimum':
      return samples.reduce((least, value) => Math.min(least, value))
    case 'p99':
      return Number.NaN
    default:
      return sum
  }
}

function makeLate(values: Float64Array, fromMs: EpochMs, request: ValuesRequest): void {
  const { periodMs, nowMs, metric } = request
  const stepMs = Math.max(periodMs, metric.nativePeriodMs)
  for (let i = values.length - 1; i >= 0; i--) {
    const atMs = fromMs + i * periodMs
    const ageMs = nowMs - Math.min(nowMs, atMs + stepMs)
    if (ageMs >= request.faults.finalAfterMs) return
    values[i] = (values[i] ?? Number.NaN) * request.faults.lateFactor(metric.id, atMs, ageMs)
  }
}
