import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backtest, pinballAt, seasonalScale } from '#lib/forecast/backtest.ts'
import { fanOf, modelWeights, planFan } from '#lib/forecast/fan.ts'
import { fillGaps, trimStart } from '#lib/forecast/gaps.ts'
import { calibrate, stretch } from '#lib/forecast/interval.ts'
import { forecasters } from '#lib/forecast/models/index.ts'
import { bandsOf, combine, weightsOf } from '#lib/forecast/select.ts'
import { boundReach, softenDecline, widenWithHorizon } from '#lib/forecast/widen.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { seededRandom } from '#lib/stats/random.ts'
import { waves } from './samples.ts'

const levelCount = quantileLevels.length
const rows = (row: readonly number[], steps: number) =>
  Float64Array.from({ length: steps * levelCount }, (_, i) => row[i % levelCount] as number)

describe('gaps', () => {
  test('take the value a season before, else the line between neighbours, else the nearest', () => {
    const gap = Number.NaN
    expect([...fillGaps(Float64Array.of(gap, 2, gap, 4, gap, 6, gap), 4)]).toEqual([2, 2, 3, 4, 2, 6, 3])
    expect([...fillGaps(Float64Array.of(gap, gap), 7)]).toEqual([0, 0])
    expect([...trimStart(Float64Array.of(gap, 1, gap))]).toEqual([1, gap])
  })
})

describe('backtest', () => {
  test('the pinball loss charges misses by the level', () => {
    // All quantiles 0, actual 1: the mean of the levels; actual -1: the mean of 1 - level.
    const mean = quantileLevels.reduce((sum, level) => sum + level, 0) / levelCount
    expect(pinballAt(new Float64Array(levelCount), 0, 1)).toBeCloseTo(mean, 12)
    expect(pinballAt(new Float64Array(levelCount), 0, -1)).toBeCloseTo(1 - mean, 12)
  })

  test('the scale is the mean absolute difference over a season', () => {
    expect(seasonalScale(Float64Array.of(1, 2, 4, 8, 100), 2, 4)).toBe((3 + 6) / 2)
    expect(seasonalScale(new Float64Array(9).fill(3), 2, 9)).toBe(0)
  })

  test('models see only what came before the origin', () => {
    const lengths: number[] = []
    const spy = {
      name: 'spy',
      label: 'spy',
      lengthMin: () => 1,
      fit: ({ values }: { values: Float64Array }) => {
        lengths.push(values.length)
        return { predict: (horizon: number) => new Float64Array(horizon * levelCount) }
      },
    }
    const values = new Float64Array(200).fill(1)
    const folds = backtest({
      series: { values, seasons: [7] },
      observed: values,
      forecasters: [spy],
      horizon: 30,
    })
    expect(lengths).toEqual(folds.map(({ origin }) => origin))
    for (const { origin, actual } of folds) expect(actual.length).toBe(Math.min(30, 200 - origin))
  })
})

describe('weights', () => {
  test('the clearly worse has no say', () => {
    expect([...weightsOf(Float64Array.of(1, 2))]).toEqual([1, 0])
  })

  test('a tie goes to the simpler, which stands first', () => {
    const [first, second] = weightsOf(Float64Array.of(1, 0.99))
    expect(first).toBeGreaterThan(second as number)
  })

  test('a clear gain goes to the more complex', () => {
    const [first, second] = weightsOf(Float64Array.of(1, 0.9))
    expect(second).toBeGreaterThan(first as number)
  })

  test('models without a forecast leave the combination to the others', () => {
    const one = rows(
      Array.from({ length: levelCount }, (_, k) => k),
      3,
    )
    const weights = bandsOf([7]).map(() => Float64Array.of(0.5, 0.5))
    expect(combine({ predictions: [one, undefined], weights, bands: bandsOf([7]), horizon: 3 })).toEqual(one)
  })
})

