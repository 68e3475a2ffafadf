import { describe, expect, test } from 'vitest'
import { forecastResource } from '#lib/forecast/index.ts'
import { monthTurnOf, turnTexts, withoutTurn } from '#lib/forecast/month-turn.ts'
import { type Forecast, medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import { dayMs } from '#lib/model/time.ts'
import { seededRandom } from '#lib/stats/random.ts'
import { change, hourly, nowMs, waves } from './samples.ts'

const levelCount = quantileLevels.length

/** 1.9 on the last two and the first day of a UTC month, else 1. */
function turnAt(ms: number): number {
  const day = new Date(ms).getUTCDate()
  return new Date(ms + 2 * dayMs).getUTCDate() <= 2 || day === 1 ? 1.9 : 1
}

function daysOf(count: number, { noise = 0.02, turns = true, seed = 'days' } = {}) {
  const { normal } = seededRandom(seed)
  const startMs = nowMs - count * dayMs
  const peak = Float64Array.from({ length: count }, (_, day) => {
    const weekday = (day + 3) % 7 < 5 ? 10 : 4
    return weekday * (turns ? turnAt(startMs + day * dayMs) : 1) * Math.exp(noise * normal() + 0.0005 * day)
  })
  const half = peak.map((value) => value / 2)
  return { startMs, mean: half, peak, maximum: peak.map((value) => value * 1.2) }
}

describe('the turn of the month', () => {
  test('is found with its days and their size, whatever weekday and growth they fall on', () => {
    const turn = monthTurnOf(daysOf(400))
    expect([...(turn?.sizes.keys() ?? [])]).toEqual([-2, -1, 1])
    for (const { peak, mean } of turn?.sizes.values() ?? []) {
      expect(peak.factor).toBeGreaterThan(1.85)
      expect(peak.factor).toBeLessThan(1.95)
      expect(peak.low).toBeLessThanOrEqual(peak.factor * 0.95)
      expect(peak.high).toBeGreaterThanOrEqual(peak.factor * 1.05)
      expect(mean.factor).toBeCloseTo(peak.factor, 6)
    }
    expect(turnTexts(turn)).toEqual([
      'The last 2 days and the first day of a month peak at about 1.9 times an ordinary day, over 13 months: the forecast repeats it.',
    ])
  })

  test.each([
    ['a demand without it', daysOf(400, { turns: false })],
    ['three months', daysOf(90)],
    ['noise as large as itself', daysOf(400, { turns: false, noise: 0.6 })],
    [
      'nothing',
      { startMs: nowMs, mean: new Float64Array(0), peak: new Float64Array(0), maximum: new Float64Array(0) },
    ],
    ['gaps alone', daysOf(400, { noise: Number.NaN })],
    ['zeros', { ...daysOf(400), peak: new Float64Array(400) }],
  ])('is not found in %s', (_what, days) => {
    expect(monthTurnOf(days)).toBeUndefined()
  })

  test('is found in none of 300 years of noise', () => {
    const found = Array.from({ length: 300 }, (_, i) =>
      monthTurnOf(daysOf(365, { turns: false, noise: 0.25, seed: `null ${i}` })),
    ).filter((turn) => turn !== undefined)
    expect(found).toEqual([])
  })

  test('taken off, ordinary days are left', () => {
    const days = daysOf(400, { noise: 0 })
    const turn = monthTurnOf(days)
    if (!turn) throw new Error('there is a turn')
    const plain = withoutTurn(
      days.peak,
      { startMs: days.startMs, stepMs: dayMs },
      { turn, statistic: 'peak' },
    )
    const truth = daysOf(400, { noise: 0, turns: false })
    for (const [day, value] of plain.entries()) expect(value / (truth.peak[day] as number)).toBeCloseTo(1, 2)
  })
})

describe('a forecast of a demand that peaks at the turn of the month', () => {
  const count = 455
  const startMs = nowMs - count * dayMs
  const values = waves(count, () => 30, 1).map(
    (value, hour) => value * turnAt(startMs + Math.floor(hour / 24) * dayMs),
  )
  const [result] = forecastResource({
    resourceId: 'abc',
    nowMs,
    dimensions: [{ dimension: 'cpu', hard: false, conversion: { kind: 'percent', metric: 'used' } }],
    changes: [change(nowMs - 500 * dayMs, { cpu: 100 })],
    metrics: [
      { key: 'used', member: '', mean: hourly(values), peak: hourly(values.map((value) => value * 1.1)) },
    ],
    policy: defaultPolicy,
  })
  const forecast = result?.outcome as Forecast
  const at = (day: number, k = medianIndex) => forecast.daily.peak.values[day * levelCount + k] as number

  test('repeats it on its days, and the others are as narrow as they are sure', () => {
    expect(forecast.kind).toBe('forecast')
    for (let day = 0; day < 90; day++) {
      const expected = 30 * 1.3 * turnAt(nowMs + day * dayMs)
      expect(Math.abs(at(day) / expected - 1)).toBeLessThan(0.06)
    }
    const [low, high] = [quantileLevels.indexOf(0.1), quantileLevels.indexOf(0.9)]
    // An ordinary day in a month's time: without the turn its 80 % interval would reach up to it.
    const ordinary = Array.from({ length: 30 }, (_, day) => day + 20).filter(
      (day) => turnAt(nowMs + day * dayMs) === 1,
    )
    for (const day of ordinary) expect((at(day, high) - at(day, low)) / at(day)).toBeLessThan(0.4)
  })

  test('has it in the chance of a breach, and no growth from it', () => {
    const curve = forecast.breach[1]
    const chanceAt = (level: number) =>
      curve?.chance[curve.levels.findLastIndex((known) => known <= level)] as number
    // The turn peaks near 74, an ordinary day near 39.
    expect(chanceAt(55)).toBeGreaterThan(0.9)
    expect(chanceAt(110)).toBeLessThan(0.05)
    expect(Math.abs(forecast.facts.monthlyGrowth)).toBeLessThan(0.02)
    expect(forecast.explanation.join(' ')).toContain('the forecast repeats it')
  })
})
