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

/** What belongs to a band gives way to what belongs to the next over this share of it beyond its end. */
const blendShare = 2 / 3

/** A band that has a say at a step, and how much: shares of a step add up to 1. */
export type BandShare = readonly [band: number, share: number]

/** One band inside it, and beyond its end two for a while, so that no fan has a kink there. */
export function bandShares(bands: Bands, step: number): readonly BandShare[] {
  const band = bandOf(bands, step)
  const start = bands[band - 1]
  if (start === undefined) return [[band, 1]]
  const later = (step + 1 - start) / (blendShare * start)
  return later >= 1
    ? [[band, 1]]
    : [
        [band - 1, 1 - later],
        [band, later],
      ]
}

/** A more complex model must be better by so much to be preferred. */
const tieMargin = 0.98
/** Weights fall with this power of the loss. */
const sharpness = 5
/** Losses above so many times the best have no say. */
const lossRatioMax = 1.3
/** An origin's say falls with this power of its age. */
const recency = 1
/** In units of the seasonal naive's error: losses below it are equally good. */
const lossFloor = 1e-3

type FoldLosses = { readonly losses: Float64Array; readonly count: number }

/** Mean pinball loss of every model in one band of a fold; `NaN` where a model made no forecast. */
function foldLosses(fold: Fold, models: number, within: (step: number) => boolean): FoldLosses {
  const losses = new Float64Array(models)
  let count = 0
  for (let step = 0; step < fold.actual.length; step++) {
    const value = fold.actual[step] as number
    if (Number.isNaN(value) || !within(step)) continue
    count++
    for (let m = 0; m < models; m++) {
      const packed = fold.predictions[m]
      losses[m] = (losses[m] as number) + (packed === undefined ? Number.NaN : pinballAt(packed, step, value))
    }
  }
  return { losses: losses.map((loss) => loss / count), count }
}

/** Divides by the geometric mean of the models' losses, so that a quiet and a wild stretch count alike. */
function relative(losses: Float64Array, scale: number): Float64Array {
  const known = losses.filter((loss) => !Number.isNaN(loss))
  const floor = lossFloor * (scale || known.reduce((sum, loss) => sum + loss, 0) / known.length)
  if (floor === 0) return losses.map((loss) => (Number.isNaN(loss) ? loss : 1))
  const mean = Math.exp(known.reduce((sum, loss) => sum + Math.log((loss + floor) / floor), 0) / known.length)
  return losses.map((loss) => (loss + floor) / floor / mean)
}

/**
 * Relative loss per band and model over the folds, newer and longer ones counting more; `NaN` where a model made
 * no forecast in a band.
 */
export function bandLosses(folds: readonly Fold[], bands: Bands, models: number): Float64Array[] {
  return bands.map((_, band) => {
    const sums = new Float64Array(models)
    const weights = new Float64Array(models)
    for (const fold of folds) {
      const { losses, count } = foldLosses(fold, models, (step) => bandOf(bands, step) === band)
      if (count === 0) continue
      const weight = count * fold.seasonsBack ** -recency
      relative(losses, fold.scale).forEach((loss, m) => {
        if (Number.isNaN(loss)) return
        sums[m] = (sums[m] as number) + weight * loss
        weights[m] = (weights[m] as number) + weight
      })
    }
    return sums.map((sum, m) => sum / (weights[m] as number))
  })
}

/** Weights of one band from its losses: by falling power, nothing for the clearly worse; ties to the simpler.
 * Without any loss all are equal. */
export function weightsOf(losses: Float64Array): Float64Array {
  let best = Number.POSITIVE_INFINITY
  for (const loss of losses) if (loss < best) best = loss
  if (best === Number.POSITIVE_INFINITY) return losses.map(() => 1 / losses.length)
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

/** Weights of the models at a step: those of its band, or of two at its start. */
function weightsAt(weights: readonly Float64Array[], bands: Bands, step: number): Float64Array {
  const shares = bandShares(bands, step)
  const [[first] = [0]] = shares
  if (shares.length === 1) return weights[first] as Float64Array
  return (weights[first] as Float64Array).map((_, m) =>
    shares.reduce((sum, [band, share]) => sum + share * (weights[band]?.[m] as number), 0),
  )
}

/** Weighted mean of the models' quantiles, level by level; near a band's start its weights blend in. */
export function combine({ predictions, weights, bands, horizon }: CombineInput): Float64Array {
  const out = new Float64Array(horizon * levelCount)
  for (let step = 0; step < horizon; step++) {
    const row = weightsAt(weights, bands, step)
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
