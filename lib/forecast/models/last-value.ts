import { quantileLevels } from '../../model/forecast.ts'
import type { Forecaster } from '../forecaster.ts'
import { lagErrors, spreadAt, spreadCurve, steadied, tidy } from '../spread.ts'

const levelCount = quantileLevels.length
const horizonsTried = [1, 2, 4, 7, 14, 24, 48, 96, 168, 336]

/** The last value stays, with the quantiles of the differences over so many steps; for step-like counts. */
export const lastValue: Forecaster = {
  name: 'last-value',
  label: 'the last value stays',
  followsSteps: true,
  lengthMin: () => 2,
  fit({ values, seasons }) {
    const n = values.length
    const horizons = horizonsTried.filter((horizon) => horizon === 1 || horizon * 2 <= n)
    const curve = spreadCurve(horizons, (horizon) => steadied(lagErrors(values, horizon, seasons[0] ?? 1)))
    return {
      predict(horizon) {
        const out = new Float64Array(horizon * levelCount)
        const spread = new Float64Array(levelCount)
        for (let i = 0; i < horizon; i++) {
          spreadAt(curve, i + 1, spread)
          for (let k = 0; k < levelCount; k++) {
            out[i * levelCount + k] = (values[n - 1] as number) + (spread[k] as number)
          }
        }
        return tidy(out, values)
      },
    }
  },
}
