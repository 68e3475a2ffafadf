import { describe, expect, test } from 'vitest'
import { chancePeakAbove, chanceWithin, peakAtHorizon, saturationAt } from '#lib/recommend/saturation.ts'
import { forecastOf, normalCdf } from '#tests/support/evidence.ts'

const growing = {
  dimension: 'storage',
  median: 400,
  sigma: 0.05,
  monthlyGrowth: 0.05,
  capacity: 500,
} as const
const forecast = forecastOf({ ...growing, headroom: 0.1 })

describe('saturation at another limit', () => {
  test('at its own limit it agrees with the forecast to the resolution of the quantiles', () => {
    const own = saturationAt(forecast, 450)
    expect(own.medianDays).toBe(forecast.saturation.medianDays)
    expect(own.lowDays).toBe(forecast.saturation.lowDays)
    expect(own.highDays).toBe(forecast.saturation.highDays)
    for (const days of ['d30', 'd90', 'd180', 'd365'] as const)
      expect(Math.abs(own.chance[days] - forecast.saturation.chance[days])).toBeLessThan(0.25)
  })

  test('the median of 400 GiB growing 5 % a month passes 600 after ln(1.5) / ln(1.05) x 30 = 249.3 days', () => {
    expect(saturationAt(forecast, 600).medianDays).toBe(250)
  })

  test('a higher limit is never reached earlier, and 20 dots ascend', () => {
    const [near, far] = [saturationAt(forecast, 450), saturationAt(forecast, 550)]
    near.quantileDays.forEach((day, i) => {
      expect(day ?? 366).toBeLessThanOrEqual(far.quantileDays[i] ?? 366)
      if (i > 0) expect(day ?? 366).toBeGreaterThanOrEqual(near.quantileDays[i - 1] ?? 366)
    })
  })
})

describe('chances by the horizon', () => {
  test.each([
    [30, 0.1],
    [90, 0.4],
    [135, 0.5],
    [365, 0.9],
    [15, 0.05],
  ])('within %d days: %d', (days, expected) => {
    const chance = { d30: 0.1, d90: 0.4, d180: 0.6, d365: 0.9 }
    expect(chanceWithin({ ...forecast.saturation, chance }, days)).toBeCloseTo(expected, 12)
  })

  test.each([440, 460, 480, 500])(
    'the daily peak is above %d GiB with the chance of the lognormal',
    (limit) => {
      const center = 400 * 1.05 ** (89 / 30)
      const exact = 1 - normalCdf(Math.log(limit / center) / 0.05)
      expect(chancePeakAbove(forecast, limit, 90)).toBeGreaterThan(exact - 0.03)
      expect(chancePeakAbove(forecast, limit, 90)).toBeLessThan(exact + 0.03)
    },
  )

  test('far above there is no chance, far below certainty', () => {
    expect(chancePeakAbove(forecast, 4000, 90)).toBe(0)
    expect(chancePeakAbove(forecast, 40, 90)).toBe(1)
  })

  test('the peak at the horizon is the 10, 50 and 90 % quantile: 400 x 1.05^(89/30) x exp(0.05 x 1.2816 z)', () => {
    const [low, median, high] = peakAtHorizon(forecast, 90)
    expect(median).toBeCloseTo(462.3, 0)
    expect(high / median).toBeCloseTo(Math.exp(0.05 * 1.2816), 3)
    expect(low / median).toBeCloseTo(Math.exp(-0.05 * 1.2816), 3)
  })
})
