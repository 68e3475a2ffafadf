import { describe, expect, test } from 'vitest'
import { progressLine, resultLine, secondsLeft } from '#jobs/progress.ts'
import { minuteMs } from '#lib/model/time.ts'

const startedMs = Date.UTC(2026, 10, 25, 14, 5)
const run = { job: 'forecast', done: 50, total: 200, startedMs, note: 'orders' }

describe('secondsLeft', () => {
  test.each([
    { name: 'follows from the pace so far', done: 50, total: 200, left: 180 },
    { name: 'is unknown before anything is done', done: 0, total: 200, left: undefined },
    { name: 'is nothing to say of when all is done', done: 200, total: 200, left: undefined },
    { name: 'is unknown without a total', done: 3, total: 0, left: undefined },
  ])('$name', ({ done, total, left }) => {
    expect(secondsLeft({ done, total, startedMs }, startedMs + minuteMs)).toBe(left)
  })
})

test('a line of progress has a bar, counts, the time left and what is at hand', () => {
  expect(progressLine(run, startedMs + minuteMs)).toBe(
    '  forecast             [#####               ] 50/200, 180 s left  orders',
  )
  expect(progressLine({ ...run, done: 300, note: '' }, startedMs)).toBe(
    '  forecast             [####################] 300/200',
  )
  expect(progressLine({ ...run, done: 0, total: 0, note: '' }, startedMs)).toBe(
    '  forecast             [                    ] 0/0',
  )
})

test('a line of a result has its time, the counts that are not zero, and how many problems', () => {
  const ended = { ...run, scope: '', state: 'done' as const, endedMs: startedMs + 1250, problems: [] }
  expect(resultLine({ ...ended, counts: { forecasts: 12_345, failed: 0 } })).toBe(
    '  forecast: done in 1.3 s; forecasts 12,345',
  )
  const problem = { scope: 'a', code: 'aws-denied', text: 'refused' }
  expect(resultLine({ ...ended, scope: 'shop', state: 'failed', counts: {}, problems: [problem] })).toBe(
    '  forecast shop: failed in 1.3 s; 1 problems',
  )
})
