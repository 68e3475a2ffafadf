import { describe, expect, test } from 'vitest'
import { lastBend } from '#lib/forecast/bend.ts'
import { seededRandom } from '#lib/stats/random.ts'

function days(length: number, value: (day: number) => number): Float64Array {
  const { normal } = seededRandom('bend')
  return Float64Array.from({ length }, (_, day) => value(day) + normal())
}

describe('the last bend', () => {
  test.each([
    ['growth that stopped 84 days ago', 316, (day: number) => 10 + 0.2 * Math.min(day, 316)],
    ['growth that stopped 60 days ago', 340, (day: number) => 10 + 0.2 * Math.min(day, 340)],
    [
      'growth that a retention job halved',
      330,
      (day: number) => 50 + 0.4 * day - 0.2 * Math.max(0, day - 330),
    ],
    ['a flat level that began to grow', 320, (day: number) => 30 + 0.3 * Math.max(0, day - 320)],
  ])('of %s is near it', (_, truth, value) => {
    expect(Math.abs(lastBend(days(400, value)) - truth)).toBeLessThanOrEqual(30)
  })

  test.each([
    ['a flat level', () => 30],
    ['steady growth', (day: number) => 10 + 0.2 * day],
    ['a small change of growth', (day: number) => 100 + 0.1 * day + 0.02 * Math.max(0, day - 300)],
    ['nothing at all', () => 0],
  ])('%s has none', (_, value) => {
    expect(lastBend(days(400, value))).toBe(0)
  })

  test('a short history has none', () => {
    expect(lastBend(days(80, (day) => Math.min(day, 40)))).toBe(0)
  })
})