describe('calibration', () => {
  const unit = [-2, -1.6, -1, -0.5, 0, 0.5, 1, 1.6, 2, 2.4]
  const bands = bandsOf([7])
  const foldsOf = (spread: number) => {
    const { normal } = seededRandom('calibration')
    return Array.from({ length: 8 }, (_, i) => ({
      origin: 100,
      seasonsBack: i + 1,
      actual: Float64Array.from({ length: 100 }, () => 100 + spread * normal()),
      predictions: [],
      scale: 1,
    }))
  }
  const combined = foldsOf(1).map(() =>
    rows(
      unit.map((value) => 100 + value),
      100,
    ),
  )

  test('intervals that were too narrow are stretched until nine of ten actuals were below', () => {
    // 0.9 quantile of a normal with deviation 3 is 3.84 where 1 was said; eight folds carry 8/9 of the way; at most 2.5.
    const first = calibrate({ folds: foldsOf(3), combined, bands, narrows: false }).at(-1)
    expect(first?.above).toBe(2.5)
    // Deviation 1.5: 1.92, hence 1 + 0.92 x 8/9 = 1.82, within three standard errors of 352 values.
    const second = calibrate({ folds: foldsOf(1.5), combined, bands, narrows: false }).at(-1)
    expect(Math.abs((second?.above as number) - 1.82)).toBeLessThan(0.4)
  })

  test('intervals of hours are never made narrower than the models say', () => {
    for (const { above, below } of calibrate({ folds: foldsOf(0.1), combined, bands, narrows: false })) {
      expect([above, below]).toEqual([1, 1])
    }
  })

  test('intervals of days that were too wide all along are made narrower', () => {
    // Deviation 0.5: the 0.8 quantile of |error| is 0.64 where 1 was said; 1 - 0.36 x 8/9 = 0.68, within 0.1.
    const last = calibrate({ folds: foldsOf(0.5), combined, bands, narrows: true }).at(-1)
    expect(Math.abs((last?.above as number) - 0.68)).toBeLessThan(0.1)
    expect(Math.abs((last?.below as number) - 0.68)).toBeLessThan(0.1)
    // However exact the past, three tenths of the width stay.
    expect(calibrate({ folds: foldsOf(0), combined, bands, narrows: true }).at(-1)?.above).toBe(0.3)
  })

  test('a bias of the past makes neither side of days narrower', () => {
    // All errors are +0.9 of the upper width: the lower side keeps as much. 1 - 0.1 x 8/9 = 0.91.
    const folds = foldsOf(0).map((fold) => ({ ...fold, actual: fold.actual.map((value) => value + 0.9) }))
    const last = calibrate({ folds, combined, bands, narrows: true }).at(-1)
    expect(last?.above).toBeCloseTo(last?.below as number, 9)
    expect(last?.below).toBeGreaterThan(0.85)
  })

  test('stretching keeps the median, the order and zero', () => {
    const packed = rows(
      unit.map((value) => 2.5 + value),
      4,
    )
    const calibration = bands.map(() => ({ below: 2, above: 1.5 }))
    stretch({ packed, calibration, bands, widening: 1.5, seasonsSeen: 8, nonNegative: true })
    expect(packed[medianIndex]).toBe(2.5)
    for (let k = 0; k < levelCount; k++) {
      expect(packed[k]).toBeGreaterThanOrEqual(k === 0 ? 0 : (packed[k - 1] as number))
    }
  })
})

