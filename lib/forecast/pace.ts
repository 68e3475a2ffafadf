/** Mean and variance of what is added in all over some seasons. */
export type Growth = { readonly mean: number; readonly variance: number }

/** What was added in each whole season, oldest first; the newest season ends with the series. */
export function additions(values: Float64Array, season: number): Float64Array {
  const n = values.length
  const count = Math.floor((n - 1) / season)
  return Float64Array.from({ length: count }, (_, i) => {
    const to = n - 1 - (count - 1 - i) * season
    return (values[to] as number) - (values[to - season] as number)
  })
}

/** Data that is kept: it grows from season to season, and what is there stays. */
export function onlyGrows(values: Float64Array, season: number): boolean {
  const added = additions(values, season)
  return added.length > 0 && added.every((amount) => amount >= 0) && added.some((amount) => amount > 0)
}

/**
 * What is added in a season = usual amount + pace + burst: the pace keeps the share `kept` of itself to the next season,
 * the burst nothing. `slow` is the share of the variance that is pace. State as of the last season, in units of the
 * variance; `weight` = how well it explains what was seen, over all models 1.
 */
export type PaceModel = {
  readonly kept: number
  readonly slow: number
  readonly usual: number
  readonly pace: number
  /** Variances and covariance of `usual` and `pace` as known, in units of `scale`. */
  readonly usualVariance: number
  readonly paceVariance: number
  readonly covariance: number
  /** Variance of a season. */
  readonly scale: number
  readonly weight: number
}

const keptTried = [0.6, 0.8, 0.9, 0.95]
const slowTried = [0.15, 0.35, 0.6, 0.85]

/** `logs`: sum of the logarithms of the variances of the errors, in units of `scale`. */
type Filtered = Omit<PaceModel, 'weight'> & { readonly logs: number }

/** Kalman filter over the seasons with a usual amount that is not known beforehand; variance by its likeliest value. */
function filter(added: Float64Array, kept: number, slow: number): Filtered {
  const n = added.length
  const fresh = slow * (1 - kept ** 2)
  // The first season tells the usual amount, but for pace and burst.
  let [usual, pace] = [added[0] as number, 0]
  let [usualVariance, paceVariance, covariance] = [1, slow, -slow]
  let [squares, logs] = [0, 0]
  for (let t = 1; t < n; t++) {
    pace *= kept
    covariance *= kept
    paceVariance = kept ** 2 * paceVariance + fresh
    const variance = usualVariance + 2 * covariance + paceVariance + 1 - slow
    const error = (added[t] as number) - usual - pace
    squares += error ** 2 / variance
    logs += Math.log(variance)
    const [usualGain, paceGain] = [
      (usualVariance + covariance) / variance,
      (covariance + paceVariance) / variance,
    ]
    usual += usualGain * error
    pace += paceGain * error
    usualVariance -= usualGain ** 2 * variance
    paceVariance -= paceGain ** 2 * variance
    covariance -= usualGain * paceGain * variance
  }
  const scale = squares / Math.max(1, n - 1)
  return { kept, slow, usual, pace, usualVariance, paceVariance, covariance, scale, logs }
}

/** Every model tried, weighed by its likelihood: with few seasons all count, with many those that fit. */
export function growthModels(added: Float64Array): PaceModel[] {
  const even = filter(added, 0, 0)
  const tried = [even, ...keptTried.flatMap((kept) => slowTried.map((slow) => filter(added, kept, slow)))]
  const logLikelihoods = tried.map(({ scale, logs }) =>
    even.scale > 0 ? -0.5 * ((added.length - 1) * Math.log(scale / even.scale) + logs) : 0,
  )
  const best = Math.max(...logLikelihoods)
  const likelihoods = logLikelihoods.map((one) => Math.exp(one - best))
  const total = likelihoods.reduce((sum, likelihood) => sum + likelihood, 0)
  return tried.map(({ logs: _, ...model }, i) => ({ ...model, weight: (likelihoods[i] as number) / total }))
}

/** Growth over 0, 1, ... `seasons` seasons from the last by one model. */
function aheadOf(model: PaceModel, seasons: number): Growth[] {
  const { kept, slow, usual, pace, usualVariance, paceVariance, covariance, scale } = model
  const fresh = slow * (1 - kept ** 2)
  const growth: Growth[] = []
  let [reach, moved] = [0, 0]
  for (let h = 0; h <= seasons; h++) {
    const variance =
      h ** 2 * usualVariance +
      2 * h * reach * covariance +
      reach ** 2 * paceVariance +
      fresh * moved +
      h * (1 - slow)
    growth.push({ mean: h * usual + reach * pace, variance: scale * variance })
    // A fresh pace of the season h from the end is felt in it and in the h - 1 that follow.
    const felt = (1 - kept ** (h + 1)) / (1 - kept)
    moved += felt ** 2
    reach += kept ** (h + 1)
  }
  return growth
}

/** Growth over 0, 1, ... `seasons` seasons: mean and variance of the mixture of all models. */
export function growthAhead(models: readonly PaceModel[], seasons: number): Growth[] {
  const each = models.map((model) => ({ weight: model.weight, growth: aheadOf(model, seasons) }))
  return Array.from({ length: seasons + 1 }, (_, h) => {
    let [mean, square] = [0, 0]
    for (const { weight, growth } of each) {
      const own = growth[h] as Growth
      mean += weight * own.mean
      square += weight * (own.variance + own.mean ** 2)
    }
    return { mean, variance: Math.max(0, square - mean ** 2) }
  })
}
