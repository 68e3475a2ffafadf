import type { Saturation } from '../model/forecast.ts'
import type { DailyPaths } from './paths.ts'

const window = 7
const majority = 4
const dots = 20

export type SaturationInput = {
  readonly paths: DailyPaths
  /** Daily peaks of the last days, oldest first; `NaN` = unknown. */
  readonly recentPeaks: ArrayLike<number>
  readonly limit: number
}

/** The 7-day median is above the limit exactly when four of the seven days are. */
function firstDay(above: Uint8Array, days: number): number {
  let count = 0
  for (let i = 0; i < days + window; i++) {
    count += above[i] as number
    if (i >= window) count -= above[i - window] as number
    if (i >= window - 1 && count >= majority) return Math.max(0, i - window)
  }
  return Number.POSITIVE_INFINITY
}

/**
 * First day on which the 7-day median of the daily peak is above the limit, over the paths. The first six windows
 * reach back into the observed days; above the limit already is day 0. `null` = not within the paths' days.
 */
export function saturationOf({ paths, recentPeaks, limit }: SaturationInput): Saturation {
  const { count, days, peak } = paths
  const above = new Uint8Array(window + days)
  for (let i = 0; i < window; i++) {
    const value = recentPeaks[recentPeaks.length - window + i]
    above[i] = value !== undefined && value > limit ? 1 : 0
  }
  const firsts = new Float64Array(count)
  for (let p = 0; p < count; p++) {
    for (let day = 0; day < days; day++)
      above[window + day] = (peak[p * days + day] as number) > limit ? 1 : 0
    firsts[p] = firstDay(above, days)
  }
  firsts.sort()
  const at = (share: number) => {
    const value = firsts[Math.min(count - 1, Math.floor(share * count))] as number
    return Number.isFinite(value) ? value : null
  }
  const within = (horizonDays: number) => firsts.filter((day) => day < horizonDays).length / count
  return {
    limit,
    quantileDays: Array.from({ length: dots }, (_, i) => at((i + 0.5) / dots)),
    medianDays: at(0.5),
    lowDays: at(0.1),
    highDays: at(0.9),
    chance: { d30: within(30), d90: within(90), d180: within(180), d365: within(365) },
  }
}
