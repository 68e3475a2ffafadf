import type { CapacityChange } from '../model/capacity.ts'
import type { DailyHistory, DemandEvidence } from '../model/forecast.ts'
import { dayMs, floorTo, hourMs } from '../model/time.ts'
import { quantileSorted } from '../stats/quantile.ts'
import type { HourlyDemand } from './demand.ts'

/** Hours of a day that must be observed for its daily peak to be known. */
const hoursForPeak = 18

/** Days in full: from the first hour's day to the last full UTC day before the end of the hours. */
export type DailyDemand = {
  readonly startMs: number
  readonly mean: Float64Array
  readonly peak: Float64Array
  readonly maximum: Float64Array
  readonly capacity: Float64Array
}

/**
 * Per UTC day: mean of its hours, daily peak (95th percentile of its 24 hourly means, `NaN` below 18 observed
 * hours), maximum of the peak series, capacity at its end. The current, partial day is left out.
 */
export function dailyDemand(demand: HourlyDemand): DailyDemand {
  const startMs = floorTo(demand.startMs, dayMs)
  const offset = (demand.startMs - startMs) / hourMs
  const days = Math.max(0, Math.floor((offset + demand.mean.length) / 24))
  const blank = () => new Float64Array(days).fill(Number.NaN)
  const daily = { startMs, mean: blank(), peak: blank(), maximum: blank(), capacity: blank() }
  const hours = new Float64Array(24)
  for (let day = 0; day < days; day++) {
    let seen = 0
    let sum = 0
    let maximum = Number.NEGATIVE_INFINITY
    for (let i = Math.max(0, day * 24 - offset); i < day * 24 - offset + 24; i++) {
      daily.capacity[day] = demand.capacity[i] as number
      const value = demand.mean[i] as number
      if (Number.isNaN(value)) continue
      hours[seen++] = value
      sum += value
      maximum = Math.max(maximum, demand.peak[i] as number)
    }
    if (seen === 0) continue
    daily.mean[day] = sum / seen
    daily.maximum[day] = maximum
    if (seen >= hoursForPeak) daily.peak[day] = quantileSorted(hours.subarray(0, seen).sort(), 0.95)
  }
  return daily
}

/** Packed for storage and charts. */
export function packHistory(daily: DailyDemand): DailyHistory {
  return {
    startMs: daily.startMs,
    mean: Float32Array.from(daily.mean),
    peak: Float32Array.from(daily.peak),
    maximum: Float32Array.from(daily.maximum),
    capacity: Float32Array.from(daily.capacity),
  }
}

export type EvidenceInput = {
  readonly demand: HourlyDemand
  readonly changes: readonly CapacityChange[]
  readonly lookbackDays: number
}

/** What the demand stands on. Observed days are observed hours / 24. Coverage: observed hours of the lookback, counted from the first sample if later. */
export function evidenceOf({ demand, changes, lookbackDays }: EvidenceInput): DemandEvidence {
  const { mean, startMs } = demand
  let first = -1
  let last = -1
  let observedHours = 0
  const from = Math.max(0, mean.length - lookbackDays * 24)
  let recentHours = 0
  for (let i = 0; i < mean.length; i++) {
    if (Number.isNaN(mean[i])) continue
    if (first < 0) first = i
    last = i
    observedHours++
    if (i >= from) recentHours++
  }
  const expected = first < 0 ? 0 : mean.length - Math.max(from, first)
  const oldest = changes[0]
  const assumed =
    oldest?.source === 'assumed' ? (changes[1]?.fromMs ?? startMs + mean.length * hourMs) : undefined
  return {
    observedDays: Math.round(observedHours / 24),
    coverage: expected === 0 ? 0 : recentHours / expected,
    firstMs: startMs + Math.max(0, first) * hourMs,
    lastMs: startMs + Math.max(0, last) * hourMs,
    ...(assumed === undefined || assumed <= startMs ? {} : { capacityAssumedBeforeMs: assumed }),
    notes: demand.notes,
  }
}
