import { describe, expect, test } from 'vitest'
import type { Forecaster } from '#lib/forecast/forecaster.ts'
import { exponentialSmoothing } from '#lib/forecast/models/exponential-smoothing.ts'
import {
  newestHours,
  newestRange,
  recentHours,
  recentRange,
  weekHours,
  weekRange,
} from '#lib/forecast/models/fading-profile.ts'
import { lastValue } from '#lib/forecast/models/last-value.ts'
import { levelShape } from '#lib/forecast/models/level-shape.ts'
import { robustTrend } from '#lib/forecast/models/robust-trend.ts'
import { recentProfile } from '#lib/forecast/models/season-profile.ts'
import { seasonalNaive, seasonalNaiveLong } from '#lib/forecast/models/seasonal-naive.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'

const levelCount = quantileLevels.length
const series = (length: number, value: (t: number) => number) =>
  Float64Array.from({ length }, (_, t) => value(t))

type Prediction = { forecaster: Forecaster; values: Float64Array; seasons: number[]; horizon: number }
const quantilesOf = ({ forecaster, values, seasons, horizon }: Prediction) => {
  const packed = forecaster.fit({ values, seasons }).predict(horizon)
  return (step: number, level: (typeof quantileLevels)[number]) =>
    packed[step * levelCount + quantileLevels.indexOf(level)] as number
}
const mediansOf = (prediction: Prediction) => {
  const at = quantilesOf(prediction)
  return Array.from({ length: prediction.horizon }, (_, step) => at(step, quantileLevels[medianIndex]))
}

