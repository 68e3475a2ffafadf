import { describe, expect, test } from 'vitest'
import { holds, isScored, scoresOf } from '../bench/saturation-scores.ts'
import { type Judged, trueSaturation } from '../bench/saturation-seed.ts'

const limit = 10

/** Seven days below the limit, then `future`, then below it to the end of the year. */
function truthOf(future: readonly number[], past: readonly number[] = new Array(7).fill(1)): number | null {
  const rest = new Array(365 - future.length).fill(1)
  return trueSaturation({
    peaks: Float64Array.from([...past, ...future, ...rest]),
    today: past.length,
    limit,
  })
}

function judged(truth: number | null, interval: readonly (number | null)[]): Judged {
  const [low = null, median = null, high = null] = interval
  return { resource: 'a', resourceClass: 'rds-instance', dimension: 'cpu', truth, low, median, high }
}

describe('the truth of the saturation bench', () => {
  test('is the first day on which four of the last seven peaks are above the limit', () => {
    expect(truthOf([11, 11, 11, 11])).toBe(3)
    expect(truthOf([11, 1, 11, 1, 11, 1, 11])).toBe(6)
    expect(truthOf([11, 11, 11])).toBe(null)
  })

  test('reaches back into the days before the forecast', () => {
    expect(truthOf([11], [1, 1, 1, 1, 11, 11, 11])).toBe(0)
  })

  test('is not within the year where the demand never comes there', () => {
    expect(truthOf([])).toBe(null)
  })
})

describe('the scores of the saturation bench', () => {
  test('hold where the truth is in the interval; an open right end holds whatever comes later', () => {
    expect(holds(judged(50, [40, 60, 80]))).toBe(true)
    expect(holds(judged(80, [40, 60, 80]))).toBe(true)
    expect(holds(judged(39, [40, 60, 80]))).toBe(false)
    expect(holds(judged(null, [40, 60, 80]))).toBe(false)
    expect(holds(judged(null, [40, 60, null]))).toBe(true)
    expect(holds(judged(300, [null, null, null]))).toBe(false)
  })

  test('leave out what never saturates and what had saturated already', () => {
    expect(isScored(judged(null, [300, null, null]))).toBe(false)
    expect(isScored(judged(0, [0, 0, 0]))).toBe(false)
    expect(isScored(judged(null, [10, 20, 30]))).toBe(true)
    expect(isScored(judged(200, [null, null, null]))).toBe(true)
  })

  test('count shares, and the median error where both days are known', () => {
    const all = [
      judged(50, [40, 60, 80]),
      judged(30, [40, 60, 80]),
      judged(null, [40, 60, 80]),
      judged(0, [0, 0, 0]),
    ]
    expect(scoresOf(all)).toEqual({ coverage80: 0.3333, n: 3, early: 0.3333, late: 0.3333, biasDays: 30 })
  })
})
