import { ceilTo, dayMs, type EpochMs, floorTo, hourMs, minuteMs, type Range } from '#lib/model/time.ts'

/**
 * How long samples of a period are kept: multiples of an hour 455 days, of five minutes 63 days, of a minute
 * 15 days, shorter ones three hours (GetMetricData API reference, `StartTime` and `Period`).
 */
export function retentionMs(periodMs: number): number {
  if (periodMs % hourMs === 0) return 455 * dayMs
  if (periodMs % (5 * minuteMs) === 0) return 63 * dayMs
  return periodMs % minuteMs === 0 ? 15 * dayMs : 3 * hourMs
}

/** CloudWatch rounds a start down to the minute, to five minutes from 15 days on, to the hour from 63 days on. */
export function roundStart(startMs: EpochMs, nowMs: EpochMs): EpochMs {
  const ageMs = nowMs - startMs
  if (ageMs < 15 * dayMs) return floorTo(startMs, minuteMs)
  return floorTo(startMs, ageMs < 63 * dayMs ? 5 * minuteMs : hourMs)
}

export type ServedRequest = {
  readonly startMs: EpochMs
  readonly endMs: EpochMs
  readonly periodMs: number
  readonly nowMs: EpochMs
  /** The world keeps every sample: recorded traces are older than the retention of their period. */
  readonly keepsAll: boolean
}

/**
 * Where periods begin that are answered: aligned to the clock, inside `[start, end)`, begun by now, and of an age
 * that is still kept for that period.
 */
export function servedRange(request: ServedRequest): Range {
  const { periodMs, nowMs } = request
  const retainedMs = request.keepsAll ? 0 : nowMs - retentionMs(periodMs)
  const fromMs = ceilTo(Math.max(roundStart(request.startMs, nowMs), retainedMs), periodMs)
  const toMs = ceilTo(Math.min(request.endMs, nowMs), periodMs)
  return { fromMs, toMs: Math.max(fromMs, toMs) }
}
