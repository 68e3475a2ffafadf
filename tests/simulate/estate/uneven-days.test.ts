import { describe, expect, test } from 'vitest'
import { unevenDays } from '#lib/simulate/estate/uneven-days.ts'
import { median } from '#lib/stats/robust.ts'

const seeds = Array.from({ length: 400 }, (_, seed) => seed)
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const middle = (values: readonly number[]) => median(Float64Array.from(values))

/** Growth of 84 days until the anchor, day by day. */
function growthOf(seed: number): number[] {
  const evenDays = unevenDays(seed)
  return Array.from({ length: 84 }, (_, i) => evenDays(i - 83) - evenDays(i - 84))
}

function variation(values: readonly number[], degrees: number): number {
  const mean = average(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / degrees) / mean
}

function following(values: readonly number[]): number {
  const mean = average(values)
  const products = values.slice(1).map((value, i) => (value - mean) * ((values[i] as number) - mean))
  return average(products) / average(values.map((value) => (value - mean) ** 2))
}

describe('the uneven growth of what fills up', () => {
  test('the anchor is the anchor, and nothing shrinks', () => {
    for (const seed of seeds.slice(0, 5)) {
      const evenDays = unevenDays(seed)
      expect(evenDays(0)).toBe(0)
      for (let day = -500; day < 1700; day += 0.5) {
        expect(evenDays(day + 0.5)).toBeGreaterThan(evenDays(day))
      }
    }
  })

  test('the same seed gives the same days, another one others', () => {
    expect(unevenDays(3)(100)).toBe(unevenDays(3)(100))
    expect(unevenDays(3)(100)).not.toBe(unevenDays(4)(100))
  })

  test('growth is one a day on average', () => {
    // Deviation of a year's growth about 0.32: of the mean of 400 it is 0.016; four of them.
    expect(Math.abs(average(seeds.map((seed) => unevenDays(seed)(365) / 365)) - 1)).toBeLessThan(0.064)
  })

  test('days differ as measured on production machines: 1.03, 0.34 and, over 28 days, 0.47', () => {
    const growths = seeds.map(growthOf)
    expect(middle(growths.map((growth) => variation(growth, 84)))).toBeGreaterThan(0.85)
    expect(middle(growths.map((growth) => variation(growth, 84)))).toBeLessThan(1.15)
    expect(Math.abs(middle(growths.map(following)) - 0.34)).toBeLessThan(0.06)
    const months = growths.map((growth) => [0, 28, 56].map((from) => average(growth.slice(from, from + 28))))
    // Less than measured: machines also changed their purpose.
    expect(middle(months.map((month) => variation(month, 2)))).toBeGreaterThan(0.28)
    expect(middle(months.map((month) => variation(month, 2)))).toBeLessThan(0.47)
  })
})
