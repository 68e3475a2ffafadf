import { quantileLevels } from '../model/forecast.ts'
import type { Forecaster, TrainingSeries } from './forecaster.ts'

const levelCount = quantileLevels.length

/** One origin of the backtest: what came after it, and what each model said then (packed quantiles). */
export type Fold = {
  readonly origin: number
  /** How many short seasons before the end the origin lies. */
  readonly seasonsBack: number
  /** `NaN` = not observed, not scored. */
  readonly actual: Float64Array
  readonly predictions: readonly (Float64Array | undefined)[]
  /** Mean absolute error of the seasonal naive before the origin: the scale of the scores. */
  readonly scale: number
}

export type BacktestInput = {
  /** Without gaps. */
  readonly series: TrainingSeries
  /** The same with gaps: only observed values are scored. */
  readonly observed: Float64Array
  readonly forecasters: readonly Forecaster[]
  readonly horizon: number
}

/** Origins before the end, in short seasons: many near ones for the first days, a few far ones for the rest. */
const originsHours = [1, 2, 3, 5, 7, 12, 20]
const originsDays = [1, 2, 4, 8, 13, 19, 26, 34, 44]

/** Mean absolute difference over one season, before `end`; 0 for constant series. */
export function seasonalScale(values: Float64Array, season: number, end: number): number {
  let sum = 0
  for (let t = season; t < end; t++) sum += Math.abs((values[t] as number) - (values[t - season] as number))
  return end > season ? sum / (end - season) : 0
}

/** Mean pinball loss over all levels of one step. */
export function pinballAt(packed: Float64Array, step: number, actual: number): number {
  let sum = 0
  for (let k = 0; k < levelCount; k++) {
    const error = actual - (packed[step * levelCount + k] as number)
    const level = quantileLevels[k] as number
    sum += error >= 0 ? level * error : (level - 1) * error
  }
  return sum / levelCount
}

/**
 * Rolling origin: every model is refitted on what was known at each origin and predicts what came after.
 * Tashman (2000), Out-of-sample tests of forecasting accuracy.
 */
export function backtest({ series, observed, forecasters, horizon }: BacktestInput): Fold[] {
  const { values, seasons } = series
  const season = seasons[0] ?? 1
  const n = values.length
  const folds: Fold[] = []
  for (const back of seasons.length > 1 ? originsHours : originsDays) {
    const origin = n - back * season
    if (origin < Math.max(2 * season, n / 4)) break
    const train: TrainingSeries = { values: values.subarray(0, origin), seasons }
    const steps = Math.min(horizon, n - origin)
    const predictions = forecasters.map((forecaster) =>
      forecaster.lengthMin(seasons) > origin ? undefined : forecaster.fit(train).predict(steps),
    )
    const actual = observed.subarray(origin, origin + steps)
    folds.push({
      origin,
      seasonsBack: back,
      actual,
      predictions,
      scale: seasonalScale(values, season, origin),
    })
  }
  return folds
}
