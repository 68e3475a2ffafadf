import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { burstCurve, growthUntil } from '#lib/forecast/burst-breach.ts'
import type { HourlyDemand } from '#lib/forecast/demand.ts'
import { pastChance, pastDemand } from '#lib/forecast/past-breaches.ts'
import { quantileLevels } from '#lib/model/forecast.ts'
import { seededRandom } from '#lib/stats/random.ts'

function demandOf(mean: Float64Array, peak = mean): HourlyDemand {
  return { startMs: 0, mean, peak, capacity: mean.map(() => 1000), notes: [] }
}

/** Hours of 63 days: a base of 1, and bursts of a random height on about one day in three. */
function bursts(seed: string, scale = 1): HourlyDemand {
  const random = seededRandom(seed)
  const mean = new Float64Array(63 * 24).fill(scale)
  for (let day = 0; day < 63; day++) {
    if (random.below(3) === 0) mean[day * 24 + 9] = scale * (2 + random.below(8))
  }
  return demandOf(mean)
}

const pastOf = (demand: HourlyDemand) => {
  const past = pastDemand(demand, 'cpu')
  if (past === undefined) throw new Error('expected a bursty demand')
  return past
}

describe('the record of a demand', () => {
  test('is not asked of a demand whose weeks repeat, whatever its days look like', () => {
    const mean = Float64Array.from({ length: 63 * 24 }, (_, hour) => 10 + (hour % 168) + (hour % 24))
    expect(pastDemand(demandOf(mean), 'cpu')).toBeUndefined()
  })

  test('is not asked of fewer than 14 days, which have no two weeks to compare', () => {
    const { mean } = bursts('short')
    expect(pastDemand(demandOf(mean.slice(0, 13 * 24)), 'cpu')).toBeUndefined()
  })

  test('gives the odds of its formula just above the largest value: the intercept alone', () => {
    const past = pastOf(bursts('known'))
    // No share above: odds exp(-2.837), chance 0.0553 in 28 days.
    expect(pastChance(past, past.largest, 28)).toBeCloseTo(1 / (1 + Math.exp(2.837)), 10)
    // Twice as high: exp(-2.837 - 6.53 ln 2) = 0.000634.
    expect(pastChance(past, 2 * past.largest, 28)).toBeCloseTo(0.000634, 5)
    expect(pastChance(past, 4 * past.largest, 28)).toBe(0)
  })

  test('gives a chance that does not rise with the level, does not fall with the horizon, and knows no unit', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ min: 0.2, max: 30, noNaN: true }), (seed, level) => {
        const past = pastOf(bursts(`s${seed}`))
        const scaled = pastOf(bursts(`s${seed}`, 1024))
        const chance = pastChance(past, level, 28)
        expect(pastChance(past, level * 1.1, 28)).toBeLessThanOrEqual(chance)
        expect(pastChance(past, level, 90)).toBeGreaterThanOrEqual(chance)
        expect(pastChance(scaled, level * 1024, 28)).toBeCloseTo(chance, 10)
      }),
      { numRuns: 50, seed: 7 },
    )
  })
})

describe('the curve of a bursty demand', () => {
  const curve = { horizonDays: 30, levels: [5, 20], chance: [1, 0], minutes: [3000, 0] }

  test('falls from near 1 to 0, and a chance of a breach has the minutes that make one', () => {
    const past = pastOf(bursts('curve'))
    const { levels, chance, minutes } = burstCurve({ curve, past, growth: 1 })
    expect(chance[0]).toBeGreaterThan(0.9)
    expect(chance.at(-1)).toBe(0)
    for (let i = 1; i < levels.length; i++) {
      expect(levels[i]).toBeGreaterThan(levels[i - 1] as number)
      expect(chance[i]).toBeLessThanOrEqual(chance[i - 1] as number)
      expect(minutes[i]).toBeLessThanOrEqual(minutes[i - 1] as number)
      // 1 % of 7 days are 100.8 minutes.
      expect(minutes[i]).toBeGreaterThanOrEqual(100.8 * (chance[i] as number) - 1e-9)
    }
  })

  test('stands for levels so much higher as the demand is expected to grow', () => {
    const days = 30
    const peak = new Float64Array(days * quantileLevels.length)
    for (let day = 0; day < days; day++)
      peak.fill(day < 7 ? 10 : 15, day * quantileLevels.length, (day + 1) * quantileLevels.length)
    expect(growthUntil(peak, days)).toBeCloseTo(1.5, 12)
    expect(growthUntil(peak, 7)).toBe(1)
  })
})
