import type { DailyHistory, Forecast, QuantileBand } from '#lib/model/forecast.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'

/** Days of history and of forecast that the page draws. */
export const historyDays = 120
export const forecastDays = 180

/** Daily values by level of one statistic, in units of demand. */
export type Levels = {
  readonly startMs: EpochMs
  readonly q025: readonly number[]
  readonly q10: readonly number[]
  readonly q25: readonly number[]
  readonly median: readonly number[]
  readonly q75: readonly number[]
  readonly q90: readonly number[]
  readonly q975: readonly number[]
}

/** History of the drawn window and forecast after it, as 7-day medians of the daily peak. */
export type PeakSeries = {
  readonly startMs: EpochMs
  /** One value a day for `historyDays` days; `null` = not observed. */
  readonly daily: readonly (number | null)[]
  readonly smooth: readonly (number | null)[]
  /** Capacity of each day of the window; `null` = not known. */
  readonly capacity: readonly (number | null)[]
  readonly levels?: Levels
}

/** The `index`-th level of a band, one value per step, at most `days` of them. */
export function levelOf(band: QuantileBand, index: number, days: number): number[] {
  const width = quantileLevels.length
  const count = Math.min(days, Math.floor(band.values.length / width))
  return Array.from({ length: count }, (_, step) => band.values[step * width + index] ?? Number.NaN)
}

/** Trailing median of up to 7 days, of at least 3 observed ones; `null` on a day that was not observed. */
export function weekMedian(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value, i) => {
    if (value === null) return null
    const week = values.slice(Math.max(0, i - 6), i + 1).filter((v): v is number => v !== null)
    return week.length < 3 && i > 2 ? null : median(week)
  })
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? Number.NaN, sorted[Math.floor(middle)] ?? Number.NaN]
  return (low + high) / 2
}

/** `days` values from `fromMs`, `null` where the packed array holds no value. */
function windowOf(history: DailyHistory, values: Float32Array, fromMs: EpochMs, days: number) {
  const offset = Math.round((fromMs - history.startMs) / dayMs)
  return Array.from({ length: days }, (_, i) => {
    const value = values[offset + i]
    return value === undefined || Number.isNaN(value) ? null : value
  })
}

/** Forecast levels after 7 days of history, so that the first days keep what has already been measured. */
function smoothLevels(forecast: Forecast, tail: readonly (number | null)[]): Levels {
  const band = forecast.daily.peak
  const observed = tail.slice(-6)
  const level = (index: number) =>
    weekMedian([...observed, ...levelOf(band, index, forecastDays)])
      .slice(observed.length)
      .map((value) => value ?? Number.NaN)
  return {
    startMs: band.startMs,
    q025: level(0),
    q10: level(2),
    q25: level(3),
    median: level(medianIndex),
    q75: level(5),
    q90: level(6),
    q975: level(8),
  }
}

/** The daily peak as the page draws it: 120 days before `todayMs`, 180 days of forecast. */
export function peakSeries(
  history: DailyHistory | undefined,
  forecast: Forecast | undefined,
  todayMs: EpochMs,
): PeakSeries {
  const today = forecast?.daily.peak.startMs ?? Math.floor(todayMs / dayMs) * dayMs
  const startMs = today - historyDays * dayMs
  const of = (values: Float32Array | undefined) =>
    history && values
      ? windowOf(history, values, startMs, historyDays)
      : Array.from({ length: historyDays }, () => null)
  const daily = of(history?.peak)
  return {
    startMs,
    daily,
    smooth: weekMedian(daily),
    capacity: of(history?.capacity),
    levels: forecast && smoothLevels(forecast, daily),
  }
}
