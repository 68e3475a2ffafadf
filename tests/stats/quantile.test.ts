import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantile, quantileSorted, quantiles, sortedObserved } from '#lib/stats/quantile.ts'

describe('quantile', () => {
  // Type 7 of 1..4: position 3p; p = 0.9 is 2.7, between 3 and 4: 3.7. R: quantile(1:4, c(.25, .5, .9)).
  test.each([
    [0, 1],
    [0.25, 1.75],
    [0.5, 2.5],
    [0.9, 3.7],
    [1, 4],
  ])('of 1..4 at %s is %s', (p, expected) => {
    expect(quantile([4, 2, 1, 3], p)).toBeCloseTo(expected, 12)
  })

  test('leaves gaps out and is NaN when nothing is observed', () => {
    expect(quantile([Number.NaN, 3, Number.NaN, 1], 0.5)).toBe(2)
    expect(quantile([Number.NaN], 0.5)).toBeNaN()
    expect(quantile([], 0.5)).toBeNaN()
  })

  test('the 95th percentile of a day lies between its second and third highest hour', () => {
    // Position 23 x 0.95 = 21.85 of 0..23.
    expect(
      quantileSorted(
        Float64Array.from({ length: 24 }, (_, i) => i),
        0.95,
      ),
    ).toBeCloseTo(21.85, 12)
  })

  test('selection equals sorting at any length', () => {
    const value = fc.oneof(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.constant(Number.NaN),
      fc.constant(7),
    )
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p) => {
          expect(quantile(values, p)).toEqual(quantileSorted(sortedObserved(values), p))
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })

  test('several levels with one sort are the single ones', () => {
    const values = [5, 1, Number.NaN, 9, 4]
    expect([...quantiles(values, [0.1, 0.5])]).toEqual([quantile(values, 0.1), quantile(values, 0.5)])
  })
})
