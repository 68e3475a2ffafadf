import type { EpochMs } from '#lib/model/time.ts'

/** Bytes of one timestamp with its comma: ten digits of epoch seconds (2001 to 2286). */
export const timestampBytes = 11

export type TimestampRequest = {
  readonly fromMs: EpochMs
  readonly count: number
  readonly periodMs: number
  readonly descending: boolean
}

/** Gives the text of evenly spaced timestamps, kept for the ranges of late: many queries of a call share one. */
export function openTimestampTexts(limit: number): (request: TimestampRequest) => Uint8Array {
  const kept = new Map<string, Uint8Array>()
  return (request) => {
    const key = `${request.fromMs}/${request.count}/${request.periodMs}/${request.descending}`
    const found = kept.get(key)
    if (found !== undefined) return found
    const text = timestampText(request)
    if (kept.size >= limit) kept.delete(kept.keys().next().value ?? '')
    kept.set(key, text)
    return text
  }
}

function timestampText(request: TimestampRequest): Uint8Array {
  const text = new Uint8Array(request.count * timestampBytes)
  const step = (request.periodMs / 1000) * (request.descending ? -1 : 1)
  const first = request.fromMs / 1000
  let seconds = request.descending ? first - step * (request.count - 1) : first
  for (let i = 0; i < request.count; i++, seconds += step) {
    let rest = seconds
    const at = i * timestampBytes
    for (let digit = 9; digit >= 0; digit--) {
      text[at + digit] = 48 + (rest % 10)
      rest = Math.floor(rest / 10)
    }
    text[at + 10] = 44
  }
  return text
}
