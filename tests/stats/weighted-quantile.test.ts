import { describe, expect, test } from 'vitest'
import { weightedQuantiles } from '#lib/stats/weighted-quantile.ts'

const of = (values: number[], weights: number[], levels: number[]) => [
  ...weightedQuantiles(Float64Array.from(values), Float64Array.from(weights), levels),
]

describe('weighted quantiles', () => {
  test('with equal weights are type 5 of Hyndman and Fan', () => {
    // Middles of four weights: 0.125, 0.375, 0.625, 0.875; half way between the second and the third: 2.5.
    expect(of([4, 1, 3, 2], [1, 1, 1, 1], [0.125, 0.25, 0.5, 0.9])).toEqual([1, 1.5, 2.5, 4])
  })

  test('follow the weights', () => {
    // Weights 3 and 1: middles 0.375 and 0.875; the median is a quarter of the way: 10 + 0.25 x 4 = 11.
    expect(of([14, 10], [1, 3], [0.1, 0.5, 0.99])).toEqual([10, 11, 14])
  })

  test('of one value are that value, of none not a number', () => {
    expect(of([7], [0.2], [0.05, 0.99])).toEqual([7, 7])
    expect(of([], [], [0.5])).toEqual([Number.NaN])
  })
})
