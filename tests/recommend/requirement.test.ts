import { describe, expect, test } from 'vitest'
import { quantile, requirementAt, withConfidence, withMargin } from '#lib/recommend/requirement.ts'
import { situationOf } from '#lib/recommend/situation.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

function knownOf(resourceClass: 'ec2-instance' | 'gpu-pool' | 'rds-instance', dimension: string, days = 400) {
  const demand = { [dimension]: { sigma: 0.2, median: 10, observedDays: days, monthlyGrowth: 0 } }
  const known = situationOf(sizingInput(resourceClass, { demand })).known.find(
    (one) => one.dimension === dimension,
  )
  if (known === undefined) throw new Error(`${dimension} is not known`)
  return known
}

describe('capacity that a dimension needs', () => {
  test('the quantile of a lognormal demand: 10 x exp(0.2 x 1.881) = 14.57 at 3 %', () => {
    expect(quantile(0.03)(knownOf('ec2-instance', 'cpu'))).toBeCloseTo(14.57, 1)
  })

  test.each<['ec2-instance' | 'gpu-pool' | 'rds-instance', string, number, string]>([
    ['ec2-instance', 'cpu', 14.57 / 0.8, 'soft: the headroom of 20 % stays free'],
    ['rds-instance', 'storage', 14.57, 'hard: up to the last GiB'],
    ['gpu-pool', 'gpu', 15, 'whole things: one more than the 14 that are exceeded'],
  ])('%s %s needs %d with its margin (%s)', (resourceClass, dimension, expected) => {
    expect(withMargin(quantile(0.03))(knownOf(resourceClass, dimension))).toBeCloseTo(expected, 1)
  })

  test.each([
    [14, 15 / 14],
    [100, 1.01],
  ])('%d days of history ask for %d times as much', (days, factor) => {
    const known = knownOf('ec2-instance', 'cpu', days)
    const base = quantile(0.03)
    expect((withConfidence(base)(known) ?? 0) / (base(known) ?? 1)).toBeCloseTo(factor, 9)
  })

  test('they compose in the order quantile, margin, confidence', () => {
    const known = knownOf('gpu-pool', 'gpu', 20)
    expect(requirementAt(0.03)(known)).toBeCloseTo(15 * (1 + 1 / 20), 9)
  })
})
