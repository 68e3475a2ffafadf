import { describe, expect, test } from 'vitest'
import { addedBetween } from '#lib/forecast/counter.ts'
import { signalsOf } from '#lib/forecast/index.ts'
import { hourMs } from '#lib/model/time.ts'

const gap = Number.NaN

describe('a counter', () => {
  test.each([
    ['counts up', [100, 100, 140], [gap, 0, 40]],
    ['begins anew after a restart', [1000, 1010, 3, 5], [gap, 10, 3, 2]],
    ['bridges a gap', [10, gap, 25], [gap, gap, 15]],
    ['has nothing', [], []],
  ])('%s', (_, values, added) => {
    expect([...addedBetween(Float64Array.from(values))]).toEqual(added)
  })
})

test('the signal of a counter is what was added in an hour, and not how high it stands', () => {
  const values = Float64Array.from([900, 905, 2, 4])
  const mean = { startMs: 0, stepMs: hourMs, values }
  expect(signalsOf([{ key: 'rejected', member: '', mean, counter: true }])).toMatchObject({
    rejected: { min: 2, p50: 2, max: 5 },
  })
  expect(signalsOf([{ key: 'rejected', member: '', mean }]).rejected?.max).toBe(905)
})
