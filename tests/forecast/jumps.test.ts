import { describe, expect, test } from 'vitest'
import { coverJumps } from '#lib/forecast/jumps.ts'
import { dayFan } from '#lib/forecast/series-fan.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'

const levelCount = quantileLevels.length
const high = quantileLevels.indexOf(0.9)
const weeks = (count: number, level: (week: number) => number) =>
  Float64Array.from({ length: 7 * count }, (_, day) => level(Math.floor(day / 7)))
const flat = (value: number, days: number) => new Float64Array(days * levelCount).fill(value)
const at = (packed: Float64Array, day: number, k: number) => packed[day * levelCount + k]

describe('counts that jump', () => {
  test('a count that never moved stays', () => {
    expect(
      coverJumps(
        flat(3, 365),
        weeks(65, () => 3),
        7,
      ),
    ).toEqual(flat(3, 365))
  })

  test('a count that moved once may move once more, when the time to come is long against the past', () => {
    // Over 26 weeks 26 of the 39 moves seen were +1 (week 39 - 26 to 38), so the median of the moves is +1 and the upper
    // quantiles are up; nothing farther was seen in 64 / 26 stretches: beyond 1 - 0.5 / (64 / 26 + 1) = 0.856 one more.
    const packed = coverJumps(
      flat(4, 365),
      weeks(65, (week) => (week < 39 ? 3 : 4)),
      7,
    )
    expect(at(packed, 25 * 7, high)).toBe(6)
    expect(at(packed, 25 * 7, medianIndex)).toBe(4)
  })

  test('a count that rose by one every ten weeks may do so again', () => {
    // Over ten weeks every move was +1: all quantiles above the median are at least one up.
    const packed = coverJumps(
      flat(7, 140),
      weeks(60, (week) => 2 + Math.floor(week / 10)),
      7,
    )
    expect(at(packed, 9 * 7, high)).toBe(8)
    expect(at(packed, 0, high)).toBe(7)
    expect(at(packed, 19 * 7, high)).toBeGreaterThanOrEqual(9)
  })

  test('quantiles stay in order, above zero, and none moves inwards', () => {
    const packed = coverJumps(
      flat(1, 365),
      weeks(40, (week) => 1 + (week % 3)),
      7,
    )
    for (let i = 0; i < packed.length; i++) {
      expect(packed[i]).toBeGreaterThanOrEqual(0)
      if (i % levelCount > 0) expect(packed[i]).toBeGreaterThanOrEqual(packed[i - 1] as number)
    }
  })

  test('demand that is nothing all the time stays nothing', () => {
    expect(
      coverJumps(
        flat(0, 90),
        weeks(20, () => 0),
        7,
      ).every((value) => value === 0),
    ).toBe(true)
  })

  test('one week tells no moves', () => {
    expect(
      coverJumps(
        flat(4, 30),
        weeks(1, () => 4),
        7,
      ),
    ).toEqual(flat(4, 30))
  })

  test('the automatic path lets counts of days jump', () => {
    const fan = dayFan(
      weeks(60, (week) => 8 + Math.floor(week / 20)),
      { season: 7, horizon: 180 },
    )
    expect(at(fan, 179, high)).toBeGreaterThanOrEqual(11)
  })
})
