/** Moving mean over `window` values around each index, shortened at the ends. */
function centredMeans(values: Float64Array, window: number): Float64Array {
  const n = values.length
  const sums = new Float64Array(n + 1)
  for (let i = 0; i < n; i++) sums[i + 1] = (sums[i] as number) + (values[i] as number)
  const half = window >> 1
  return values.map((_, i) => {
    const from = Math.max(0, Math.min(n - window, i - half))
    const to = Math.min(n, from + window)
    return ((sums[to] as number) - (sums[from] as number)) / (to - from)
  })
}

/**
 * Additive seasonal shape by place in the season (index modulo `season`), mean 0: the values less their moving
 * mean over a season, averaged over the seasons with weights that halve every eight seasons. Classical
 * decomposition, but that recent seasons count more.
 */
export function seasonalShape(values: Float64Array, season: number): Float64Array {
  const n = values.length
  const shape = new Float64Array(season)
  if (season < 2 || n < 2 * season) return shape
  const trend = centredMeans(values, Math.min(n, season))
  const weights = new Float64Array(season)
  for (let t = 0; t < n; t++) {
    const weight = 0.5 ** (Math.floor((n - 1 - t) / season) / 8)
    shape[t % season] =
      (shape[t % season] as number) + weight * ((values[t] as number) - (trend[t] as number))
    weights[t % season] = (weights[t % season] as number) + weight
  }
  let mean = 0
  for (let p = 0; p < season; p++) {
    shape[p] = (shape[p] as number) / (weights[p] as number)
    mean += (shape[p] as number) / season
  }
  return shape.map((value) => value - mean)
}

/** The values less their seasonal shape. */
export function deseasoned(values: Float64Array, season: number): Float64Array {
  const shape = seasonalShape(values, season)
  return values.map((value, t) => value - (shape[t % season] as number))
}

/** What is left after the seasonal shape and a moving mean of two seasons. */
export function noiseOf(values: Float64Array, season: number): Float64Array {
  const flat = deseasoned(values, season)
  const trend = centredMeans(flat, Math.min(flat.length, 2 * season + 1))
  return flat.map((value, t) => value - (trend[t] as number))
}

/** Lag-one autocorrelation of the noise, within [0, 0.8]. */
export function noiseAutocorrelation(values: Float64Array, season: number): number {
  const noise = noiseOf(values, season)
  let product = 0
  let square = 0
  for (let t = 0; t < noise.length; t++) {
    const rest = noise[t] as number
    square += rest * rest
    if (t > 0) product += rest * (noise[t - 1] as number)
  }
  return square > 0 ? Math.min(0.8, Math.max(0, product / square)) : 0
}
