import { quantileLevels } from '../../model/forecast.ts'
import { quantiles } from '../../stats/quantile.ts'
import type { Forecaster } from '../forecaster.ts'
import { tidy } from '../spread.ts'

const seasonsKept = 2
/** Enough to tell a range; below two seasons it is all there is to tell. */
const lengthMin = 5

/** Anywhere in the range of the last two short seasons, whatever the hour: for demand that has just settled. */
export const recentRange: Forecaster = {
  name: 'recent-range',
  label: 'the range of the last days',
  lengthMin: (seasons) => Math.min(lengthMin, seasonsKept * (seasons[0] ?? 1)),
  fit({ values, seasons }) {
    const range = quantiles(values.subarray(-seasonsKept * (seasons[0] ?? 1)), quantileLevels)
    return {
      predict(horizon) {
        const out = new Float64Array(horizon * range.length)
        for (let i = 0; i < horizon; i++) out.set(range, i * range.length)
        return tidy(out, values)
      },
    }
  },
}
