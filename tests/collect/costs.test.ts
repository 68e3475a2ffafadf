import { afterEach, describe, expect, test } from 'vitest'
import { costDays } from '#lib/collect/costs.ts'
import { tinyCosts, tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

let opened: Opened | undefined
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

describe('daily costs', () => {
  test('are what Cost Explorer bills, by service and by team, the last days estimated', async () => {
    opened = await openTiny()
    const { days, problems } = await opened.collector.costs(
      opened.account('management'),
      '2026-11-18',
      '2026-11-22',
    )
    const truth = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'].flatMap((day) =>
      tinyCosts(day, tinyNowMs),
    )
    const order = (a: object, b: object) => JSON.stringify(a).localeCompare(JSON.stringify(b))
    expect(days.toSorted(order)).toEqual(truth.toSorted(order))
    expect(problems).toEqual([])
    expect(opened.collector.usage()).toMatchObject({ calls: { 'ce:GetCostAndUsage': 2 }, usd: 0.02 })
  })

  test('survive throttling and broken answers', async () => {
    opened = await openTiny({ faults: { serverErrorShare: 0.2, truncatedShare: 0.2 } })
    const { days, problems } = await opened.collector.costs(
      opened.account('management'),
      '2026-11-18',
      '2026-11-19',
    )
    expect(problems).toEqual([])
    expect(days).toHaveLength(6)
  })

  test('that are denied are named', async () => {
    opened = await openTiny()
    const { days, problems } = await opened.collector.costs(
      opened.account('shop'),
      '2026-11-18',
      '2026-11-19',
    )
    expect(days).toEqual([])
    expect(problems).toMatchObject([
      { code: 'aws-denied', action: 'ce:GetCostAndUsage', scope: '444455556666' },
    ])
  })
})

describe('one day of Cost Explorer', () => {
  const group = (keys: string[], Amount: string) => ({
    Keys: keys,
    Metrics: { UnblendedCost: { Amount, Unit: 'USD' } },
  })
  const result = (...Groups: object[]) => ({
    TimePeriod: { Start: '2026-11-18', End: '2026-11-19' },
    Estimated: true,
    Groups,
  })
  test.each([
    {
      what: 'a tag value may hold a dollar sign',
      keys: ['1', 'team$pay$ments'],
      amount: '1.5',
      key: 'pay$ments',
      usd: 1.5,
    },
    { what: 'a missing tag is the empty team', keys: ['1', 'team$'], amount: '2', key: '', usd: 2 },
    {
      what: 'a negative amount stays negative',
      keys: ['1', 'team$a'],
      amount: '-12.3',
      key: 'a',
      usd: -12.3,
    },
  ])('$what', ({ keys, amount, key, usd }) => {
    expect(costDays(result(group(keys, amount)), 'team')).toEqual([
      { day: '2026-11-18', accountId: '1', grouping: 'team', key, usd, estimated: true },
    ])
  })

  test('an amount that is no number is left out, not zero', () => {
    expect(costDays(result(group(['1', 'S3'], 'n/a'), { Keys: ['1', 'EC2'] }), 'service')).toEqual([])
  })
})
