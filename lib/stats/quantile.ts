/** Sorting by insertion beats the engine's general sort below so many values. */
const insertionMax = 32

/** Sorts in place, ascending; no `NaN` may be among the values. */
export function sortAscending(values: Float64Array): Float64Array {
  if (values.length > insertionMax) return values.sort()
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number
    let j = i - 1
    while (j >= 0 && (values[j] as number) > value) {
      values[j + 1] = values[j] as number
      j--
    }
    values[j + 1] = value
  }
  return values
}

function observed(values: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!Number.isNaN(value)) kept[count++] = value
  }
  return kept.subarray(0, count)
}

/** The values that are not `NaN`, ascending. */
export function sortedObserved(values: ArrayLike<number>): Float64Array {
  return sortAscending(observed(values))
}

/**
 * Quantile of ascending values by linear interpolation, `NaN` for none.
 * Hyndman and Fan (1996), type 7: position `(n - 1) p`. simple-statistics offers only a step function.
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  const last = sorted.length - 1
  if (last < 0) return Number.NaN
  const position = Math.min(Math.max(p, 0), 1) * last
  const below = Math.floor(position)
  const low = sorted[below] as number
  if (below === last) return low
  return low + (position - below) * ((sorted[below + 1] as number) - low)
}

/** Partitions in place until the value of rank `rank` stands at its place. Hoare (1961), Algorithm 65: Find. */
function find(values: Float64Array, rank: number): number {
  let left = 0
  let right = values.length - 1
  while (left < right) {
    const pivot = values[(left + right) >> 1] as number
    let i = left
    let j = right
    while (i <= j) {
      while ((values[i] as number) < pivot) i++
      while ((values[j] as number) > pivot) j--
      if (i > j) break
      const swap = values[i] as number
      values[i++] = values[j] as number
      values[j--] = swap
    }
    if (rank <= j) right = j
    else if (rank >= i) left = i
    else break
  }
  return values[rank] as number
}

/** Type 7 quantile of the observed values (`NaN` = gap, left out); `NaN` if there are none. */
export function quantile(values: ArrayLike<number>, p: number): number {
  const kept = observed(values)
  if (kept.length <= insertionMax) return quantileSorted(sortAscending(kept), p)
  const position = Math.min(Math.max(p, 0), 1) * (kept.length - 1)
  const below = Math.floor(position)
  const low = find(kept, below)
  if (below === position) return low
  let next = Number.POSITIVE_INFINITY
  for (let i = below + 1; i < kept.length; i++) next = Math.min(next, kept[i] as number)
  return low + (position - below) * (next - low)
}

/** Several type 7 quantiles of the observed values with one sort. */
export function quantiles(values: ArrayLike<number>, levels: readonly number[]): Float64Array {
  const sorted = sortedObserved(values)
  return Float64Array.from(levels, (level) => quantileSorted(sorted, level))
}
