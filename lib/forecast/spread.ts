import { medianIndex, quantileLevels } from '../model/forecast.ts'
import { quantileSorted, quantiles, sortAscending } from '../stats/quantile.ts'
import { median } from '../stats/robust.ts'

const levelCount = quantileLevels.length

/** Errors are thinned evenly to so many before sorting: the quantiles hardly change, the cost is bounded. */
const errorsMax = 160

/** `errorAt(i)` for at most 160 of the `count` indices, spread evenly. */
export function thinned(count: number, errorAt: (i: number) => number): Float64Array {
  const kept = new Float64Array(Math.max(0, Math.min(count, errorsMax)))
  const stride = count / kept.length
  for (let i = 0; i < kept.length; i++) kept[i] = errorAt(Math.floor(i * stride))
  return kept
}

/** Quantiles of errors (actual - forecast) at every published level; zeros for none. Sorts the errors. */
function errorQuantiles(errors: Float64Array): Float64Array {
  const out = new Float64Array(levelCount)
  if (errors.length === 0) return out
  sortAscending(errors)
  for (let k = 0; k < levelCount; k++) out[k] = quantileSorted(errors, quantileLevels[k] as number)
  return out
}

/** Seasons of origins over which differences are gathered, at least; more for longer lags. */
const recentSeasons = 24

/**
 * Differences `values[t + lag] - values[t]` of the newest `lag` (at least 24 seasons of) origins, thinned: the
 * drift that they show must be that of today.
 */
export function lagErrors(values: Float64Array, lag: number, season: number): Float64Array {
  const all = Math.max(0, values.length - lag)
  const from = Math.max(0, all - Math.max(lag, recentSeasons * season))
  return thinned(all - from, (i) => (values[from + i + lag] as number) - (values[from + i] as number))
}

/** Error quantiles at some horizons (ascending), computed when first asked for. */
export type SpreadCurve = {
  readonly horizons: readonly number[]
  readonly quantilesAt: (index: number) => Float64Array
}

export function spreadCurve(
  horizons: readonly number[],
  errorsAt: (horizon: number) => Float64Array,
): SpreadCurve {
  const known: Float64Array[] = []
  return {
    horizons,
    quantilesAt: (index) => {
      known[index] ??= errorQuantiles(errorsAt(horizons[index] as number))
      return known[index]
    },
  }
}

/**
 * How much of a median error is drift: none where it is under half the interquartile range, all from the whole
 * range on.
 */
function driftShare(centre: number, range: number): number {
  if (!(range > 0)) return 1
  return Math.min(1, Math.max(0, (2 * Math.abs(centre)) / range - 1))
}

/** Fewer errors tell no drift. */
const driftErrorsMin = 14

/** The errors less what of their median is not clearly drift, in place. */
export function steadied(errors: Float64Array): Float64Array {
  const [low, centre, high] = quantiles(errors, [0.25, 0.5, 0.75]) as unknown as [number, number, number]
  const share = errors.length < driftErrorsMin ? 0 : driftShare(centre, high - low)
  const bias = centre * (1 - share)
  for (let i = 0; i < errors.length; i++) errors[i] = (errors[i] as number) - bias
  return errors
}

/**
 * Beyond the last known horizon, `times` as far: the spread grows with the square root of time, as a random
 * walk's does; a median error that stands out of the spread is a drift and grows with time.
 */
function extrapolate(row: Float64Array, times: number, out: Float64Array): void {
  const centre = row[medianIndex] as number
  const spread = (row[medianIndex + 1] as number) - (row[medianIndex - 1] as number)
  const drift = driftShare(centre, spread)
  const moved = centre * (drift * times + (1 - drift) * Math.sqrt(times))
  for (let k = 0; k < levelCount; k++) out[k] = moved + ((row[k] as number) - centre) * Math.sqrt(times)
}

/**
 * Writes the error quantiles at a horizon into `out`: interpolated between the known horizons; beyond the last
 * one they are extrapolated.
 */
export function spreadAt(curve: SpreadCurve, horizon: number, out: Float64Array): void {
  const { horizons, quantilesAt } = curve
  const last = horizons.length - 1
  let i = 0
  while (i <= last && (horizons[i] as number) < horizon) i++
  if (i > last) {
    extrapolate(quantilesAt(last), horizon / (horizons[last] as number), out)
    return
  }
  const high = quantilesAt(i)
  const low = quantilesAt(Math.max(0, i - 1))
  const from = horizons[Math.max(0, i - 1)] as number
  const to = horizons[i] as number
  const share = to === from ? 1 : (horizon - from) / (to - from)
  for (let k = 0; k < levelCount; k++)
    out[k] = (low[k] as number) + share * ((high[k] as number) - (low[k] as number))
}

/** Puts each step's quantiles in order and, for data that is never negative, not below zero. In place. */
export function tidy(packed: Float64Array, values: Float64Array): Float64Array {
  const nonNegative = values.every((value) => value >= 0)
  for (let at = 0; at < packed.length; at += levelCount) {
    for (let k = 0; k < levelCount; k++) {
      let value = packed[at + k] as number
      if (nonNegative && value < 0) value = 0
      let j = k - 1
      while (j >= 0 && (packed[at + j] as number) > value) {
        packed[at + j + 1] = packed[at + j] as number
        j--
      }
      packed[at + j + 1] = value
    }
  }
  return packed
}

/** The errors less their median, in place: for models whose forecast is the centre already. */
export function centred(errors: Float64Array): Float64Array {
  const bias = median(errors)
  for (let i = 0; i < errors.length; i++) errors[i] = (errors[i] as number) - bias
  return errors
}
