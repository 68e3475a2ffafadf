import { quantileLevels } from '../../model/forecast.ts'
import { quantileSorted, sortAscending } from '../../stats/quantile.ts'
import type { Fitted, Forecaster, TrainingSeries } from '../forecaster.ts'
import { tidy } from '../spread.ts'

const levelCount = quantileLevels.length

/** Seasons that count. */
const seasonsKept = 14

/** Quantiles of the values at each place in the season, over the last fourteen seasons. */
function fitProfile({ values, seasons }: TrainingSeries): Fitted {
  const n = values.length
  const season = seasons[0] ?? 1
  const held = Math.min(seasonsKept, Math.floor(n / season))
  const profile = new Float64Array(season * levelCount)
  const place = new Float64Array(held)
  for (let phase = 0; phase < season; phase++) {
    for (let s = 0; s < held; s++) place[s] = values[n - (s + 1) * season + phase] as number
    sortAscending(place)
    for (let k = 0; k < levelCount; k++) {
      profile[phase * levelCount + k] = quantileSorted(place, quantileLevels[k] as number)
    }
  }
  return {
    predict(horizon) {
      const out = new Float64Array(horizon * levelCount)
      for (let i = 0; i < horizon; i++) {
        const from = (i % season) * levelCount
        out.set(profile.subarray(from, from + levelCount), i * levelCount)
      }
      return tidy(out, values)
    },
  }
}

/** Hour of day (day of week) over the last fourteen seasons: for demand that wanders about a rhythm. */
export const recentProfile: Forecaster = {
  name: 'recent-profile',
  label: 'the recent values at this hour of the day or day of the week',
  lengthMin: (seasons) => 4 * (seasons[0] ?? 1),
  fit: fitProfile,
}
