/**
 * For models that need every value: a gap takes the value one season earlier if there is one, else the line
 * between its neighbours, else the nearest value. Nothing observed: all zero.
 */
export function fillGaps(values: Float64Array, season: number): Float64Array {
  const out = values.slice()
  let previous = -1
  for (let i = 0; i < out.length; i++) {
    if (!Number.isNaN(values[i])) {
      previous = i
      continue
    }
    if (i >= season) {
      out[i] = out[i - season] as number
      continue
    }
    let next = i
    while (next < values.length && Number.isNaN(values[next])) next++
    const before = previous < 0 ? Number.NaN : (values[previous] as number)
    const after = next < values.length ? (values[next] as number) : Number.NaN
    if (Number.isNaN(before)) out[i] = Number.isNaN(after) ? 0 : after
    else if (Number.isNaN(after)) out[i] = before
    else out[i] = before + ((after - before) * (i - previous)) / (next - previous)
  }
  return out
}

/** The values from the first observed one on. */
export function trimStart(values: Float64Array): Float64Array {
  let from = 0
  while (from < values.length && Number.isNaN(values[from])) from++
  return values.subarray(from)
}
