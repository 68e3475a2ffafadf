import { describe, expect, test } from 'vitest'
import { signalsOf } from '#lib/forecast/index.ts'
import { hourMs } from '#lib/model/time.ts'

function samplesOf(key: string, member: string, values: readonly number[]) {
  return { key, member, mean: { startMs: 0, stepMs: hourMs, values: Float64Array.from(values) } }
}

const gap = Number.NaN

describe('signals', () => {
  test('are the level of the last 14 days, gaps left out', () => {
    const values = [...new Array(10).fill(900), ...new Array(334).fill(5), 7, gap]
    // Of 346 hours the last 336 count: 333 of 5, one 7, one gap and the 5 before them.
    expect(signalsOf([samplesOf('swap-usage', '', values)])).toEqual({
      // 335 observed hours: 334 of 5 and one of 7.
      'swap-usage': { min: 5, p50: 5, max: 7, mean: expect.closeTo((334 * 5 + 7) / 335, 9) },
    })
  })

  test('of a fleet are the mean of its members, hour by hour, aligned at the newest end', () => {
    const members = [
      samplesOf('gpu-utilization', 'a', [10, 20, 30]),
      samplesOf('gpu-utilization', 'b', [40, gap]),
    ]
    // Hours: 10 alone, (20 + 40) / 2, 30 alone.
    expect(signalsOf(members)).toEqual({
      'gpu-utilization': { min: 10, p50: 30, max: 30, mean: expect.closeTo(70 / 3, 9) },
    })
  })

  test('a metric without samples has none', () => {
    expect(signalsOf([samplesOf('credit-balance', '', [gap, gap])])).toEqual({})
    expect(signalsOf([])).toEqual({})
  })
})
