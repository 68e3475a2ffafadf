import { type BacktestScore, type ModelWeight, medianIndex, quantileLevels } from '../model/forecast.ts'
import { backtest, type Fold, pinballAt } from './backtest.ts'
import type { Forecaster } from './forecaster.ts'
import { fillGaps, trimStart } from './gaps.ts'
import { type Calibration, calibrate, stretch } from './interval.ts'
import { type Bands, bandLosses, bandsOf, combine, weightsOf } from './select.ts'
import { isStepping } from './steps.ts'

const levelCount = quantileLevels.length
const lowIndex = quantileLevels.indexOf(0.1)
const highIndex = quantileLevels.indexOf(0.9)

/** What constant demand may differ by from an interval without width, by the rounding of sums. */
const rounding = 1e-6

/** What the backtest decided: which models with what weight per band, how intervals are stretched, the scores. */
export type Plan = {
  readonly forecasters: readonly Forecaster[]
  readonly seasons: readonly number[]
  readonly bands: Bands
  readonly weights: readonly Float64Array[]
  readonly calibration: Calibration
  readonly score: BacktestScore
  readonly settle: Settle
}

/** What is known beforehand of how quantiles can run, put on them before they are calibrated; in place. */
export type Settle = (packed: Float64Array) => Float64Array

const asTheyAre: Settle = (packed) => packed

export type PlanInput = {
  /** Evenly spaced, `NaN` = gap. */
  readonly observed: Float64Array
  readonly seasons: readonly number[]
  readonly horizon: number
  readonly forecasters: readonly Forecaster[]
  readonly settle?: Settle
}

/** Weights of the bands; a band that no fold reaches takes those of the band before. */
function bandWeights(folds: readonly Fold[], bands: Bands, models: readonly Forecaster[]): Float64Array[] {
  const weights: Float64Array[] = []
  for (const losses of bandLosses(folds, bands, models.length)) {
    const reached = losses.some((loss) => !Number.isNaN(loss))
    weights.push(reached || weights.length === 0 ? weightsOf(losses) : (weights.at(-1) as Float64Array))
  }
  return weights
}

function scoreOf(folds: readonly Fold[], combined: readonly Float64Array[]): BacktestScore {
  let count = 0
  let absolute = 0
  let pinball = 0
  let inside = 0
  folds.forEach(({ actual, scale }, f) => {
    const packed = combined[f] as Float64Array
    for (let step = 0; step < actual.length; step++) {
      const value = actual[step] as number
      if (Number.isNaN(value)) continue
      const at = step * levelCount
      count++
      absolute += Math.abs(value - (packed[at + medianIndex] as number)) / (scale || 1)
      pinball += pinballAt(packed, step, value) / (scale || 1)
      const slack = rounding * Math.abs(value)
      const [low, high] = [packed[at + lowIndex] as number, packed[at + highIndex] as number]
      if (value >= low - slack && value <= high + slack) inside++
    }
  })
  if (count === 0) return { mase: 1, pinball: 0, coverage80: 0.8, folds: 0 }
  return { mase: absolute / count, pinball: pinball / count, coverage80: inside / count, folds: folds.length }
}

/** The models that the series is long enough for; of these the ones that follow steps if it stands still and steps, or
 * else the ones made for its kind. */
function modelsFor(
  values: Float64Array,
  seasons: readonly number[],
  forecasters: readonly Forecaster[],
): readonly Forecaster[] {
  const usable = forecasters.filter(
    ({ lengthMin, suits }) => lengthMin(seasons) <= values.length && suits?.({ values, seasons }) !== false,
  )
  const stepping = isStepping(values) ? usable.filter(({ followsSteps }) => followsSteps) : []
  if (stepping.length > 0) return stepping
  const suited = usable.filter(({ suits }) => suits)
  if (suited.length > 0) return suited
  return usable.length > 0 ? usable : forecasters.filter(({ lengthMin }) => lengthMin(seasons) <= 2)
}

/** Chooses, weighs and calibrates by a rolling-origin backtest. */
export function planFan({ observed, seasons, horizon, forecasters, settle = asTheyAre }: PlanInput): Plan {
  const trimmed = trimStart(observed)
  const values = fillGaps(trimmed, seasons[0] ?? 1)
  const models = modelsFor(values, seasons, forecasters)
  if (values.length < 2) throw new Error(`cannot forecast ${values.length} values, expected at least 2`)
  const bands = bandsOf(seasons)
  const folds = backtest({ series: { values, seasons }, observed: trimmed, forecasters: models, horizon })
  const weights = bandWeights(folds, bands, models)
  const combined = folds.map(({ predictions, actual }) =>
    settle(combine({ predictions, weights, bands, horizon: actual.length })),
  )
  const calibration = calibrate({ folds, combined, bands, narrows: seasons.length === 1 })
  const seasonsSeen = values.length / (seasons[0] ?? 1)
  for (const packed of combined) {
    stretch({ packed, calibration, bands, widening: 1, seasonsSeen, nonNegative: true })
  }
  return {
    forecasters: models,
    seasons,
    bands,
    weights,
    calibration,
    score: scoreOf(folds, combined),
    settle,
  }
}

export type FanInput = {
  readonly plan: Plan
  readonly observed: Float64Array
  readonly horizon: number
  readonly widening: number
}

/** Quantiles of the next `horizon` steps by the plan, packed; ordered, not below zero for non-negative data. */
export function fanOf({ plan, observed, horizon, widening }: FanInput): Float64Array {
  const { seasons, bands, weights, calibration } = plan
  const values = fillGaps(trimStart(observed), seasons[0] ?? 1)
  const predictions = plan.forecasters.map((forecaster, m) =>
    weights.some((row) => (row[m] as number) > 0)
      ? forecaster.fit({ values, seasons }).predict(horizon)
      : undefined,
  )
  const packed = plan.settle(combine({ predictions, weights, bands, horizon }))
  return stretch({
    packed,
    calibration,
    bands,
    widening,
    seasonsSeen: values.length / (seasons[0] ?? 1),
    nonNegative: values.every((value) => value >= 0),
  })
}

/** Mean weight of each model over the bands, the heaviest first, those under 1 % left out. */
export function modelWeights(plan: Plan): ModelWeight[] {
  return plan.forecasters
    .map(({ name }, m) => {
      const sum = plan.weights.reduce((total, row) => total + (row[m] as number), 0)
      return { model: name, weight: sum / plan.weights.length }
    })
    .filter(({ weight }) => weight >= 0.01)
    .sort((a, b) => b.weight - a.weight)
}
