import { quantileLevels } from '../../model/forecast.ts'
import type { Fitted, Forecaster, TrainingSeries } from '../forecaster.ts'
import { lagErrors, spreadAt, spreadCurve, steadied, tidy } from '../spread.ts'

const levelCount = quantileLevels.length

function fitSeason(series: TrainingSeries, season: number): Fitted {
  const { values } = series
  const n = values.length
  const horizons: number[] = []
  for (let k = 1; k * season <= n - Math.min(season, 24) && k <= 64; k = k < 4 ? k + 1 : Math.ceil(k * 1.4)) {
    horizons.push(k * season)
  }
  const curve = spreadCurve(horizons, (lag) => steadied(lagErrors(values, lag, season)))
  return {
    predict(horizon) {
      const out = new Float64Array(horizon * levelCount)
      const spread = new Float64Array(levelCount)
      for (let i = 0; i < horizon; i++) {
        const seasonsAhead = Math.floor(i / season) + 1
        if (i % season === 0) spreadAt(curve, seasonsAhead * season, spread)
        const base = values[n - season + (i % season)] as number
        for (let k = 0; k < levelCount; k++) out[i * levelCount + k] = base + (spread[k] as number)
      }
      return tidy(out, values)
    },
  }
}

/** The last short season again, with the quantiles of the differences between seasons so far apart. */
export const seasonalNaive: Forecaster = {
  name: 'seasonal-naive',
  label: 'the last season again',
  lengthMin: (seasons) => 2 * (seasons[0] ?? 1),
  fit: (series) => fitSeason(series, series.seasons[0] ?? 1),
}

/** The last long season (a week of hours) again; makes sense only where there are two seasons. */
export const seasonalNaiveLong: Forecaster = {
  name: 'seasonal-naive-long',
  label: 'the last week again',
  lengthMin: (seasons) => (seasons.length < 2 ? Number.POSITIVE_INFINITY : 2 * (seasons[1] as number)),
  fit: (series) => fitSeason(series, series.seasons[1] ?? 1),
}
