import {
  type Forecast,
  medianIndex,
  type QuantileBand,
  quantileLevels,
  type Saturation,
} from '#lib/model/forecast.ts'
import { dayMs } from '#lib/model/time.ts'

/** The daily peak of the quantile `level` (index) on day `day`, held at the band's ends. */
export function bandValue(band: QuantileBand, step: number, level: number): number {
  const steps = band.values.length / quantileLevels.length
  const held = Math.min(Math.max(step, 0), steps - 1)
  return band.values[held * quantileLevels.length + level] ?? Number.NaN
}

/** 10 %, 50 % and 90 % quantile of the daily peak at the horizon. */
export function peakAtHorizon(
  forecast: Forecast,
  horizonDays: number,
): readonly [low: number, median: number, high: number] {
  const band = forecast.daily.peak
  const step = horizonDays - 1
  const low = quantileLevels.indexOf(0.1)
  const high = quantileLevels.indexOf(0.9)
  return [bandValue(band, step, low), bandValue(band, step, medianIndex), bandValue(band, step, high)]
}

/** Chance of saturation within `horizonDays`: exact for the published horizons, else linear between them. */
export function chanceWithin(saturation: Saturation, horizonDays: number): number {
  const { d30, d90, d180, d365 } = saturation.chance
  const points: readonly (readonly [number, number])[] = [
    [0, 0],
    [30, d30],
    [90, d90],
    [180, d180],
    [365, d365],
  ]
  for (let i = 1; i < points.length; i++) {
    const [fromDays, from] = points[i - 1] ?? [0, 0]
    const [toDays, to] = points[i] ?? [0, 0]
    if (horizonDays <= toDays) return from + ((to - from) * (horizonDays - fromDays)) / (toDays - fromDays)
  }
  return d365
}

/** First day on which the band's quantile is above the limit; `null` = not within the band. */
function firstDayAbove(band: QuantileBand, level: number, limit: number): number | null {
  const steps = band.values.length / quantileLevels.length
  for (let step = 0; step < steps; step++) {
    if (bandValue(band, step, level) > limit) return (step * band.stepMs) / dayMs
  }
  return null
}

/** Share of the demand's distribution above the limit on some day up to `days`, linear between quantile levels. */
function shareAbove(days: readonly (number | null)[], withinDays: number): number {
  const first = quantileLevels.findIndex((_, i) => {
    const day = days[i]
    return day !== null && day !== undefined && day <= withinDays
  })
  return first < 0 ? 0 : 1 - (quantileLevels[first] ?? 1)
}

/**
 * Saturation at another limit than the forecast's own, from the quantiles of its daily peak: exact when paths keep
 * their order (growing storage), else an approximation. Used where the limit is not the capacity that was measured
 * against (storage autoscaling: MaxAllocatedStorage).
 */
export function saturationAt(forecast: Forecast, limit: number): Saturation {
  const band = forecast.daily.peak
  const days = quantileLevels.map((_, level) => firstDayAbove(band, level, limit))
  const quantileDays = Array.from({ length: 20 }, (_, i) => {
    const share = 1 - (i + 0.5) / 20
    const level = quantileLevels.findLastIndex((candidate) => candidate <= share)
    return days[Math.max(level, 0)] ?? null
  })
  return {
    limit,
    quantileDays,
    medianDays: days[medianIndex] ?? null,
    lowDays: days[quantileLevels.indexOf(0.9)] ?? null,
    highDays: days[quantileLevels.indexOf(0.1)] ?? null,
    chance: {
      d30: shareAbove(days, 30),
      d90: shareAbove(days, 90),
      d180: shareAbove(days, 180),
      d365: shareAbove(days, 365),
    },
  }
}

/** Chance that the daily peak of one day is above `limit`, linear between quantile levels, 0 above the highest. */
function chanceAbove(band: QuantileBand, step: number, limit: number): number {
  for (let level = quantileLevels.length - 1; level >= 0; level--) {
    const below = bandValue(band, step, level)
    if (below > limit) continue
    const share = quantileLevels[level] ?? 0
    const nextLevel = quantileLevels[level + 1]
    if (nextLevel === undefined) return 0
    const above = bandValue(band, step, level + 1)
    return 1 - share - (nextLevel - share) * ((limit - below) / (above - below))
  }
  return 1
}

/** The highest chance over the weeks to the horizon that the daily peak of a day is above `limit`. */
export function chancePeakAbove(forecast: Forecast, limit: number, horizonDays: number): number {
  let highest = 0
  for (let day = horizonDays - 1; day >= 0; day -= 7)
    highest = Math.max(highest, chanceAbove(forecast.daily.peak, day, limit))
  return highest
}
