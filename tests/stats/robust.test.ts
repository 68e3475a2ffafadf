import { describe, expect, test } from 'vitest'
import { meanObserved, median, medianAbsoluteDeviation, outlierMask } from '#lib/stats/robust.ts'

describe('robust statistics', () => {
  test('median and mean leave gaps out', () => {
    expect(median([Number.NaN, 1, 100, 2])).toBe(2)
    expect(meanObserved([Number.NaN, 1, 3])).toBe(2)
    expect(meanObserved([])).toBeNaN()
  })

  test('the deviation is scaled to the standard deviation of normal data', () => {
    // Distances from the median 3 of 1, 2, 3, 4, 100: 2, 1, 0, 1, 97; their median is 1.
    expect(medianAbsoluteDeviation([1, 2, 3, 4, 100])).toBeCloseTo(1.4826, 12)
  })

  test('only the value far from the rest is an outlier', () => {
    expect([...outlierMask([1, 2, 3, 4, 100, Number.NaN], 5)]).toEqual([0, 0, 0, 0, 1, 0])
  })
})
