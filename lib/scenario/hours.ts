import type { Forecast } from '../model/forecast.ts'
import { dayMs, type EpochMs, hourMs } from '../model/time.ts'
import { medianAt, steps, valueAt } from './band.ts'

const hoursOfWeek = 168

/** Demand by the hour over the horizon, at one level of the forecast. */
export type HourlyDemand = { readonly startMs: EpochMs; readonly values: Float64Array }

/**
 * Hourly demand for so many days: the rhythm of the forecast's first whole week of hours, on the daily peak of each day
 * at that level. Hourly quantiles are published for 14 days, daily ones for a year.
 */
export function hourlyDemand(forecast: Forecast, horizonDays: number, level: number): HourlyDemand {
  const { peak } = forecast.daily
  const days = Math.min(horizonDays, steps(peak))
  const rhythm = rhythmOf(forecast)
  const values = new Float64Array(days * 24)
  for (let day = 0; day < days; day++) {
    const top = valueAt(peak, day, level)
    for (let hour = 0; hour < 24; hour++) {
      const atMs = peak.startMs + day * dayMs + hour * hourMs
      values[day * 24 + hour] = top * (rhythm[hourOfWeek(atMs)] ?? 1)
    }
  }
  return { startMs: peak.startMs, values }
}

/** Of the week from Thursday 00:00 UTC, the day of the epoch. */
const hourOfWeek = (ms: EpochMs) => Math.floor(ms / hourMs) % hoursOfWeek

/** Each hour of the week over the peak of its day, from the medians of the published hours. */
function rhythmOf({ hourly }: Forecast): readonly number[] {
  const byDay = new Map<number, { hour: number; value: number }[]>()
  for (let step = 0; step < steps(hourly); step++) {
    const atMs = hourly.startMs + step * hourly.stepMs
    const value = medianAt(hourly, step)
    const day = Math.floor(atMs / dayMs)
    byDay.set(day, [...(byDay.get(day) ?? []), { hour: hourOfWeek(atMs), value }])
  }
  const rhythm = Array<number>(hoursOfWeek).fill(Number.NaN)
  for (const hours of byDay.values()) {
    if (hours.length < 24) continue
    const top = Math.max(...hours.map(({ value }) => value))
    for (const { hour, value } of hours) if (top > 0) rhythm[hour] = value / top
  }
  return rhythm.map((share) => (Number.isNaN(share) ? 1 : share))
}
