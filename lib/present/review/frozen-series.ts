import type { DimensionDetail, ResourceDetail } from '#lib/model/fleet.ts'
import type { DailyHistory, Forecast } from '#lib/model/forecast.ts'
import { quantileLevels } from '#lib/model/forecast.ts'
import type { FrozenSeries } from '#lib/model/review.ts'
import { dayMs } from '#lib/model/time.ts'
import { withDecidedSaturation } from '../resource-saturation.ts'
import { forecastDays, historyDays } from '../resource-series.ts'
import { rounded } from './review-subject.ts'

const levels = quantileLevels.length

/** The binding dimension of a resource as its chart draws it; absent where there is no forecast of it. */
export function frozenSeries(detail: ResourceDetail): FrozenSeries | undefined {
  const decided = withDecidedSaturation(detail)
  const binding = decided.recommendation?.bindingDimension
  const item = decided.dimensions.find(({ dimension }) => dimension === binding)
  if (item?.forecast === undefined) return undefined
  const { forecast, history } = item
  const { startMs, values } = forecast.daily.peak
  const fromMs = startMs - historyDays * dayMs
  const past = (array: Float32Array | undefined) =>
    Array.from({ length: historyDays }, (_, i) => {
      const value = array?.[Math.round((fromMs - (history?.startMs ?? fromMs)) / dayMs) + i]
      return value === undefined || Number.isNaN(value) ? null : rounded(value)
    })
  return {
    dimension: item.dimension,
    capacity: forecast.capacity,
    history: { startMs: fromMs, peak: past(history?.peak), capacity: past(history?.capacity) },
    forecast: {
      asOfMs: forecast.asOfMs,
      startMs,
      peak: [...values.slice(0, forecastDays * levels)].map(rounded),
      saturation: forecast.saturation,
      monthlyGrowth: forecast.facts.monthlyGrowth,
    },
  }
}

/** The dimension as the functions of a resource's page take it. What a chart does not draw is empty. */
export function thawSeries(series: FrozenSeries, resourceId: string): DimensionDetail {
  const { dimension, capacity, history, forecast } = series
  const packed = (values: readonly (number | null)[]) =>
    Float32Array.from(values, (value) => value ?? Number.NaN)
  const nothing = new Float32Array()
  const past: DailyHistory = {
    startMs: history.startMs,
    peak: packed(history.peak),
    capacity: packed(history.capacity),
    mean: nothing,
    maximum: nothing,
  }
  if (forecast === undefined) return { dimension, history: past }
  const band = (values: Float32Array) => ({ startMs: forecast.startMs, stepMs: dayMs, values })
  const drawn: Forecast = {
    kind: 'forecast',
    resourceId,
    dimension,
    asOfMs: forecast.asOfMs,
    capacity,
    hourly: band(nothing),
    daily: { mean: band(nothing), maximum: band(nothing), peak: band(Float32Array.from(forecast.peak)) },
    saturation: forecast.saturation,
    breach: [],
    models: [],
    backtest: { mase: Number.NaN, pinball: Number.NaN, coverage80: Number.NaN, folds: 0 },
    demand: { observedDays: 0, coverage: 0, firstMs: past.startMs, lastMs: forecast.startMs, notes: [] },
    facts: {
      p50: Number.NaN,
      p95: Number.NaN,
      p99: Number.NaN,
      maximum: Number.NaN,
      allTimePeak: Number.NaN,
      allTimePeakMs: past.startMs,
      monthlyGrowth: forecast.monthlyGrowth,
    },
    explanation: [],
    widened: false,
  }
  return { dimension, history: past, forecast: drawn }
}
