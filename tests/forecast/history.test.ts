import { describe, expect, test } from 'vitest'
import type { HourlyDemand } from '#lib/forecast/demand.ts'
import { dailyDemand, evidenceOf } from '#lib/forecast/history.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { change, nowMs } from './samples.ts'

const demand = (mean: readonly number[], startMs: number): HourlyDemand => ({
  startMs,
  mean: Float64Array.from(mean),
  peak: Float64Array.from(mean, (value) => value * 2),
  capacity: new Float64Array(mean.length).fill(100),
  notes: [],
})
const ramp = Array.from({ length: 24 }, (_, hour) => hour)
const gaps = (count: number) => new Array<number>(count).fill(Number.NaN)

describe('daily demand', () => {
  test('is the mean, the 95th percentile of the hourly means and the highest moment', () => {
    // Hours 0..23: mean 11.5; type 7 quantile at 21.85; the peak series is twice the mean: 46.
    const daily = dailyDemand(demand(ramp, nowMs - dayMs))
    expect([...daily.mean, ...daily.maximum, ...daily.capacity]).toEqual([11.5, 46, 100])
    expect(daily.peak[0]).toBeCloseTo(21.85, 12)
  })

  test('the daily peak needs 18 observed hours, the mean one', () => {
    const days = [...ramp.slice(0, 17), ...gaps(7), ...ramp.slice(0, 18), ...gaps(6), ...gaps(24)]
    const daily = dailyDemand(demand(days, nowMs - 3 * dayMs))
    expect(daily.peak[0]).toBeNaN()
    expect(daily.mean[0]).toBe(8)
    // 17 x 0.95 = 16.15 of 0..17.
    expect(daily.peak[1]).toBeCloseTo(16.15, 12)
    expect(daily.mean[2]).toBeNaN()
  })

  test('days are days of UTC, and the day that is not over is left out', () => {
    const daily = dailyDemand(demand([...gaps(3), ...ramp, 5, 5, 5, 5], nowMs - dayMs - 3 * hourMs))
    expect(daily.startMs).toBe(nowMs - 2 * dayMs)
    expect(daily.mean.length).toBe(2)
    expect(daily.mean[1]).toBe(11.5)
  })
})

describe('evidence', () => {
  test('coverage is counted within the lookback, from the first sample', () => {
    // First sample 10 hours before the end, 5 of these 10 hours observed.
    const observed = [...gaps(100), 1, 1, 1, 1, 1, ...gaps(5)]
    const evidence = evidenceOf({
      demand: demand(observed, nowMs - 110 * hourMs),
      changes: [],
      lookbackDays: 90,
    })
    expect(evidence.coverage).toBe(0.5)
    expect(evidence.firstMs).toBe(nowMs - 10 * hourMs)
    expect(evidence.lastMs).toBe(nowMs - 6 * hourMs)
  })

  test('days are counted in observed samples', () => {
    const evidence = evidenceOf({
      demand: demand(new Array(72).fill(1), nowMs - 3 * dayMs),
      changes: [],
      lookbackDays: 90,
    })
    expect(evidence.observedDays).toBe(3)
  })

  test('says since when the capacity is known rather than assumed', () => {
    const assumed = { ...change(0, { cpu: 4 }), source: 'assumed' as const }
    const known = change(nowMs - dayMs, { cpu: 8 })
    const input = { demand: demand(new Array(72).fill(1), nowMs - 3 * dayMs), lookbackDays: 90 }
    expect(evidenceOf({ ...input, changes: [assumed, known] }).capacityAssumedBeforeMs).toBe(nowMs - dayMs)
    expect(evidenceOf({ ...input, changes: [known] }).capacityAssumedBeforeMs).toBeUndefined()
  })
})
