import { quantileLevels } from '../model/forecast.ts'
import { type Fold, pinballAt } from './backtest.ts'

const levelCount = quantileLevels.length

/** Ends of the horizon bands in steps, ascending; the last is open. */
export type Bands = readonly number[]

/** Day, week and beyond for hours; two weeks, two months and beyond for days. */
export function bandsOf(seasons: readonly number[]): Bands {
  const season = seasons[0] ?? 1
  return seasons.length > 1
    ? [season, 7 * season, Number.POSITIVE_INFINITY]
    : [2 * season, 8 * season, Number.POSITIVE_INFINITY]
}

export function bandOf(bands: Bands, step: number): number {
  let band = 0
  while (step >= (bands[band] as number)) band++
  return band
}

/** A more complex model must be better by so much to be preferred. */
const tieMargin = 0.98
/** Weights fall with this power of the loss. */
const sharpness = 6
/** Losses above so many times the best have no say. */
const lossRatioMax = 1.25

/** Mean pinball loss per band and model in units of the fold's scale; `NaN` where a model made no forecast. */
export function bandLosses(folds: readonly Fold[], bands: Bands, models: number): Float64Array[] {
  const sums = bands.map(() => new Float64Array(models))
  const counts = bands.map(() => new Float64Array(models))
  for (const { actual, predictions, scale } of folds) {
    for (let step = 0; step < actual.length; step++) {
      const value = actual[step] as number
      if (Number.isNaN(value)) continue
      const band = bandOf(bands, step)
      for (let m = 0; m < models; m++) {
        const packed = predictions[m]
        if (packed === undefined) continue
        const loss = pinballAt(packed, step, value) / (scale || 1)
        ;(sums[band] as Float64Array)[m] = ((sums[band] as Float64Array)[m] as number) + loss
        ;(counts[band] as Float64Array)[m] = ((counts[band] as Float64Array)[m] as number) + 1
      }
    }
  }
  return sums.map((row, band) => row.map((sum, m) => sum / ((counts[band] as Float64Array)[m] as number)))
}

/** Weights of one band from its losses: by falling power, nothing for the clearly worse; ties to the simpler. */
export function weightsOf(losses: Float64Array): Float64Array {
  let best = Number.POSITIVE_INFINITY
  for (const loss of losses) if (loss < best) best = loss
  if (best === Number.POSITIVE_INFINITY) return losses.map((_, m) => (m === 0 ? 1 : 0))
  if (best === 0) {
    const simplest = losses.indexOf(0)
    return losses.map((_, m) => (m === simplest ? 1 : 0))
  }
  let simpler = Number.POSITIVE_INFINITY
  const weights = losses.map((loss) => {
    if (Number.isNaN(loss) || loss > best * lossRatioMax) return 0
    const handicap = loss < simpler * tieMargin ? 1 : 0.5
    simpler = Math.min(simpler, loss)
    return handicap * (best / loss) ** sharpness
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

export type CombineInput = {
  readonly predictions: readonly (Float64Array | undefined)[]
  /** Per band, per model. */
  readonly weights: readonly Float64Array[]
  readonly bands: Bands
  readonly horizon: number
}

/** Weighted mean of the models' quantiles, level by level; near a band's start its weights blend in. */
export function combine({ predictions, weights, bands, horizon }: CombineInput): Float64Array {
  const out = new Float64Array(horizon * levelCount)
  for (let step = 0; step < horizon; step++) {
    const row = weights[bandOf(bands, step)] as Float64Array
    let total = 0
    for (let m = 0; m < row.length; m++) if (predictions[m] !== undefined) total += row[m] as number
    for (let m = 0; m < row.length; m++) {
      const weight = (row[m] as number) / total
      const packed = predictions[m]
      if (!(weight > 0) || packed === undefined) continue
      for (let k = 0; k < levelCount; k++) {
        const at = step * levelCount + k
        out[at] = (out[at] as number) + weight * (packed[at] as number)
      }
    }
  }
  return out
}