describe('known answers', () => {
  test('the last season comes again, and a growth per season goes on', () => {
    // A week of 0..6 that rises by 10 every week: differences over k weeks are exactly 10 k.
    const values = series(70, (t) => (t % 7) + 10 * Math.floor(t / 7))
    const medians = mediansOf({ forecaster: seasonalNaive, values, seasons: [7], horizon: 15 })
    expect(medians).toEqual([...series(15, (i) => ((70 + i) % 7) + 10 * Math.floor((70 + i) / 7))])
  })

  test('the last week of hours comes again', () => {
    const values = series(4 * 168, (t) => t % 168)
    const medians = mediansOf({ forecaster: seasonalNaiveLong, values, seasons: [24, 168], horizon: 200 })
    expect(medians).toEqual([...series(200, (i) => i % 168)])
  })

  test('the last value stays, with the quantiles of the differences', () => {
    // Differences of 0, 1, 0, 1, ..., 0 over one step are +1 and -1, half each: the 0.9 quantile is +1, and 0 - 1 is cut to 0.
    const values = series(101, (t) => t % 2)
    const at = quantilesOf({ forecaster: lastValue, values, seasons: [7], horizon: 1 })
    expect(at(0, 0.9)).toBe(1)
    expect(at(0, 0.1)).toBe(0)
  })

  test('the profile of a place in the season is the quantile of its values', () => {
    // Place 3 held 0, 10, ..., 90 in ten weeks: median 45, 0.9 quantile 81.
    const values = series(70, (t) => (t % 7 === 3 ? 10 * Math.floor(t / 7) : 1))
    const at = quantilesOf({ forecaster: recentProfile, values, seasons: [7], horizon: 7 })
    expect(at(3, 0.5)).toBe(45)
    expect(at(3, 0.9)).toBeCloseTo(81, 12)
    expect(at(2, 0.9)).toBe(1)
  })

  test('what is newest counts most in the recent range', () => {
    // Weights halve every 12 hours: of 48 hours at 1 followed by 12 at 2 the newest 12 carry over half.
    const values = series(60, (t) => (t < 48 ? 1 : 2))
    const at = quantilesOf({ forecaster: recentRange, values, seasons: [24, 168], horizon: 2 })
    expect([at(0, 0.1), at(1, 0.9)]).toEqual([1, 2])
    expect(at(0, 0.5)).toBe(2)
    // With a half-life of 4.8 hours the older 7.2 of the 19.2 kept have a weight of 2^-2.5 + ... : under a tenth of a quarter.
    const newest = quantilesOf({ forecaster: newestRange, values, seasons: [24, 168], horizon: 1 })
    expect(newest(0, 0.25)).toBe(2)
  })

  test('an hour is told by its own and the neighbouring hours', () => {
    // Hour 5 of every day is 9, the others 1: the hours beside it weigh half each, so its own weight is a half.
    const values = series(20 * 24, (t) => (t % 24 === 5 ? 9 : 1))
    const at = quantilesOf({ forecaster: recentHours, values, seasons: [24, 168], horizon: 24 })
    expect(at(5, 0.9)).toBe(9)
    expect(at(5, 0.1)).toBe(1)
    expect(at(8, 0.99)).toBe(1)
  })

  test('the newest days carry an hour: three of the six that are kept have 74 % of the weight', () => {
    // A day counts half after two: (1 - 2^-1.5) / (1 - 2^-3) = 0.739.
    const values = series(20 * 24, (t) => (t < 17 * 24 ? 1 : 2))
    const at = quantilesOf({ forecaster: newestHours, values, seasons: [24, 168], horizon: 24 })
    expect([at(3, 0.1), at(3, 0.5), at(23, 0.9)]).toEqual([1, 2, 2])
  })

  test('the same hour of the week counts six times: four of thirty days have 43 % of the weight', () => {
    // Ages 6.8, 13.8, 20.8 and 27.8 days with a half-life of 10: 6 x 1.39 = 8.3 of 8.3 + 11.0.
    const values = series(6 * 168, (t) => (t % 168 === 5 ? 100 : 1))
    const at = quantilesOf({ forecaster: weekHours, values, seasons: [24, 168], horizon: 48 })
    expect([at(5, 0.5), at(5, 0.75), at(5, 0.9)]).toEqual([1, 100, 100])
    // The next day at that hour is another hour of the week: its own six days and none of 100 among them count so.
    expect([at(29, 0.5), at(29, 0.75)]).toEqual([1, 1])
  })

  test('the range of a week is told by six days: half of the weight by the last two', () => {
    const values = series(20 * 24, (t) => (t < 18 * 24 ? 1 : 2))
    const at = quantilesOf({ forecaster: weekRange, values, seasons: [24, 168], horizon: 2 })
    // (1 - 2^-1) / (1 - 2^-3) = 0.571 of the weight is 2.
    expect([at(0, 0.25), at(1, 0.5), at(1, 0.9)]).toEqual([1, 2, 2])
  })

  test('a rhythm about a level that stands still comes again exactly', () => {
    const value = (t: number) => 20 + 5 * Math.sin((2 * Math.PI * t) / 24)
    const medians = mediansOf({
      forecaster: levelShape,
      values: series(28 * 24, value),
      seasons: [24, 168],
      horizon: 48,
    })
    medians.forEach((median, i) => {
      expect(median).toBeCloseTo(value(28 * 24 + i), 9)
    })
  })

  test('the shape of the week stands on the level of the last day', () => {
    // Daily wave on a level that rises by 1 a day: 48.5 is the mean of the day to come.
    const wave = (t: number) => 5 * Math.sin((2 * Math.PI * t) / 24)
    const values = series(28 * 24, (t) => wave(t) + 20 + t / 24)
    const medians = mediansOf({ forecaster: levelShape, values, seasons: [24, 168], horizon: 24 })
    const mean = medians.reduce((sum, value) => sum + value, 0) / 24
    expect(Math.abs(mean - 48.5)).toBeLessThan(2)
    expect(Math.max(...medians) - Math.min(...medians)).toBeGreaterThan(8)
  })

  test('smoothing follows a line with its damped trend', () => {
    // An exact line has the trend 2 throughout; damping 0.98 lets 10 steps grow by 2 x 9 x ... = sum of 0.98^i, i = 1..10, times 2: 17.93.
    const values = series(200, (t) => 100 + 2 * t)
    const medians = mediansOf({ forecaster: exponentialSmoothing, values, seasons: [7], horizon: 10 })
    expect(Math.abs((medians[9] as number) - (498 + 17.93))).toBeLessThan(3)
  })

  test('growth with a weekly rhythm goes straight on', () => {
    const value = (t: number) => 50 + 0.4 * t + (t % 7 < 5 ? 1 : -2)
    const medians = mediansOf({
      forecaster: robustTrend,
      values: series(210, value),
      seasons: [7],
      horizon: 90,
    })
    medians.forEach((median, i) => {
      expect(Math.abs(median - value(210 + i))).toBeLessThan(0.01 * value(210 + i))
    })
  })

  test('growth that was halved goes on at the new pace', () => {
    // A retention job from day 200 on: 1 GiB a day before, 0.5 after. In 90 days 345 GiB.
    const value = (t: number) => (t < 200 ? t : 200 + 0.5 * (t - 200))
    const medians = mediansOf({
      forecaster: robustTrend,
      values: series(300, value),
      seasons: [7],
      horizon: 90,
    })
    expect(Math.abs((medians[89] as number) - value(389))).toBeLessThan(0.02 * value(389))
  })
})
