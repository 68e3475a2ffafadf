import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceAt, curveFor, levelFor, minutesAt } from '#lib/recommend/breach-curve.ts'
import { recommend } from '#lib/recommend/index.ts'
import { lognormalCurve } from '#tests/support/evidence.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

fc.configureGlobal({ seed: 20261122 })

const curve = { horizonDays: 90, levels: [10, 20, 40], chance: [0.5, 0.1, 0], minutes: [100, 10, 0] }

describe('reading a breach curve', () => {
  test.each([
    [5, 0.5, 100, 'below the first level: its value'],
    [10, 0.5, 100, 'at a level'],
    [15, 0.3, 55, 'half way'],
    [35, 0.025, 2.5, 'three quarters of the way'],
    [90, 0, 0, 'above the last level: its value'],
  ])('level %d has a chance of %d and %d minutes (%s)', (level, chance, minutes) => {
    expect(chanceAt(curve, level)).toBeCloseTo(chance, 12)
    expect(minutesAt(curve, level)).toBeCloseTo(minutes, 12)
  })

  test('above the last level there are no minutes, whatever the last level still had', () => {
    const tail = { ...curve, minutes: [100, 10, 3] }
    expect(minutesAt(tail, 40)).toBe(3)
    expect(minutesAt(tail, 41)).toBe(0)
  })

  test('no chance of a breach of a hard dimension means no minutes, and a soft one has its own', () => {
    // Both have a chance of 0 and 3 minutes at any level.
    const flat = { horizonDays: 90, levels: [0, 1e6], chance: [0, 0], minutes: [3, 3] }
    const input = sizingInput('rds-instance')
    const outcomes = input.outcomes.map((one) =>
      one.outcome.kind === 'forecast' ? { ...one, outcome: { ...one.outcome, breach: [flat] } } : one,
    )
    const minutes = new Map(
      recommend({ ...input, outcomes }).current?.dimensions.map((one) => [one.dimension, one.minutes]),
    )
    expect([minutes.get('storage'), minutes.get('connections'), minutes.get('cpu')]).toEqual([0, 0, 3])
  })

  test.each([
    [0.9, 10],
    [0.3, 15],
    [0.1, 20],
    [0.05, 30],
    [0, 40],
  ])('a risk of %d needs level %d', (risk, level) => {
    expect(levelFor(curve, risk)).toBeCloseTo(level, 12)
  })

  test('no level is safe enough when the whole curve is above the risk', () => {
    expect(levelFor({ ...curve, chance: [0.5, 0.4, 0.3] }, 0.1)).toBeUndefined()
  })

  test('the level for a risk has that chance, for any lognormal demand', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.double({ min: 0.01, max: 0.8, noNaN: true }),
        fc.double({ min: 0.001, max: 0.9, noNaN: true }),
        (median, sigma, risk) => {
          const drawn = lognormalCurve({ dimension: 'cpu', median, sigma, capacity: 1 }, 90)
          expect(chanceAt(drawn, levelFor(drawn, risk) ?? 0)).toBeCloseTo(risk, 6)
        },
      ),
    )
  })

  test.each([
    [90, 90],
    [60, 90],
    [200, 180],
    [7, 30],
  ])('a horizon of %d days is judged by the curve of %d', (horizonDays, expected) => {
    const curves = [30, 90, 180].map((days) => ({ ...curve, horizonDays: days }))
    expect(curveFor(curves, horizonDays)?.horizonDays).toBe(expected)
  })
})
