import { describe, expect, test } from 'vitest'
import { leastSquares, theilSen } from '#lib/stats/regression.ts'

describe('lines', () => {
  test('both find an exact line, gaps or not', () => {
    const values = [1, 3, Number.NaN, 7, 9]
    expect(theilSen(values)).toEqual({ slope: 2, intercept: 1 })
    expect(leastSquares(values)?.slope).toBeCloseTo(2, 12)
    expect(leastSquares(values)?.intercept).toBeCloseTo(1, 12)
  })

  test('one wild value moves least squares and not Theil-Sen', () => {
    const values = Array.from({ length: 21 }, (_, i) => (i === 20 ? 500 : i))
    expect(theilSen(values)?.slope).toBe(1)
    expect(leastSquares(values)?.slope).toBeGreaterThan(5)
  })

  test('a long series is thinned and keeps its slope', () => {
    const line = theilSen(Array.from({ length: 5000 }, (_, i) => 10 + 0.5 * i))
    expect(line?.slope).toBeCloseTo(0.5, 12)
    expect(line?.intercept).toBeCloseTo(10, 9)
  })

  test('below two values there is no line', () => {
    expect(theilSen([Number.NaN, 4])).toBeUndefined()
    expect(leastSquares([])).toBeUndefined()
  })
})
