import type { Forecast } from '../model/forecast.ts'
import type { DateSpread } from '../model/scenario.ts'
import { levelOf, steps, valueAt } from './band.ts'

const dots = 20
const days = 365
/** The level at which a dot takes the size of the assumptions: spread evenly and in another order than the dates. */
const golden = 0.618033988749895

export type Multiplier = (day: number, level: number) => number

/**
 * When the demand of a forecast is first above its limit if it is multiplied: the same 20 draws as the published dates,
 * so that a multiplier of 1 gives these dates again. Each draw is the path of the level whose crossing was published;
 * draws that never cross within a year share the levels below.
 */
export function datesUnder(forecast: Forecast, multiplier: Multiplier, horizonDays: number): DateSpread {
  const { limit, quantileDays } = forecast.saturation
  const band = forecast.daily.peak
  const last = Math.min(days, steps(band)) - 1
  const never = quantileDays.filter((day) => day === null).length
  const floor = levelOf(band, last, limit)
  let place = 0
  const found = quantileDays.map((published, i) => {
    const level =
      published === null
        ? (floor * (never - place++ - 0.5)) / Math.max(1, never)
        : levelOf(band, Math.min(last, Math.max(0, Math.round(published))), limit)
    const size = ((i + 0.5) * golden) % 1
    return crossing({
      band: forecast,
      level,
      last,
      limit,
      published,
      multiplied: (day) => multiplier(day, size),
    })
  })
  return spreadOf(found, horizonDays)
}

type Crossing = {
  readonly band: Forecast
  readonly level: number
  readonly last: number
  readonly limit: number
  readonly published: number | null
  readonly multiplied: (day: number) => number
}

function crossing({ band, level, last, limit, published, multiplied }: Crossing): number | null {
  for (let day = 0; day <= last; day++) {
    if (published !== null && day >= published && multiplied(day) >= 1) return published
    const factor = multiplied(day)
    if (factor > 1 && lasting(day, last, multiplied) && valueAt(band.daily.peak, day, level) * factor > limit)
      return day
  }
  return null
}

/** A rise of fewer than four of seven days moves no median of a week: events are judged on their own hours. */
function lasting(day: number, last: number, multiplied: (day: number) => number): boolean {
  let raised = 0
  for (let next = day; next < Math.min(day + 7, last + 1); next++) if (multiplied(next) > 1) raised++
  return raised >= 4
}

function spreadOf(found: readonly (number | null)[], horizonDays: number): DateSpread {
  const sorted = [...found].sort((a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY))
  const at = (level: number) => sorted[Math.min(dots - 1, Math.floor(level * dots))] ?? null
  const within = found.filter((day) => day !== null && day <= horizonDays).length
  return {
    lowDays: at(0.1),
    medianDays: at(0.5),
    highDays: at(0.9),
    chance: within / Math.max(1, found.length),
  }
}
