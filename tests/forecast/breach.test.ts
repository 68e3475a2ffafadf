import { describe, expect, test } from 'vitest'
import { breachCurves } from '#lib/forecast/breach.ts'
import { dayProfiles } from '#lib/forecast/day-profiles.ts'
import { type DailyPaths, dailyPaths } from '#lib/forecast/paths.ts'
import type { BreachCurve } from '#lib/model/forecast.ts'
import { quantileLevels } from '#lib/model/forecast.ts'
import { hourMs } from '#lib/model/time.ts'
import { nowMs } from './samples.ts'

const days = 30
type Day = { readonly mean: number; readonly peak: number; readonly maximum: number }

function pathsOf(count: number, day: (path: number, day: number) => Day): DailyPaths {
  const pick = (key: keyof Day) =>
    Float32Array.from({ length: count * days }, (_, i) => day(Math.floor(i / days), i % days)[key])
  return { count, days, fullDays: days, mean: pick('mean'), peak: pick('peak'), maximum: pick('maximum') }
}

/** One shape: `high` hours at the daily peak, the others such that the mean is kept. */
const shape = (high: number) => ({
  count: 1,
  hours: Float32Array.from({ length: 24 }, (_, rank) => {
    if (rank === 0) return 0
    return rank < high ? 1 : -high / (24 - high)
  }),
})

const curveOf = (paths: DailyPaths, hard: boolean, high = 2) =>
  breachCurves({ paths, profiles: shape(high), hard, horizons: [days], seed: 'test' })[0] as BreachCurve

/** The curve's value at a level, by the last level at or below it. */
function at(curve: BreachCurve, level: number): { chance: number; minutes: number } {
  const i = Math.max(
    0,
    curve.levels.findLastIndex((known) => known <= level),
  )
  return { chance: curve.chance[i] as number, minutes: curve.minutes[i] as number }
}

describe('breach curves', () => {
  test('soft: two hours of seven days above the level are more than 1 % of 168', () => {
    // Every day two hours at 20, the rest below 10: a breach for certain below 20, never from 20 on.
    const curve = curveOf(
      pathsOf(4, () => ({ mean: 10, peak: 20, maximum: 50 })),
      false,
    )
    expect(at(curve, 19.5).chance).toBe(1)
    expect(at(curve, 20.3).chance).toBe(0)
    // 30 days of two hours of 60 minutes.
    expect(at(curve, 19.5).minutes).toBe(3600)
    expect(curve.minutes.at(-1)).toBe(0)
  })

  test('soft: one high hour a day breaks a week only together with a second one', () => {
    // A single hour at 30 on day 10 of half of the paths, all others at 20: its second highest hour stays 20.
    const paths = pathsOf(4, (path, day) => ({
      mean: 10,
      peak: day === 10 && path < 2 ? 30 : 20,
      maximum: 30,
    }))
    expect(at(curveOf(paths, false, 1), 20.3).chance).toBe(0)
    // Two days with such an hour within seven days: a breach on these paths.
    const pair = pathsOf(4, (path, day) => ({
      mean: 10,
      peak: (day === 10 || day === 16) && path < 2 ? 30 : 20,
      maximum: 30,
    }))
    expect(at(curveOf(pair, false, 1), 25).chance).toBe(0.5)
    // Eight days apart they lie in no common week.
    const apart = pathsOf(4, (path, day) => ({
      mean: 10,
      peak: (day === 10 || day === 18) && path < 2 ? 30 : 20,
      maximum: 30,
    }))
    expect(at(curveOf(apart, false, 1), 25).chance).toBe(0)
  })

  test('hard: one sample at capacity is a breach; soft demand at its limit is none', () => {
    // A count that stands at 64 all the time: it is at 64 for 60 minutes an hour, 24 hours, 30 days.
    const still = pathsOf(4, () => ({ mean: 64, peak: 64, maximum: 64 }))
    expect(at(curveOf(still, true), 64)).toEqual({ chance: 1, minutes: 60 * 24 * days })
    expect(at(curveOf(still, true), 65)).toEqual({ chance: 0, minutes: 0 })
    expect(at(curveOf(still, false), 64)).toEqual({ chance: 0, minutes: 0 })
  })

  test('hard: the maximum at the level once is a breach, for one sample of five minutes', () => {
    const paths = pathsOf(4, (path, day) => ({
      mean: 10,
      peak: 20,
      maximum: path === 0 && day === 5 ? 40 : 20,
    }))
    const curve = curveOf(paths, true)
    expect(at(curve, 30).chance).toBe(0.25)
    expect(at(curve, 30).minutes).toBe(5 / 4)
    expect(at(curve, 40.5).chance).toBe(0)
  })

  test('hard: where there is no chance there are no minutes, whatever shape the day has', () => {
    // The second hour of the day's shape is at 10 + 1.5 x 10 = 25, above the day's maximum of 22.
    const hours = Float32Array.from({ length: 24 }, (_, rank) => (rank === 0 ? 1 : rank === 1 ? 1.5 : 0))
    const paths = pathsOf(4, () => ({ mean: 10, peak: 20, maximum: 22 }))
    const profiles = { count: 1, hours }
    const [curve] = breachCurves({ paths, profiles, hard: true, horizons: [days], seed: 'test' })
    const harmless = curve?.chance.flatMap((chance, i) => (chance === 0 ? [curve.minutes[i]] : [])) ?? []
    expect(harmless.length).toBeGreaterThan(0)
    expect(harmless.every((minutes) => minutes === 0)).toBe(true)
  })

  test('levels rise from well below to above every path; chance and minutes never rise', () => {
    const fan = (factor: number) =>
      Float64Array.from(
        { length: 180 * quantileLevels.length },
        (_, i) => factor * (50 + 5 * (i % quantileLevels.length)),
      )
    const fans = { mean: fan(0.5), peak: fan(1), maximum: fan(1.2) }
    const paths = dailyPaths({ fans, days: 180, fullDays: 180, count: 400, autocorrelation: 0.3, seed: 's' })
    for (const hard of [false, true]) {
      const curves = breachCurves({ paths, profiles: shape(3), hard, horizons: [30, 90, 180], seed: 's' })
      expect(curves.map(({ horizonDays }) => horizonDays)).toEqual([30, 90, 180])
      for (const { levels, chance, minutes } of curves) {
        expect([levels.length, chance[0], chance.at(-1), minutes.at(-1)]).toEqual([48, 1, 0, 0])
        for (let i = 1; i < levels.length; i++) {
          expect(levels[i]).toBeGreaterThan(levels[i - 1] as number)
          expect(chance[i]).toBeLessThanOrEqual(chance[i - 1] as number)
          expect(minutes[i]).toBeLessThanOrEqual(minutes[i - 1] as number)
        }
      }
      // A longer horizon can only be riskier.
      const [short, , long] = curves as [BreachCurve, BreachCurve, BreachCurve]
      for (const level of short.levels)
        expect(at(long, level).chance).toBeGreaterThanOrEqual(at(short, level).chance - 0.02)
    }
  })

  test('no demand at all breaks nothing', () => {
    const curve = curveOf(
      pathsOf(3, () => ({ mean: 0, peak: 0, maximum: 0 })),
      true,
    )
    expect(curve.chance.every((chance) => chance === 0)).toBe(true)
    expect(curve.levels.every(Number.isFinite)).toBe(true)
  })
})

