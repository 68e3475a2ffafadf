import type { MetricId, Statistic } from '#lib/model/series.ts'
import { type EpochMs, hourMs, minuteMs, type Range } from '#lib/model/time.ts'
import { type Signal, signalValues } from './signal.ts'

/** For these minutes (multiples of 5) the metric is multiplied, e.g. by 1.5 while a zone is lost. */
export type Dip = Range & { readonly factor: number }

/** One metric of the estate: what it is called, when it lives, and its truth. */
export type EstateSeries = {
  readonly metric: MetricId
  readonly unit: string
  readonly firstMs: EpochMs
  readonly lastMs?: EpochMs
  readonly nativePeriodMs: number
  readonly signal: Signal
  /** Statistics that sizing uses. */
  readonly statistics: readonly Statistic[]
  /** Whole hours without data. */
  readonly gaps: readonly Range[]
  readonly dips: readonly Dip[]
  /** A statistic that AWS publishes as a multiple of the truth: where one of N members reports and the others say 0. */
  readonly factors?: Partial<Record<Statistic, number>>
  /** Samples in one native period, per hour (members of a group); absent = 1. */
  readonly samples?: (fromHour: number, count: number) => Float64Array
  /** Truth by five minutes instead of by the signal, of what a machine sets: the same for all statistics but Sum. */
  readonly steps?: (fromStep: number, count: number) => Float64Array
  /**
   * Every sample is one event of about this size (a request's capacity units): Sum is the signal, SampleCount the number
   * of events, and the other statistics tell of one event.
   */
  readonly eventSize?: number
}

type Span = { readonly fromMs: number; readonly count: number; readonly stepMs: number }

/** One value per period from `fromMs`, `NaN` where there is no datapoint; any period that is a multiple of 1 minute. */
export function seriesValues(
  series: EstateSeries,
  statistic: Statistic,
  range: Range & { readonly periodMs: number },
): Float64Array {
  const { fromMs, periodMs } = range
  const count = Math.max(0, Math.ceil((range.toMs - fromMs) / periodMs))
  if (count === 0) return new Float64Array(0)
  if (periodMs % series.nativePeriodMs !== 0)
    return sparseValues(series, statistic, { fromMs, count, stepMs: periodMs })
  const stepMs = [hourMs, 5 * minuteMs, minuteMs].find((step) => periodMs % step === 0 && fromMs % step === 0)
  if (!stepMs) throw new Error(`period ${periodMs} ms from ${fromMs} is not aligned to minutes`)
  const each = periodMs / stepMs
  const fine = alignedValues(series, statistic, { fromMs, count: count * each, stepMs })
  return each === 1 ? fine : combine(fine, each, statistic)
}

/** Below the native period a datapoint stands only where a native period begins. */
function sparseValues(series: EstateSeries, statistic: Statistic, span: Span): Float64Array {
  const native = series.nativePeriodMs
  const fromMs = Math.floor(span.fromMs / native) * native
  const toMs = span.fromMs + span.count * span.stepMs
  const values = seriesValues(series, statistic, { fromMs, toMs, periodMs: native })
  return Float64Array.from({ length: span.count }, (_, i) => {
    const atMs = span.fromMs + i * span.stepMs
    return atMs % native === 0 ? (values[(atMs - fromMs) / native] as number) : Number.NaN
  })
}

function alignedValues(series: EstateSeries, statistic: Statistic, span: Span): Float64Array {
  const values = statisticValues(series, statistic, span)
  if (statistic !== 'SampleCount' && series.eventSize === undefined)
    for (const dip of series.dips) applyDip({ series, statistic, span, values, dip })
  const factor = series.factors?.[statistic]
  if (factor !== undefined) for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * factor
  blank(values, span, { fromMs: 0, toMs: series.firstMs })
  if (series.lastMs !== undefined)
    blank(values, span, { fromMs: series.lastMs, toMs: Number.MAX_SAFE_INTEGER })
  for (const gap of series.gaps) blank(values, span, gap)
  return values
}

function statisticValues(series: EstateSeries, statistic: Statistic, span: Span): Float64Array {
  if (series.steps && statistic !== 'SampleCount') return stepped(series.steps, statistic, span)
  if (series.eventSize !== undefined) return eventValues(series, { statistic, span, size: series.eventSize })
  return statistic === 'SampleCount'
    ? sampleCounts(series, span)
    : signalValues(series.signal, statistic, span)
}

