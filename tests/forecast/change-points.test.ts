import { describe, expect, test } from 'vitest'
import { adjustShifts, levelShifts, maskLoneSpikes, spikesOf } from '#lib/forecast/change-points.ts'
import { seededRandom } from '#lib/stats/random.ts'

function days(length: number, value: (day: number) => number): Float64Array {
  const { normal } = seededRandom('days')
  return Float64Array.from({ length }, (_, day) => value(day) + 0.3 * normal())
}

describe('level shifts', () => {
  test('a step of a tenant is found on its day', () => {
    const shifts = levelShifts(days(120, (day) => (day < 80 ? 20 : 30)))
    expect(shifts.map(({ at }) => at)).toEqual([80])
    expect(shifts[0]?.ratio).toBeCloseTo(1.5, 1)
  })

  test('its size is that of two weeks, not of the luckiest one', () => {
    // The first week after the step lies 8 % above the level that stays.
    const release = (day: number) => (day < 80 ? 20 : day < 87 ? 26.4 : 24.4)
    const steady = levelShifts(days(120, (day) => (day < 80 ? 20 : 24.4)))
    expect(steady[0]?.ratio).toBeCloseTo(1.22, 1)
    expect(levelShifts(days(120, release))[0]?.ratio).toBeLessThan(1.29)
  })

  test('a history that begins with its low days has no step there', () => {
    const young = days(60, (day) => (day < 28 ? Number.NaN : day < 30 ? 5 : 20))
    expect(levelShifts(young)).toEqual([])
  })

  test('a step of the last three days is found, one of two days is not yet', () => {
    expect(levelShifts(days(60, (day) => (day < 57 ? 20 : 30))).map(({ at }) => at)).toEqual([57])
    expect(levelShifts(days(60, (day) => (day < 58 ? 20 : 30)))).toEqual([])
  })

  test.each([
    ['steady growth', (day: number) => 20 + 0.2 * day],
    ['weekly rhythm', (day: number) => 20 + (day % 7 < 5 ? 5 : 0)],
    ['noise', () => 20],
    ['a wild week', (day: number) => (day >= 60 && day < 67 ? 60 : 20)],
    ['a single wild day', (day: number) => (day === 60 ? 60 : 20)],
  ])('%s is no step', (_, value) => {
    expect(levelShifts(days(200, value))).toEqual([])
  })

  test('what was before is brought to the level after, through all later steps', () => {
    const values = Float64Array.of(1, 1, 2, 2, 8, 8)
    const shifts = [
      { at: 2, before: 1, after: 2, ratio: 2 },
      { at: 4, before: 2, after: 8, ratio: 4 },
    ]
    expect([...adjustShifts(values, shifts)]).toEqual([8, 8, 8, 8, 8, 8])
  })

  test('what would be below zero is zero', () => {
    expect([...adjustShifts(Float64Array.of(9, 50, 1), [{ at: 2, before: 50, after: 1 }])]).toEqual([0, 1, 1])
  })

  test('from nothing a difference is added', () => {
    expect([...adjustShifts(Float64Array.of(0, 0, 5, 6), [{ at: 2, before: 0, after: 5 }])]).toEqual([
      5, 5, 5, 6,
    ])
  })
})

describe('spikes', () => {
  const lone = days(300, (day) => (day === 100 ? 52 : 20))

  test('a day 2.6 times its neighbours is found with its factor', () => {
    const spikes = spikesOf(lone)
    expect(spikes.map(({ at }) => at)).toEqual([100])
    expect(spikes[0]?.factor).toBeCloseTo(2.6, 1)
  })

  test('alone and old it is masked with the days beside it', () => {
    const masked = maskLoneSpikes(lone, spikesOf(lone))
    expect([...masked.subarray(98, 103)].map(Number.isNaN)).toEqual([false, true, true, true, false])
  })

  test('at every month-end it belongs to the demand', () => {
    const monthly = days(300, (day) => (day % 30 === 29 ? 52 : 20))
    expect(maskLoneSpikes(monthly, spikesOf(monthly)).some(Number.isNaN)).toBe(false)
  })

  test('of the last weeks it is kept', () => {
    const recent = days(300, (day) => (day === 280 ? 52 : 20))
    expect(maskLoneSpikes(recent, spikesOf(recent)).some(Number.isNaN)).toBe(false)
  })
})