describe('day profiles', () => {
  test('hold the hours relative to mean and daily peak, the highest first', () => {
    // Hours 0..23: mean 11.5, daily peak 21.85; the highest lies 1.15 of 4.15 from there to the
    // maximum of 26, the next is (22 - 11.5) / 10.35.
    const mean = Float64Array.from({ length: 48 }, (_, hour) => hour % 24)
    const demand = {
      startMs: nowMs - 48 * hourMs,
      mean,
      peak: mean.map((value) => value + 3),
      capacity: mean,
      notes: [],
    }
    const { count, hours } = dayProfiles(demand, 0)
    expect(count).toBe(2)
    expect(hours[0]).toBeCloseTo(1.15 / 4.15, 6)
    expect(hours[1]).toBeCloseTo(10.5 / 10.35, 6)
    expect(hours[23]).toBeCloseTo(-11.5 / 10.35, 6)
  })

  test('assume two peak hours where no day was observed in full', () => {
    const mean = new Float64Array(30).fill(Number.NaN)
    const { count, hours } = dayProfiles({ startMs: 0, mean, peak: mean, capacity: mean, notes: [] }, 6)
    expect(count).toBe(1)
    expect([...hours.subarray(0, 2)]).toEqual([0, 1])
  })
})

describe('paths', () => {
  const row = [94, 95, 96, 98, 100, 102, 104, 105, 106, 108]
  const fan = (offset: number) =>
    Float64Array.from(
      { length: 100 * quantileLevels.length },
      (_, i) => offset + (row[i % row.length] as number),
    )
  const fans = { mean: fan(-20), peak: fan(0), maximum: fan(3) }
  const draw = (seed: string, autocorrelation = 0.5) =>
    dailyPaths({ fans, days: 100, fullDays: 100, count: 2000, autocorrelation, seed })

  test('their margins are the fans', () => {
    const { peak, count } = draw('margins')
    for (const day of [0, 50, 99]) {
      const values = Float64Array.from({ length: count }, (_, p) => peak[p * 100 + day] as number).sort()
      // Standard errors at 2,000 paths: 0.08 at the median, 0.12 at the 0.9 quantile; four of them.
      expect(Math.abs((values[1000] as number) - 100)).toBeLessThan(0.32)
      expect(Math.abs((values[1800] as number) - 104)).toBeLessThan(0.5)
    }
  })

  test('mean <= peak <= maximum on every day', () => {
    const { mean, peak, maximum } = draw('nested')
    expect(peak.every((value, i) => (mean[i] as number) <= value && value <= (maximum[i] as number))).toBe(
      true,
    )
  })

  test('neighbouring days go together, more so with autocorrelation', () => {
    const correlation = ({ peak, count }: DailyPaths) => {
      let sum = 0
      for (let p = 0; p < count; p++)
        sum += ((peak[p * 100 + 60] as number) - 100) * ((peak[p * 100 + 61] as number) - 100)
      return sum / count
    }
    expect(correlation(draw('a', 0.8))).toBeGreaterThan(correlation(draw('a', 0)) + 1)
    expect(correlation(draw('a', 0))).toBeGreaterThan(0.5)
  })

  test('the same seed gives the same paths, another one others', () => {
    expect(draw('x').peak).toEqual(draw('x').peak)
    expect(draw('x').peak).not.toEqual(draw('y').peak)
  })
})
