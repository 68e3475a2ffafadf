import { describe, expect, test } from 'vitest'
import { loadOf } from '#lib/autoscale/index.ts'

describe('load in members at 100 %', () => {
  test('is members times utilization, repeated over the minutes where nothing is known of them', () => {
    // 10 members at 40 % = 4 members at 100 %; then 12 at 50 % = 6.
    const { load, recorded, minuteShare } = loadOf({
      coarseShare: [0.4, 0.5],
      coarseMembers: [10, 12],
      seed: 'a',
    })
    for (const value of load.subarray(0, 5)) expect(value).toBeCloseTo(4, 5)
    for (const value of load.subarray(5)) expect(value).toBeCloseTo(6, 5)
    expect([...recorded]).toEqual([...Array(5).fill(10), ...Array(5).fill(12)])
    expect(minuteShare).toBe(0)
  })

  test('takes measured minutes as they are and spreads the others with the same average', () => {
    const fine = [0.2, 0.3, 0.4, 0.5, 0.6, ...Array(5).fill(Number.NaN)]
    const input = { coarseShare: [0.4, 0.5], coarseMembers: [10, 10], fineShare: fine, seed: 'b' }
    const { load, minuteShare } = loadOf(input)
    for (const [i, value] of [2, 3, 4, 5, 6].entries()) expect(load[i]).toBeCloseTo(value, 5)
    const spread = load.subarray(5)
    expect(spread.reduce((sum, value) => sum + value, 0) / 5).toBeCloseTo(5, 4)
    expect(new Set(spread).size).toBeGreaterThan(1)
    expect(minuteShare).toBe(0.5)
    expect(loadOf(input).load).toEqual(load)
  })

  test('keeps a gap a gap', () => {
    const { load } = loadOf({ coarseShare: [Number.NaN, 0.5], coarseMembers: [4, Number.NaN], seed: 'c' })
    expect(load.every(Number.isNaN)).toBe(true)
  })
})
