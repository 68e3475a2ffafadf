import { quantileLevels } from '../../model/forecast.ts'
import { type Forecaster, longestSeason } from '../forecaster.ts'
import { seasonalShape } from '../shape.ts'
import { spreadAt, spreadCurve, steadied, thinned, tidy } from '../spread.ts'

const levelCount = quantileLevels.length
const seasonsAhead = [1, 2, 4, 7, 14, 28]

/** Spreads the horizons within a season evenly over its places (multiplicative hashing). */
const scatter = (t: number) => Math.imul(t, 0x9e3779b1) >>> 8

/** Means over the `window` values before each index. */
function trailingMeans(values: Float64Array, window: number): Float64Array {
  const out = new Float64Array(values.length + 1).fill(Number.NaN)
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += values[i] as number
    if (i >= window) sum -= values[i - window] as number
    if (i + 1 >= window) out[i + 1] = sum / window
  }
  return out
}

/** Shape of the longest season (hour of week) on the mean of the last short season, the level that moves. */
export const levelShape: Forecaster = {
  name: 'level-shape',
  label: 'the current level with the usual shape of the week',
  lengthMin: (seasons) => 3 * (seasons[0] ?? 1),
  fit(series) {
    const { values } = series
    const n = values.length
    const season = longestSeason(series)
    const short = series.seasons[0] ?? 1
    const shape = seasonalShape(values, season)
    const flat = values.map((value, t) => value - (shape[t % season] as number))
    const levels = trailingMeans(flat, short)
    const horizons = seasonsAhead.filter((k) => k === 1 || (k + 1) * short <= n / 2).map((k) => k * short)
    const errorsAt = (lag: number) =>
      thinned(n - short - lag + 1, (i) => {
        const t = short + i
        return (flat[t + lag - 1 - (scatter(t) % short)] as number) - (levels[t] as number)
      })
    const curve = spreadCurve(horizons, (lag) => steadied(errorsAt(lag)))
    return {
      predict(horizon) {
        const out = new Float64Array(horizon * levelCount)
        const spread = new Float64Array(levelCount)
        for (let i = 0; i < horizon; i++) {
          spreadAt(curve, i + 1, spread)
          const centre = (levels[n] as number) + (shape[(n + i) % season] as number)
          for (let k = 0; k < levelCount; k++) out[i * levelCount + k] = centre + (spread[k] as number)
        }
        return tidy(out, values)
      },
    }
  },
}
