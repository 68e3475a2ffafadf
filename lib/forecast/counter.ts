/**
 * What a counter added between its samples. It counts up from the start of each member and falls when one is replaced
 * (OpenSearch's `ThreadpoolWriteRejected`): a fall is a restart, after which everything counted is new. The first
 * sample tells nothing; a gap is bridged.
 */
export function addedBetween(values: Float64Array): Float64Array {
  let last = Number.NaN
  return values.map((value) => {
    if (Number.isNaN(value)) return Number.NaN
    const added = value < last ? value : value - last
    last = value
    return added
  })
}
