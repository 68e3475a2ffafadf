import { describe, expect, test } from 'vitest'
import { pressureOf } from '#lib/recommend/pressure.ts'

const mib = 2 ** 20

describe('pressure from signals', () => {
  test.each([
    [
      'swap in steady use above 256 MiB',
      { 'swap-usage': { min: 0, p50: 90 * mib, max: 1024 * mib } },
      { swapGib: 1 },
    ],
    ['swap of 256 MiB is not above', { 'swap-usage': { min: 0, p50: 90 * mib, max: 256 * mib } }, {}],
    ['swap once, none for half of the time', { 'swap-usage': { min: 0, p50: 0, max: 1024 * mib } }, {}],
    [
      'credits below 5 at the worst hour',
      { 'credit-balance': { min: 4.9, p50: 80, max: 300 } },
      { creditsLeft: 4.9 },
    ],
    ['5 credits left', { 'credit-balance': { min: 5, p50: 80, max: 300 } }, {}],
    ['no signals', {}, {}],
  ])('%s', (_title, signals, expected) => {
    expect(pressureOf(signals, true)).toEqual(expected)
  })

  test('credits say nothing of a shape that is not burstable', () => {
    expect(pressureOf({ 'credit-balance': { min: 0, p50: 0, max: 0 } }, false)).toEqual({})
  })
})
