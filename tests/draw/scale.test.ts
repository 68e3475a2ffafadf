import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clampedScale, linearScale, monthTicks, niceTicks, thinTicks } from '#lib/draw/scale.ts'

fc.configureGlobal({ seed: 20_261_122 })

describe('linearScale', () => {
  test('maps the ends of the domain to the ends of the range', () => {
    const scale = linearScale({ domain: [10, 20], range: [100, 0] })
    expect([10, 15, 20].map(scale)).toEqual([100, 50, 0])
  })

  test('a domain of one point maps everything to the start of the range', () => {
    expect(linearScale({ domain: [5, 5], range: [3, 9] })(7)).toBe(3)
  })

  test('the clamped scale never leaves its range', () => {
    const numbers = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(numbers, (value) => {
        const y = clampedScale({ domain: [0, 1], range: [34, 2] })(value)
        return y >= 2 && y <= 34
      }),
    )
  })
})

describe('niceTicks', () => {
  test.each([
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 161_712, [0, 50_000, 100_000, 150_000, 200_000]],
    [930_000, 1_300_000, [900_000, 1_000_000, 1_100_000, 1_200_000, 1_300_000]],
  ])('from %d to %d', (low, high, ticks) => expect(niceTicks(low, high)).toEqual(ticks))

  test('are few, evenly spaced and cover what is shown', () => {
    const bound = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(bound, fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (low, span) => {
        const ticks = niceTicks(low, low + span)
        const first = ticks[0] ?? Number.NaN
        const last = ticks.at(-1) ?? Number.NaN
        const slack = 1e-6 * Math.max(Math.abs(low), span)
        expect(ticks.length).toBeLessThanOrEqual(6)
        expect(first).toBeLessThanOrEqual(low + slack)
        expect(last).toBeGreaterThanOrEqual(low + span - slack)
      }),
    )
  })
})

describe('month ticks', () => {
  test('stand on the first of each month, with the year on the first and on January', () => {
    const ticks = monthTicks(Date.UTC(2026, 10, 22), Date.UTC(2027, 2, 1))
    expect(ticks.map(({ label }) => label)).toEqual(['Dec 2026', 'Jan 2027', 'Feb', 'Mar'])
    expect(ticks.map(({ january }) => january)).toEqual([false, true, false, false])
    expect(ticks[0]?.ms).toBe(Date.UTC(2026, 11, 1))
  })

  test('a month that begins at the start of the axis has no tick there', () => {
    expect(monthTicks(Date.UTC(2026, 11, 1), Date.UTC(2026, 11, 31))).toEqual([])
  })

  test('labels that would touch are left out, January last of all', () => {
    const kept = thinTicks([{ x: 0 }, { x: 20, january: true }, { x: 45 }, { x: 70 }], 40)
    expect(kept.map(({ x }) => x)).toEqual([20, 70])
  })
})
