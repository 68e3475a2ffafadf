import { quantileLevels } from '../../model/forecast.ts'
import { minimise } from '../../stats/minimise.ts'
import type { Forecaster } from '../forecaster.ts'
import { seasonalShape } from '../shape.ts'
import { centred, spreadAt, spreadCurve, thinned, tidy } from '../spread.ts'

const levelCount = quantileLevels.length
const horizonsTried = [1, 3, 7, 14, 28, 56, 112, 224]
/** Factor by which growth fades in a step. */
export const damping = 0.98

type Smoothing = { readonly alpha: number; readonly beta: number }
type States = { readonly level: Float64Array; readonly trend: Float64Array; readonly loss: number }

const logistic = (x: number) => 1 / (1 + Math.exp(-x))

/**
 * Damped trend (Gardner and McKenzie 1985) from the first value and no trend; the states of all steps where `keep` says
 * so. `loss` is the mean absolute one-step error after the first tenth.
 */
export function smooth(values: Float64Array, { alpha, beta }: Smoothing, keep: boolean): States {
  const n = values.length
  const level = new Float64Array(keep ? n : 0)
  const trend = new Float64Array(keep ? n : 0)
  const skip = Math.floor(n / 10)
  let l = values[0] as number
  let b = 0
  let loss = 0
  for (let t = 0; t < n; t++) {
    const error = (values[t] as number) - l - damping * b
    if (t >= skip) loss += Math.abs(error)
    l += damping * b + alpha * error
    b = damping * b + alpha * beta * error
    if (keep) {
      level[t] = l
      trend[t] = b
    }
  }
  return { level, trend, loss: loss / (n - skip) }
}

/** Sum of the damping factors over `horizon` steps. */
const dampedSteps = (horizon: number) => (damping * (1 - damping ** horizon)) / (1 - damping)

/** Both seasons, the short one from what the long one leaves nothing of: long where it is held twice, else short. */
function deseasonalise(values: Float64Array, seasons: readonly number[]) {
  let flat = values
  const shapes: { season: number; shape: Float64Array }[] = []
  for (const season of seasons) {
    if (season * 2 > values.length) continue
    const shape = seasonalShape(flat, season)
    shapes.push({ season, shape })
    flat = flat.map((value, t) => value - (shape[t % season] as number))
  }
  const seasonAt = (t: number) =>
    shapes.reduce((sum, { season, shape }) => sum + (shape[t % season] as number), 0)
  return { flat, seasonAt }
}

function chooseSmoothing(flat: Float64Array): Smoothing {
  const recent = flat.subarray(Math.max(0, flat.length - 1000))
  const { point } = minimise({
    objective: ([a, b]) =>
      smooth(recent, { alpha: logistic(a as number), beta: logistic(b as number) }, false).loss,
    start: [-1, -4],
    step: [1.5, 1.5],
    evaluations: 24,
  })
  return { alpha: logistic(point[0] as number), beta: logistic(point[1] as number) }
}

/** Errors of the forecasts that would have been made `horizon` steps before. */
function errorsAt(flat: Float64Array, states: States, horizon: number): Float64Array {
  const steps = dampedSteps(horizon)
  const from = Math.min(14, flat.length >> 2)
  return thinned(flat.length - horizon - from, (i) => {
    const t = from + i
    const forecast = (states.level[t] as number) + steps * (states.trend[t] as number)
    return (flat[t + horizon] as number) - forecast
  })
}

/** Exponential smoothing with a damped trend on the series less its seasons (hour of day, hour of week). */
export const exponentialSmoothing: Forecaster = {
  name: 'exponential-smoothing',
  label: 'smoothed level and damped trend with seasons',
  lengthMin: (seasons) => Math.max(10, 2 * (seasons[0] ?? 1)),
  fit({ values, seasons }) {
    const n = values.length
    const { flat, seasonAt } = deseasonalise(values, seasons)
    const states = smooth(flat, chooseSmoothing(flat), true)
    const horizons = horizonsTried.filter((horizon) => horizon === 1 || horizon * 3 <= n)
    const curve = spreadCurve(horizons, (horizon) => centred(errorsAt(flat, states, horizon)))
    const level = states.level[n - 1] as number
    const trend = states.trend[n - 1] as number
    return {
      predict(horizon) {
        const out = new Float64Array(horizon * levelCount)
        const spread = new Float64Array(levelCount)
        for (let i = 0; i < horizon; i++) {
          spreadAt(curve, i + 1, spread)
          const centre = level + dampedSteps(i + 1) * trend + seasonAt(n + i)
          for (let k = 0; k < levelCount; k++) out[i * levelCount + k] = centre + (spread[k] as number)
        }
        return tidy(out, values)
      },
    }
  },
}
