import { describe, expect, test } from 'vitest'
import { minimise } from '#lib/stats/minimise.ts'

describe('minimise', () => {
  test('finds the minimum of a parabola in two variables', () => {
    const { point, value } = minimise({
      objective: ([x, y]) => ((x as number) - 3) ** 2 + 2 * ((y as number) + 1) ** 2,
      start: [0, 0],
      step: [1, 1],
      evaluations: 200,
    })
    expect(point[0]).toBeCloseTo(3, 4)
    expect(point[1]).toBeCloseTo(-1, 4)
    expect(value).toBeLessThan(1e-8)
  })

  test("reaches the bottom of Rosenbrock's valley at (1, 1)", () => {
    const { point } = minimise({
      objective: ([x, y]) => (1 - (x as number)) ** 2 + 100 * ((y as number) - (x as number) ** 2) ** 2,
      start: [-1.2, 1],
      step: [0.5, 0.5],
      evaluations: 400,
    })
    expect(point[0]).toBeCloseTo(1, 3)
    expect(point[1]).toBeCloseTo(1, 3)
  })

  test('an undefined objective is never chosen', () => {
    const { point } = minimise({
      objective: ([x]) => ((x as number) < 0 ? Number.NaN : (x as number)),
      start: [2],
      step: [-3],
      evaluations: 60,
    })
    expect(point[0]).toBeGreaterThanOrEqual(0)
  })
})
