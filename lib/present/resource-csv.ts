import type { Dimension } from '#lib/model/capacity.ts'
import { dimensionUnits } from '#lib/model/capacity.ts'
import type { ResourceDetail } from '#lib/model/fleet.ts'
import { type DailyHistory, type Forecast, quantileLevels } from '#lib/model/forecast.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { levelOf } from './resource-series.ts'

/** A number as it is, without exponent; empty where there is none. Never begins like a formula: demand is not negative. */
function cell(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(Number(value.toPrecision(7)))
}

function historyLines(history: DailyHistory, blanks: string): string[] {
  return Array.from(history.peak, (peak, i) => {
    const values = [history.mean[i], peak, history.maximum[i], history.capacity[i]].map(cell)
    return `${isoDay(history.startMs + i * dayMs)},measured,${values.join(',')}${blanks}`
  })
}

function forecastLines(forecast: Forecast): string[] {
  const band = forecast.daily.peak
  const days = Math.floor(band.values.length / quantileLevels.length)
  const levels = quantileLevels.map((_, index) => levelOf(band, index, days))
  return Array.from({ length: days }, (_, i) => {
    const quantiles = levels.map((level) => cell(level[i])).join(',')
    return `${isoDay(band.startMs + i * band.stepMs)},forecast,,,,${cell(forecast.capacity)},${quantiles}`
  })
}

/**
 * Daily history and forecast quantiles of the daily peak as CSV (RFC 4180): ISO dates, raw numbers in the unit that
 * the header names. `undefined` when the resource has no such dimension.
 */
export function seriesCsv(detail: ResourceDetail, dimension: Dimension): string | undefined {
  const item = detail.dimensions.find((d) => d.dimension === dimension)
  if (!item) return undefined
  const unit = dimensionUnits[dimension]
  const quantiles = quantileLevels.map((level) => `peak q${level} (${unit})`)
  const header = [
    'day',
    'kind',
    ...['mean', 'peak', 'maximum', 'capacity'].map((name) => `${name} (${unit})`),
    ...quantiles,
  ]
  const lines = [
    header.join(','),
    ...(item.history ? historyLines(item.history, ','.repeat(quantileLevels.length)) : []),
    ...(item.forecast ? forecastLines(item.forecast) : []),
  ]
  return `${lines.join('\r\n')}\r\n`
}
