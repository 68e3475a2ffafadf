import { describe, expect, test } from 'vitest'
import { forecastResource } from '#lib/forecast/index.ts'
import { dayStatistics, type Forecast, medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import type { DimensionDefinition } from '#lib/model/measure.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { change, hourly, nowMs, waves } from './samples.ts'

const levelCount = quantileLevels.length
const cpu: DimensionDefinition = {
  dimension: 'cpu',
  hard: false,
  conversion: { kind: 'percent', metric: 'used' },
}
const storage: DimensionDefinition = {
  dimension: 'storage',
  hard: true,
  monotone: true,
  conversion: { kind: 'percent', metric: 'used' },
}

/** Demand in percent of a capacity of 100 (so that demand = percent) from hourly means; the peak is 10 % above. */
function forecastOf(values: Float64Array, definition = cpu, capacity = 100): Forecast {
  const [result] = forecastResource({
    resourceId: 'abc',
    nowMs,
    dimensions: [definition],
    changes: [change(nowMs - 500 * dayMs, { [definition.dimension]: capacity })],
    metrics: [
      { key: 'used', member: '', mean: hourly(values), peak: hourly(values.map((value) => value * 1.1)) },
    ],
    policy: defaultPolicy,
  })
  if (result?.outcome.kind !== 'forecast') throw new Error(`no forecast: ${JSON.stringify(result?.outcome)}`)
  return result.outcome
}

const medianAt = (forecast: Forecast, day: number) =>
  forecast.daily.peak.values[day * levelCount + medianIndex] as number

describe('a forecast', () => {
  const forecast = forecastOf(waves(455, (day) => 40 + 0.02 * day, 1))

  test('covers 14 days of hours and 365 days from the first that is not observed', () => {
    expect(forecast.hourly).toMatchObject({ startMs: nowMs, stepMs: 3_600_000 })
    expect(forecast.hourly.values.length).toBe(336 * levelCount)
    for (const statistic of dayStatistics) {
      expect(forecast.daily[statistic]).toMatchObject({ startMs: nowMs, stepMs: dayMs })
      expect(forecast.daily[statistic].values.length).toBe(365 * levelCount)
    }
    expect(forecast.breach.map(({ horizonDays }) => horizonDays)).toEqual([30, 90, 180])
  })

  test('has quantiles in order, mean below peak below maximum', () => {
    const { mean, peak, maximum } = forecast.daily
    for (let i = 0; i < peak.values.length; i++) {
      if (i % levelCount > 0) expect(peak.values[i]).toBeGreaterThanOrEqual(peak.values[i - 1] as number)
      expect(mean.values[i]).toBeLessThanOrEqual(peak.values[i] as number)
      expect(peak.values[i]).toBeLessThanOrEqual(maximum.values[i] as number)
    }
  })

  test('is the same for the same input', () => {
    expect(forecastOf(waves(455, (day) => 40 + 0.02 * day, 1))).toEqual(forecast)
  })

  test('knows the recent level and the largest hour', () => {
    // 49.1 x (1 + 0.3 sin): mean of the last week 49.0, highest about 64 and noise of deviation 1.
    expect(Math.abs(forecast.facts.p50 - 49)).toBeLessThan(1.5)
    expect(forecast.facts.p95).toBeLessThan(forecast.facts.p99)
    expect(forecast.facts.allTimePeak).toBeGreaterThan(63)
    expect(isoDay(forecast.facts.allTimePeakMs) > '2026-06-01').toBe(true)
  })
})

describe('saturation of a known ramp', () => {
  // Storage from 40 % by 0.1 a day; daily peak 85.45 at day 454.85 with hours of one level: the limit 90 (10 % headroom)
  // is passed 45.5 days after the end, and the fourth such day is day 49.
  const ramp = Float64Array.from({ length: 455 * 24 }, (_, hour) => 40 + 0.1 * (hour / 24))
  const { saturation } = forecastOf(ramp, storage)

  test('its median is within two days of the truth', () => {
    expect(saturation.limit).toBe(90)
    expect(Math.abs((saturation.medianDays as number) - 49)).toBeLessThanOrEqual(2)
  })

  test('its interval holds the truth and is narrow', () => {
    expect(saturation.lowDays).toBeLessThanOrEqual(49)
    expect(saturation.highDays).toBeGreaterThanOrEqual(49)
    expect((saturation.highDays as number) - (saturation.lowDays as number)).toBeLessThan(14)
    expect(saturation.chance.d30).toBe(0)
    expect(saturation.chance.d90).toBe(1)
  })

  test('far below the limit nothing saturates, far above everything has', () => {
    expect(forecastOf(ramp, storage, 100).saturation.chance.d365).toBe(1)
    expect(
      forecastOf(
        waves(120, () => 20),
        cpu,
      ).saturation.chance.d365,
    ).toBe(0)
    expect(
      forecastOf(
        waves(120, () => 90),
        cpu,
      ).saturation.medianDays,
    ).toBe(0)
  })
})

describe('stories', () => {
  test('a step of a tenant: the new level counts, the date is named', () => {
    const forecast = forecastOf(waves(300, (day) => (day < 270 ? 30 : 45), 1))
    // Daily peak of the wave: 45 x 1.29 = 58.
    expect(Math.abs(medianAt(forecast, 30) - 58)).toBeLessThan(3)
    expect(forecast.explanation.join(' ')).toContain('on 26 Oct 2026')
    expect(forecast.widened).toBe(false)
  })

  test('a level that changed a week ago widens the intervals', () => {
    const forecast = forecastOf(waves(300, (day) => (day < 293 ? 30 : 45), 1))
    expect(forecast.widened).toBe(true)
    expect(Math.abs(medianAt(forecast, 30) - 58)).toBeLessThan(3)
  })

  test('Black Friday of last year is named with its factor and does not raise the forecast', () => {
    const blackFriday = 455 - 362
    const forecast = forecastOf(waves(455, (day) => (Math.floor(day) === blackFriday ? 26 * 2.6 : 26), 1))
    expect(forecast.explanation.join(' ')).toMatch(
      /On 28 Nov 2025 the daily peak was 2\.[5-7] times its neighbours/,
    )
    expect(forecast.facts.allTimePeak).toBeGreaterThan(80)
    const top = Math.max(...forecast.daily.peak.values)
    expect(top).toBeLessThan(50)
  })

  test('steady growth is said per month', () => {
    const forecast = forecastOf(waves(455, (day) => 20 * 1.1 ** (day / 30 - 15), 0.2))
    // Over the horizon the linear continuation of the last months grows by 7 to 11 % of today a month.
    expect(forecast.facts.monthlyGrowth).toBeGreaterThan(0.05)
    expect(forecast.explanation[0]).toMatch(/^The daily peak is expected to grow by \d/)
  })

  test('growth that has stopped is not continued', () => {
    const forecast = forecastOf(waves(455, (day) => (day < 330 ? 10 + 0.1 * day : 43), 1))
    expect(Math.abs(forecast.facts.monthlyGrowth)).toBeLessThan(0.02)
  })

  test('a decay ends above zero', () => {
    const forecast = forecastOf(waves(455, (day) => 60 * 0.995 ** day, 0.2))
    expect(forecast.daily.peak.values.every((value) => value >= 0)).toBe(true)
    expect(medianAt(forecast, 90)).toBeLessThan(medianAt(forecast, 0))
  })

  test('month-ends come back: said, and in the risk', () => {
    const forecast = forecastOf(waves(455, (day) => (Math.floor(day) % 30 === 29 ? 60 : 30), 1))
    expect(forecast.explanation.join(' ')).toMatch(
      /Single days at about 2\.\d times their neighbours come back: 15/,
    )
    // The daily peak of such a day is 77: a limit of 60 is passed for certain within 90 days, one of 110 hardly.
    const { levels, chance } = forecast.breach[1] as (typeof forecast.breach)[number]
    const at = (level: number) => chance[levels.findLastIndex((known) => known <= level)] as number
    expect(at(60)).toBeGreaterThan(0.5)
    expect(at(110)).toBeLessThan(0.2)
  })

  test('two weeks of noise are no growth', () => {
    const forecast = forecastOf(waves(14, () => 30, 1))
    expect(Math.abs(forecast.facts.monthlyGrowth)).toBeLessThan(0.01)
  })

  test('rhythms are said', () => {
    const weekly = waves(200, (day) => (Math.floor(day + 2) % 7 < 5 ? 40 : 15), 0.5)
    const text = forecastOf(weekly).explanation.join(' ')
    expect(text).toContain('daily rhythm')
    expect(text).toContain('weekly rhythm')
  })

  test('a count of members stays whole steps away from noise', () => {
    const count: DimensionDefinition = { ...cpu, dimension: 'gpu', hard: true, integral: true }
    const forecast = forecastOf(
      Float64Array.from({ length: 90 * 24 }, (_, hour) => (hour < 60 * 24 ? 6 : 8)),
      count,
    )
    expect(medianAt(forecast, 10)).toBe(8)
  })

  test('a borrowed rhythm shapes the hours of a short history only', () => {
    const factors = Array.from({ length: 168 }, (_, hour) => (hour % 24 === 12 ? 2 : 22 / 23))
    const input = (days: number) => ({
      resourceId: 'abc',
      nowMs,
      dimensions: [cpu],
      changes: [change(nowMs - 500 * dayMs, { cpu: 100 })],
      metrics: [{ key: 'used', member: '', mean: hourly(new Float64Array(days * 24).fill(20)) }],
      policy: defaultPolicy,
    })
    const noon = (days: number, borrowed: boolean) => {
      const rhythm = borrowed ? { borrowedRhythm: { cpu: factors } } : {}
      const outcome = forecastResource({ ...input(days), ...rhythm })[0]?.outcome as Forecast
      return outcome.hourly.values[12 * levelCount + medianIndex]
    }
    expect(noon(10, true)).toBeCloseTo(30, 5)
    expect(noon(10, false)).toBeCloseTo(20, 5)
    expect(noon(20, true)).toBeCloseTo(20, 5)
  })

  test.each([
    ['constant', () => new Float64Array(90 * 24).fill(30)],
    ['zero', () => new Float64Array(90 * 24)],
    ['tiny', () => waves(90, () => 3, 0.1).map((value) => value * 1e-12)],
    ['huge', () => waves(90, () => 3, 0.1).map((value) => value * 1e15)],
    ['zero-inflated', () => waves(90, () => 0, 1)],
    ['a spike', () => waves(90, () => 30).map((value, hour) => (hour === 1000 ? 3000 : value))],
  ])('%s gives finite numbers everywhere', (_, make) => {
    const forecast = forecastOf(make())
    const all = [
      ...forecast.hourly.values,
      ...forecast.daily.maximum.values,
      ...forecast.breach.flatMap(({ levels, chance, minutes }) => [...levels, ...chance, ...minutes]),
      ...Object.values(forecast.facts),
      forecast.backtest.mase,
      forecast.backtest.pinball,
    ]
    expect(all.every((value) => Number.isFinite(value) && value >= (value < 0 ? -1 : 0))).toBe(true)
  })
})
