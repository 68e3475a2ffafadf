/** Sorts the values ascending, in place, and their weights with them. */
function sortPairs(values: Float64Array, weights: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number
    const weight = weights[i] as number
    let j = i - 1
    while (j >= 0 && (values[j] as number) > value) {
      values[j + 1] = values[j] as number
      weights[j + 1] = weights[j] as number
      j--
    }
    values[j + 1] = value
    weights[j + 1] = weight
  }
}

/**
 * Quantiles (ascending `levels`) of weighted values without `NaN`, linear between the middles of the weights and
 * constant beyond the outer ones; with equal weights type 5 of Hyndman and Fan (1996). Sorts its arguments; meant
 * for some hundred values at most. `NaN` for none.
 */
export function weightedQuantiles(
  values: Float64Array,
  weights: Float64Array,
  levels: readonly number[],
): Float64Array {
  sortPairs(values, weights)
  const out = new Float64Array(levels.length).fill(values[values.length - 1] ?? Number.NaN)
  let total = 0
  for (let i = 0; i < weights.length; i++) total += weights[i] as number
  let k = 0
  let before = 0
  let previous = { middle: 0, value: values[0] as number }
  for (let i = 0; i < values.length; i++) {
    const weight = weights[i] as number
    const value = values[i] as number
    const middle = (before + weight / 2) / total
    while (k < levels.length && (levels[k] as number) <= middle) {
      const span = middle - previous.middle
      const share = span > 0 ? ((levels[k] as number) - previous.middle) / span : 1
      out[k++] = previous.value + share * (value - previous.value)
    }
    before += weight
    previous = { middle, value }
  }
  return out
}