describe('the automatic path', () => {
  const plan = (observed: Float64Array, seasons = [24, 168], horizon = 336) => {
    const made = planFan({ observed, seasons, horizon, forecasters })
    return { made, packed: fanOf({ plan: made, observed, horizon, widening: 1 }) }
  }

  test('beats the seasonal naive on a noisy rhythm and holds its 80 % interval', () => {
    const { made } = plan(waves(56, () => 30, 3))
    // Two independent errors against one: a perfect median would score 1 / sqrt 2 = 0.71.
    expect(made.score.mase).toBeLessThan(0.8)
    expect(made.score.coverage80).toBeGreaterThan(0.74)
    expect(made.score.coverage80).toBeLessThan(0.92)
    expect(modelWeights(made).reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 1)
  })

  test('what is constant is inside its interval without width', () => {
    const constant = new Float64Array(120).fill(9.3)
    expect(planFan({ observed: constant, seasons: [7], horizon: 28, forecasters }).score.coverage80).toBe(1)
  })

  test('the interval holds for what comes after, at the stated rate', () => {
    const inside: number[] = []
    for (let seed = 0; seed < 12; seed++) {
      const all = waves(70, (day) => 30 + 0.1 * day, 3, `future/${seed}`)
      const { packed } = plan(all.subarray(0, 56 * 24))
      for (let i = 0; i < 336; i++) {
        const value = all[56 * 24 + i] as number
        const at = i * levelCount
        inside.push(value >= (packed[at + 2] as number) && value <= (packed[at + 6] as number) ? 1 : 0)
      }
    }
    const share = inside.reduce((sum, hit) => sum + hit, 0) / inside.length
    expect(share).toBeGreaterThan(0.74)
    expect(share).toBeLessThan(0.92)
  })

  test('a step-like count is left at its last value', () => {
    const { packed } = plan(Float64Array.from({ length: 1344 }, (_, hour) => (hour < 1200 ? 4 : 6)))
    expect(packed[medianIndex]).toBe(6)
  })

  test('gives ordered quantiles with gaps, zeros and spikes', () => {
    const { uniform } = seededRandom('holes')
    const values = waves(60, () => 1).map((value) =>
      uniform() < 0.2 ? Number.NaN : uniform() < 0.3 ? 0 : value,
    )
    const { packed } = plan(values)
    for (let i = 0; i < packed.length; i++) {
      expect(packed[i]).toBeGreaterThanOrEqual(i % levelCount === 0 ? 0 : (packed[i - 1] as number))
    }
  })

  test('scales with the data, whatever they are', () => {
    const value = fc.oneof(fc.constant(0), fc.constant(Number.NaN), fc.integer({ min: 1, max: 1_000_000 }))
    fc.assert(
      fc.property(fc.array(value, { minLength: 10, maxLength: 90 }), (values) => {
        const observed = Float64Array.from([1, 2, ...values])
        const once = plan(observed, [7], 30).packed
        const thousandfold = plan(
          observed.map((x) => x * 1024),
          [7],
          30,
        ).packed
        expect(thousandfold).toEqual(once.map((x) => x * 1024))
        for (let i = 0; i < once.length; i++) {
          expect(once[i]).toBeGreaterThanOrEqual(i % levelCount === 0 ? 0 : (once[i - 1] as number))
        }
      }),
      { seed: 4, numRuns: 60 },
    )
  })

  test('refuses what is no series', () => {
    const observed = Float64Array.of(Number.NaN, 3)
    expect(() => planFan({ observed, seasons: [7], horizon: 7, forecasters })).toThrow(
      'cannot forecast 1 values, expected at least 2',
    )
  })
})

describe('widening', () => {
  const flat = () => rows([94, 95, 96, 98, 100, 102, 104, 105, 106, 108], 365)
  const width = (packed: Float64Array, day: number) =>
    (packed[day * levelCount + 7] as number) - (packed[day * levelCount + 1] as number)

  test('a level that may wander is less sure in a year than in a week', () => {
    const packed = widenWithHorizon({ packed: flat(), season: 7, levelWanders: true })
    for (let day = 7; day < 365; day++)
      expect(width(packed, day)).toBeGreaterThanOrEqual(width(packed, day - 7))
    expect(width(packed, 364)).toBeGreaterThan(1.5 * width(packed, 0))
    expect(width(packed, 364)).toBeLessThan(3.2 * width(packed, 0))
  })

  test('bound data stays as sure as it was', () => {
    expect(widenWithHorizon({ packed: flat(), season: 7, levelWanders: false })).toEqual(flat())
  })

  test('nothing reaches far above the largest value ever seen', () => {
    // 28 days between 90 and 110, usual 100: 10 x (1.4 + 14 / 28) = 19 above each median at most.
    const observed = Float64Array.from({ length: 28 }, (_, day) => [90, 100, 100, 110][day % 4] as number)
    const packed = boundReach(rows([80, 85, 90, 95, 100, 105, 110, 115, 130, 500], 2), observed)
    expect([...packed.subarray(0, levelCount)]).toEqual([80, 85, 90, 95, 100, 105, 110, 115, 119, 119])
  })

  test('a fall approaches zero and does not run through it', () => {
    // From 100 by 7 a week: after 49 days 100 exp(-0.49), after 364 days, where the line is at 0, 100 / e = 36.79.
    const line = Float64Array.from({ length: 365 * levelCount }, (_, i) =>
      Math.max(0, 100 - 7 * Math.floor(i / levelCount / 7)),
    )
    const packed = softenDecline(line, 7)
    expect(packed[49 * levelCount]).toBeCloseTo(100 * Math.exp(-0.49), 9)
    expect(packed[364 * levelCount]).toBeCloseTo(100 / Math.E, 9)
  })

  test('growth is never known better than to 8 %', () => {
    const line = Float64Array.from({ length: 365 * levelCount }, (_, i) => 100 + Math.floor(i / levelCount))
    const packed = widenWithHorizon({ packed: line, season: 7, levelWanders: false })
    // Day 364 is 364 above day 0: deviation 29.12, times 1.6449 to the 0.95 quantile.
    expect(packed[364 * levelCount + 7]).toBeCloseTo(464 + 29.12 * 1.6449, 2)
  })
})
