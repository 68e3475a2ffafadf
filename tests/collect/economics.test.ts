import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EconomicsInput, planEconomics } from '#lib/collect/index.ts'
import { economySteps, type PullGroup, pullName } from '#lib/model/economics.ts'
import { findings } from '#lib/model/recommendation.ts'

const daysPerMonth = 365 / 12

function group(options: Partial<PullGroup> = {}): PullGroup {
  return {
    accountId: '111122223333',
    region: 'us-east-1',
    resourceClass: 'rds-instance',
    key: 'cpu-utilization',
    statistics: 2,
    detailed: false,
    optional: false,
    member: false,
    nearLimit: false,
    series: 100,
    ...options,
  }
}

const plan = (groups: readonly PullGroup[], rest: Partial<EconomicsInput> = {}) =>
  planEconomics({ groups, probes: [], costCallsDaily: 0, ...rest })

describe('the estimate', () => {
  test('2,000 resources of 8 metrics, hourly and 5-minute samples once a day: $9.73 a month', () => {
    const groups = Array.from({ length: 8 }, (_, i) => group({ key: `m${i}`, series: 2000 }))
    const { usdMonthly, billedMetricsMonthly, callsMonthly, byAccountAndClass, firstPull } = plan(groups)
    // 16,000 series x 2 tiers x 30.4 days at $0.01 a thousand; $4.80 for one tier and 30 days.
    expect(billedMetricsMonthly).toBe(Math.round(32_000 * daysPerMonth))
    expect(usdMonthly).toBeCloseTo(0.32 * daysPerMonth, 9)
    expect(byAccountAndClass).toEqual([
      {
        accountId: '111122223333',
        resourceClass: 'rds-instance',
        series: 16_000,
        billedMetricsMonthly,
        usdMonthly,
      },
    ])
    // Five days: 121 hours fit 500 queries, 250 series a call; 1,441 five-minute steps 69 queries, 34 series.
    expect(callsMonthly).toBe(Math.round((16_000 / 250 + Math.ceil(16_000 / 34)) * daysPerMonth))
    // 10,921 steps: 9 queries, 4 series a call; 18,145: 5 queries, 2 series.
    expect(firstPull).toEqual({ calls: 4000 + 8000, billedMetrics: 32_000, usd: 0.32 })
  })

  test.each([
    { what: 'minutes are one tier more', options: { detailed: true }, daily: 300 },
    { what: 'six statistics are billed as two metrics', options: { statistics: 6 }, daily: 400 },
    {
      what: 'what is near its limit is pulled every hour too',
      options: { nearLimit: true },
      daily: 200 + 24 * 200,
    },
  ])('$what', ({ options, daily }) => {
    expect(plan([group(options)]).billedMetricsMonthly).toBe(Math.round(daily * daysPerMonth))
  })

  test('counts the daily question for the shortest period, and Cost Explorer at a cent a call', () => {
    const probes = [{ accountId: 'a', region: 'r', resources: 600 }]
    const economics = plan([], { probes, costCallsDaily: 10 })
    expect(economics.costExplorerUsdMonthly).toBeCloseTo(0.1 * daysPerMonth, 9)
    expect(economics.usdMonthly).toBeCloseTo((0.1 + 0.006) * daysPerMonth, 9)
    expect(economics.callsMonthly).toBe(Math.round((10 + 2) * daysPerMonth))
  })
})

describe('the cap', () => {
  const kinds: readonly PullGroup[] = [
    group({ key: 'detailed', detailed: true }),
    group({ key: 'right', finding: 'right-sized' }),
    group({ key: 'near', nearLimit: true, finding: 'runs-out' }),
    group({ key: 'swap', optional: true, finding: 'watch' }),
    group({ key: 'member', member: true }),
  ]
  const usd = plan(kinds).usdMonthly

  test('without one nothing is dropped', () => {
    expect(plan(kinds)).toMatchObject({ dropped: [], droppedPulls: [], aboveCap: false })
    expect(plan(kinds, { monthlyUsdMax: usd }).dropped).toEqual([])
  })

  test('a cent below takes the minutes, and names them', () => {
    const { dropped, droppedPulls, usdMonthly } = plan(kinds, { monthlyUsdMax: usd - 0.0001 })
    expect(dropped).toMatchObject([{ step: 'minutes', series: 100 }])
    expect(dropped[0]?.text).toMatch(/^1-minute samples/)
    expect(droppedPulls).toEqual([pullName(kinds[0] as PullGroup, '1m')])
    expect(usdMonthly).toBeCloseTo(usd - 0.001 * daysPerMonth, 9)
  })

  test('drops in the stated order as the cap falls, and never the hourly samples of what is sized', () => {
    const { dropped, droppedPulls, aboveCap, usdMonthly } = plan(kinds, { monthlyUsdMax: 0 })
    expect(dropped.map(({ step }) => step)).toEqual(economySteps)
    expect(aboveCap).toBe(true)
    expect(droppedPulls.filter((name) => name.endsWith('/1h'))).toEqual([
      pullName(kinds[3] as PullGroup, '1h'),
      pullName(kinds[4] as PullGroup, '1h'),
    ])
    // What stays: hourly samples of the detailed, the right-sized and the near one.
    expect(usdMonthly).toBeCloseTo(0.003 * daysPerMonth, 9)
  })

  const groupArbitrary = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    accountId: fc.constantFrom('1', '2'),
    statistics: fc.integer({ min: 1, max: 6 }),
    detailed: fc.boolean(),
    optional: fc.boolean(),
    member: fc.boolean(),
    nearLimit: fc.boolean(),
    finding: fc.constantFrom(...findings),
    series: fc.integer({ min: 1, max: 5000 }),
  })

  test('is kept unless nothing more can be dropped; a later step is begun only when the one before is used up', () => {
    const property = fc.property(
      fc.uniqueArray(groupArbitrary.map(group), { maxLength: 30, selector: (one) => pullName(one, '1h') }),
      fc.double({ min: 0, max: 3000, noNaN: true }),
      (groups, monthlyUsdMax) => {
        const whole = plan(groups)
        const capped = plan(groups, { monthlyUsdMax })
        const dropped = capped.dropped.reduce((sum, { usdMonthly }) => sum + usdMonthly, 0)
        expect(capped.usdMonthly + dropped).toBeCloseTo(whole.usdMonthly, 6)
        expect(capped.aboveCap).toBe(capped.usdMonthly > monthlyUsdMax)
        const floor = plan(groups, { monthlyUsdMax: 0 })
        if (capped.aboveCap) expect(capped.droppedPulls.length).toBe(floor.droppedPulls.length)
        const steps = capped.dropped.map(({ step }) => step)
        for (const step of steps.slice(0, -1)) {
          const all = floor.dropped.find((one) => one.step === step)
          expect(capped.dropped.find((one) => one.step === step)).toEqual(all)
        }
      },
    )
    fc.assert(property, { seed: 11, numRuns: 500 })
  })
})