const fiveMinutesMs = 5 * minuteMs

function stepped(
  steps: NonNullable<EstateSeries['steps']>,
  statistic: Statistic,
  { fromMs, count, stepMs }: Span,
): Float64Array {
  const from = Math.floor(fromMs / fiveMinutesMs)
  const fine = steps(from, Math.ceil((fromMs + count * stepMs) / fiveMinutesMs) - from)
  if (stepMs > fiveMinutesMs) return combine(fine, stepMs / fiveMinutesMs, statistic)
  return Float64Array.from(
    { length: count },
    (_, i) => fine[Math.floor((fromMs + i * stepMs) / fiveMinutesMs) - from] ?? Number.NaN,
  )
}

/** The largest and smallest event, as multiples of the usual one. */
const eventSpread: Readonly<Partial<Record<Statistic, number>>> = { Maximum: 8, p99: 4, Minimum: 0.5 }

function eventValues(
  { signal }: EstateSeries,
  { statistic, span, size }: { readonly statistic: Statistic; readonly span: Span; readonly size: number },
): Float64Array {
  const sums = signalValues(signal, 'Sum', span)
  if (statistic === 'Sum') return sums
  if (statistic === 'SampleCount') return sums.map((sum) => sum / size)
  return sums.map((sum) => (sum > 0 ? size * (eventSpread[statistic] ?? 1) : Number.NaN))
}

function sampleCounts(series: EstateSeries, span: Span): Float64Array {
  const values = new Float64Array(span.count).fill(span.stepMs / series.nativePeriodMs)
  if (!series.samples) return values
  const fromHour = Math.floor(span.fromMs / hourMs)
  const hours = Math.ceil((span.fromMs + span.count * span.stepMs) / hourMs) - fromHour
  const members = series.samples(fromHour, hours)
  return values.map(
    (each, i) => each * (members[Math.floor((span.fromMs + i * span.stepMs) / hourMs) - fromHour] ?? 1),
  )
}

type DipArguments = {
  readonly series: EstateSeries
  readonly statistic: Statistic
  readonly span: Span
  readonly values: Float64Array
  readonly dip: Dip
}

/** Steps that the dip touches are combined anew from its native periods, so that all periods agree. */
function applyDip({ series, statistic, span, values, dip }: DipArguments): void {
  const native = series.nativePeriodMs
  const first = Math.max(0, Math.floor((dip.fromMs - span.fromMs) / span.stepMs))
  const last = Math.min(span.count - 1, Math.floor((dip.toMs - 1 - span.fromMs) / span.stepMs))
  for (let i = first; i <= last; i++) {
    const fromMs = span.fromMs + i * span.stepMs
    const count = span.stepMs / native
    const fine = signalValues(series.signal, statistic, { fromMs, count, stepMs: native })
    for (let k = 0; k < count; k++) {
      const atMs = fromMs + k * native
      if (atMs >= dip.fromMs && atMs < dip.toMs)
        fine[k] = Math.min(series.signal.ceiling, (fine[k] as number) * dip.factor)
    }
    values[i] = combine(fine, count, statistic)[0] as number
  }
}

function blank(values: Float64Array, span: Span, gap: Range): void {
  const first = Math.max(0, Math.ceil((gap.fromMs - span.fromMs) / span.stepMs))
  const last = Math.min(span.count, Math.ceil((gap.toMs - span.fromMs) / span.stepMs))
  if (last > first) values.fill(Number.NaN, first, last)
}

/** Coarser values of `each` finer ones; gaps are left out, and a period of gaps is a gap. */
function combine(fine: Float64Array, each: number, statistic: Statistic): Float64Array {
  return Float64Array.from({ length: fine.length / each }, (_, i) => {
    const observed = fine.subarray(i * each, (i + 1) * each).filter((value) => !Number.isNaN(value))
    if (observed.length === 0) return Number.NaN
    const sum = observed.reduce((total, value) => total + value, 0)
    if (statistic === 'Sum' || statistic === 'SampleCount') return sum
    if (statistic === 'Average') return sum / observed.length
    return statistic === 'Minimum' ? Math.min(...observed) : Math.max(...observed)
  })
}
