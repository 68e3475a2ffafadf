import { dayMs, type EpochMs, hourMs, minuteMs } from './time.ts'

/** Statistics as CloudWatch names them. */
export const statistics = ['Average', 'Maximum', 'Minimum', 'Sum', 'SampleCount', 'p99'] as const
export type Statistic = (typeof statistics)[number]

/** The retention tiers of CloudWatch. */
export const tiers = ['1m', '5m', '1h'] as const
export type Tier = (typeof tiers)[number]

/**
 * Per tier: the period of its samples, how long CloudWatch still serves it, and how long we keep it.
 * Retention at CloudWatch: 1 min 15 days, 5 min 63 days, 1 h 455 days (GetMetricData API reference).
 */
export const tierFacts: Record<Tier, { periodMs: number; servedMs: number; keptMs: number }> = {
  '1m': { periodMs: minuteMs, servedMs: 15 * dayMs, keptMs: 15 * dayMs },
  '5m': { periodMs: 5 * minuteMs, servedMs: 63 * dayMs, keptMs: 120 * dayMs },
  '1h': { periodMs: hourMs, servedMs: 455 * dayMs, keptMs: 760 * dayMs },
}

/** AWS may still change younger samples: they are stored and shown, never called covered nor forecast from. */
export const provisionalMs = 10 * minuteMs

/** What CloudWatch calls a metric: namespace, name and exact dimension set. */
export type MetricId = {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Readonly<Record<string, string>>
}

/**
 * One metric of one resource, as we store it. `key` names the metric inside the resource class
 * (`cpu-utilization`); `member` tells apart the members of a fleet (`i-0ab/gpu3`), empty for the whole.
 */
export type SeriesRef = {
  readonly id: number
  readonly resourceId: string
  readonly key: string
  readonly member: string
  readonly metric: MetricId
  readonly statistics: readonly Statistic[]
}

/** Evenly spaced samples; `NaN` is a gap, never zero. `values[i]` belongs to `startMs + i * stepMs`. */
export type Series = {
  readonly startMs: EpochMs
  readonly stepMs: number
  readonly values: Float64Array
}

/** Samples of one series and tier, one array per statistic, all of the same length. */
export type SampleBlock = {
  readonly seriesId: number
  readonly startMs: EpochMs
  readonly stepMs: number
  readonly values: Partial<Record<Statistic, Float32Array>>
}

/** Number of values that are not gaps. */
export function observedCount(values: ArrayLike<number>): number {
  let count = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) count++
  return count
}
