import { describe, expect, test } from 'vitest'
import { normalQuantile, seededRandom } from '#lib/stats/random.ts'

describe('seeded random', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    const draw = (seed: string) => Array.from({ length: 5 }, seededRandom(seed).uniform)
    expect(draw('a')).toEqual(draw('a'))
    expect(draw('a')).not.toEqual(draw('b'))
  })

  test('uniform numbers fill [0, 1) evenly', () => {
    const { uniform } = seededRandom('uniform')
    const bins = new Array<number>(10).fill(0)
    for (let i = 0; i < 20_000; i++) {
      const bin = Math.floor(uniform() * 10)
      bins[bin] = (bins[bin] as number) + 1
    }
    // 2,000 expected in each, standard deviation 42: within five of them.
    for (const count of bins) expect(Math.abs(count - 2000)).toBeLessThan(212)
  })

  test('normal numbers have mean 0, variance 1 and 5 % beyond 1.96', () => {
    const { normal } = seededRandom('normal')
    const values = Array.from({ length: 40_000 }, normal)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.025)
    expect(Math.abs(variance - 1)).toBeLessThan(0.04)
    expect(values.filter((value) => Math.abs(value) > 1.96).length / values.length).toBeCloseTo(0.05, 2)
  })

  test('whole numbers stay below the bound', () => {
    const { below } = seededRandom('below')
    const seen = new Set(Array.from({ length: 200 }, () => below(3)))
    expect([...seen].sort()).toEqual([0, 1, 2])
  })

  // Tables of the normal distribution.
  test.each([
    [0.5, 0],
    [0.975, 1.959963985],
    [0.99, 2.326347874],
    [0.01, -2.326347874],
    [0.001, -3.090232306],
  ])('the normal quantile at %s is %s', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 7)
  })
})
