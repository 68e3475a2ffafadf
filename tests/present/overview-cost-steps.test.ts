import { describe, expect, test } from 'vitest'
import type { CostDay } from '#lib/model/cost.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { costSteps, costStepTexts } from '#lib/present/overview-cost-steps.ts'
import { fixtureNowMs, fleetFixture } from '../support/fleet-fixture.ts'

const compute = 'Amazon Elastic Compute Cloud - Compute'
const length = 120
const accountId = '444455556666'

/** Cost of 120 days to yesterday from a function of the day; the last three are estimated. */
function costsOf(usd: (day: number) => number, key = compute): CostDay[] {
  return Array.from({ length }, (_, day) => ({
    day: isoDay(fixtureNowMs - (length - day) * dayMs),
    accountId,
    grouping: 'service' as const,
    key,
    usd: usd(day),
    estimated: day >= length - 3,
  }))
}

/** One EC2 resource of the account whose use is level, or grows over the 13 weeks. */
function rowsOf(growth: number): FleetRow[] {
  const row = fleetFixture().find(({ resource, recommendation }) => {
    return resource.resourceClass === 'ec2-instance' && recommendation?.spark !== undefined
  })
  if (!row?.recommendation?.spark) throw new Error('the fixture has no EC2 instance with a history')
  const history = Array.from({ length: 13 }, (_, week) => 0.4 * (1 + (growth * week) / 12))
  return [
    {
      ...row,
      resource: { ...row.resource, accountId },
      accountName: 'shop',
      recommendation: { ...row.recommendation, spark: { ...row.recommendation.spark, history } },
    },
  ]
}

const wobble = (day: number) => 1 + 0.02 * Math.sin(day * 1.7)

describe('cost that steps without use', () => {
  const expired = costsOf((day) => (day < 80 ? 1000 : 1320) * wobble(day))

  test('is dated and sized, and said with its probable cause', () => {
    const [step] = costSteps(expired)
    expect(step && isoDay(step.atMs)).toBe(isoDay(fixtureNowMs - 40 * dayMs))
    expect((step?.afterUsd ?? 0) / (step?.beforeUsd ?? 1)).toBeCloseTo(1.32, 1)
    // 320 a day x 730 / 24 = 9,733 a month.
    expect(costStepTexts(expired, rowsOf(0), fixtureNowMs).join()).toMatch(
      /^EC2 compute of shop costs 3[1-3]% more since \d+ \w+ \(\+\$9,\d{3}\/mo\) while its use stayed the same \(\+0%\): a commitment or discount has probably expired\.$/,
    )
  })

  test('a step down is a commitment that began', () => {
    const begun = costsOf((day) => (day < 80 ? 1000 : 700))
    expect(costStepTexts(begun, rowsOf(0), fixtureNowMs).join()).toContain('30% less since')
  })

  test.each([
    ['level cost', costsOf(wobble)],
    ['growth', costsOf((day) => 1000 + 6 * day)],
    ['a weekend rhythm', costsOf((day) => (day % 7 < 5 ? 1000 : 600))],
    ['one dear day', costsOf((day) => (day === 80 ? 5000 : 1000))],
    ['small change', costsOf((day) => (day < 80 ? 10 : 14))],
    ['a step of the estimated days', costsOf((day) => (day < length - 3 ? 1000 : 500))],
    ['too few days', costsOf((day) => (day < 80 ? 1000 : 1320)).slice(70, 90)],
    ['nothing', []],
  ])('%s is none', (_, costs) => {
    expect(costSteps(costs)).toEqual([])
  })

  test('a step that use explains, and one of a service that is not sized here, are not said', () => {
    expect(costStepTexts(expired, rowsOf(0.5), fixtureNowMs)).toEqual([])
    const storage = costsOf((day) => (day < 80 ? 1000 : 1320), 'Amazon Simple Storage Service')
    expect(costStepTexts(storage, rowsOf(0), fixtureNowMs)).toEqual([])
    expect(costStepTexts(expired, [], fixtureNowMs)).toEqual([])
  })
})
