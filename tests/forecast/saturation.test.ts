import { describe, expect, test } from 'vitest'
import type { DailyPaths } from '#lib/forecast/paths.ts'
import { saturationOf } from '#lib/forecast/saturation.ts'

/** One path per slope: 50 + slope x day. */
function lines(slopes: readonly number[], days = 365): DailyPaths {
  const peak = new Float32Array(slopes.length * days)
  slopes.forEach((slope, p) => {
    for (let day = 0; day < days; day++) peak[p * days + day] = 50 + slope * day
  })
  return {
    count: slopes.length,
    days,
    fullDays: 0,
    peak,
    mean: new Float32Array(0),
    maximum: new Float32Array(0),
  }
}
const calm = new Array<number>(7).fill(40)

describe('saturation', () => {
  test('is the first day on which four of seven daily peaks are above the limit', () => {
    // 50 + day > 100 from day 51 on; the fourth such day is 54.
    const { medianDays, chance } = saturationOf({ paths: lines([1]), recentPeaks: calm, limit: 100 })
    expect(medianDays).toBe(54)
    expect(chance).toEqual({ d30: 0, d90: 1, d180: 1, d365: 1 })
  })

  test('is a distribution over the paths, with nothing beyond a year', () => {
    // Slopes 0.05 to 1: 50 above the start after 50 / slope days; slopes to 0.1 (two of twenty) need over 365 days.
    const slopes = Array.from({ length: 20 }, (_, i) => (i + 1) * 0.05)
    const result = saturationOf({ paths: lines(slopes), recentPeaks: calm, limit: 100 })
    expect(result.quantileDays.length).toBe(20)
    expect(result.quantileDays.slice(-2)).toEqual([null, null])
    expect(result.quantileDays[0]).toBe(54)
    expect(result.lowDays).toBeLessThan(result.medianDays as number)
    expect(result.highDays).toBeNull()
    expect(result.chance.d90).toBe(9 / 20)
    expect(result.chance.d365).toBe(18 / 20)
  })

  test('is day 0 when the last seven days are above the limit already', () => {
    const result = saturationOf({ paths: lines([0]), recentPeaks: new Array<number>(9).fill(60), limit: 45 })
    expect(result.quantileDays.every((day) => day === 0)).toBe(true)
    expect(result.chance.d30).toBe(1)
  })

  test('counts the observed days into the first windows', () => {
    // Three of the last six days above the limit, and the first forecast day: four of seven.
    const recentPeaks = [0, 0, 0, 0, 99, 99, 99]
    expect(saturationOf({ paths: lines([0]), recentPeaks, limit: 45 }).medianDays).toBe(0)
    expect(saturationOf({ paths: lines([0]), recentPeaks: calm, limit: 45 }).medianDays).toBe(3)
  })

  test('an unknown day is not above the limit', () => {
    const recentPeaks = new Array<number>(7).fill(Number.NaN)
    expect(saturationOf({ paths: lines([0]), recentPeaks, limit: 60 }).medianDays).toBeNull()
  })

  test('one wild day, or three, is no saturation', () => {
    const paths = lines([0])
    paths.peak.set([500, 500, 500], 20)
    expect(saturationOf({ paths, recentPeaks: calm, limit: 60 }).medianDays).toBeNull()
  })
})
