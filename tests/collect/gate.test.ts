import { expect, test } from 'vitest'
import { openGate } from '#lib/collect/gate.ts'

const down = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })

function open() {
  const clock = { ms: 0, now: () => clock.ms, sleep: async () => undefined }
  return { clock, gate: openGate({ perSecond: 10, burst: 10, clock }) }
}

test('retries are at most 24 more than the successes, however long it goes on', () => {
  const { gate } = open()
  let retries = 0
  let successes = 0
  // Three of four requests fail.
  for (let i = 0; i < 4000; i++) {
    if (i % 4 === 0) {
      gate.succeeded()
      successes++
    } else if (gate.mayRetry()) retries++
  }
  expect(retries).toBeLessThanOrEqual(successes + 24)
  expect(retries).toBeGreaterThanOrEqual(successes)
})

test('a good time saves no more than 24 retries up', () => {
  const { gate } = open()
  for (let i = 0; i < 1000; i++) gate.succeeded()
  let retries = 0
  while (gate.mayRetry()) retries++
  expect(retries).toBe(24)
})

test('opens for a minute after five failures in a row, then after one', () => {
  const { clock, gate } = open()
  for (let i = 0; i < 4; i++) gate.failed(down)
  gate.succeeded()
  for (let i = 0; i < 4; i++) gate.failed(down)
  expect(() => gate.check()).not.toThrow()
  gate.failed(down)
  expect(() => gate.check()).toThrow('socket hang up')
  clock.ms += 60_000
  expect(() => gate.check()).not.toThrow()
  gate.failed(down)
  expect(() => gate.check()).toThrow('socket hang up')
})

test('an answer that says no is no failure of the API', () => {
  const { gate } = open()
  const denied = Object.assign(new Error('no'), { name: 'AccessDenied' })
  for (let i = 0; i < 20; i++) gate.failed(denied)
  expect(() => gate.check()).not.toThrow()
})
