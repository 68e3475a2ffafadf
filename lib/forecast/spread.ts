import { medianIndex, quantileLevels } from '../model/forecast.ts'
import { quantileSorted, sortAscending } from '../stats/quantile.ts'
import { median } from '../stats/robust.ts'

const levelCount = quantileLevels.length

/** Errors are thinned evenly to so many before sorting: the quantiles hardly change, the cost is bounded. */
const errorsMax = 250

/** Quantiles of errors (actual - forecast) at every published level. */
function errorQuantiles(errors: Float64Array): Float64Array {
  const stride = Math.max(1, errors.length / errorsMax)
  const kept = new Float64Array(Math.ceil(errors.length / stride))
  for (let i = 0; i < kept.length; i++)
    kept[i] = errors[Math.min(errors.length - 1, Math.floor(i * stride))] as number
  sortAscending(kept)
  const out = new Float64Array(levelCount)
  if (kept.length === 0) return out
  for (let level = 0; level < levelCount; level++)
    out[level] = quantileSorted(kept, quantileLevels[level] as number)
  return out
}

/** Lags over which differences are gathered, at least; more for longer lags. */
const recentSteps = 24

/**
 * Differences `values[t + lag] - values[t]` of the newest `lag` (at least 24 seasons of) origins: the drift that
 * they show must be that of today.
 */
export function lagErrors(values: Float64Array, lag: number, season: number): Float64Array {
  const all = Math.max(0, values.length - lag)
  const from = Math.max(0, all - Math.max(lag, recentSteps * season))
  const out = new Float64Array(all - from)
  for (let i = 0; i < out.length; i++) {
    out[i] = (values[from + i + lag] as number) - (values[from + i] as number)
  }
  return out
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
 * Beyond the last known horizon, `times` as far: the spread grows with the square root of time, as a random
 * walk's does; a median error that stands out of the spread is a drift and grows with time.
 */
function extrapolate(row: Float64Array, times: number, out: Float64Array): void {
  const centre = row[medianIndex] as number
  const spread = (row[medianIndex + 1] as number) - (row[medianIndex - 1] as number)
  const drift = spread > 0 ? Math.min(1, Math.abs(centre) / spread) : 1
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

/** The errors less their median: for models whose forecast is the centre already. */
export function centred(errors: Float64Array): Float64Array {
  const bias = median(errors)
  return errors.map((error) => error - bias)
}
