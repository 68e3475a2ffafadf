import { afterEach, describe, expect, test } from 'vitest'
import { costRows } from '#lib/collect/costs/cost-query.ts'
import { mergeTeams } from '#lib/collect/costs/team-rows.ts'
import type { CostDay, CostGrouping } from '#lib/model/cost.ts'
import { tinyCosts, tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

let opened: Opened | undefined
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

const always = async () => true

function query({ account }: Opened, grouping: CostGrouping, change: { payer?: string; toDay?: string } = {}) {
  const payer = account(change.payer ?? 'management')
  const toDay = change.toDay ?? '2026-11-22'
  return { payer, fromDay: '2026-11-18', toDay, granularity: 'day', grouping } as const
}

/** What the tiny world bills, in all three ways to state a cost. */
function truth(grouping: CostGrouping): CostDay[] {
  return ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21']
    .flatMap((day) => tinyCosts(day, tinyNowMs))
    .filter((cost) => cost.grouping === grouping)
    .map((cost) => ({ ...cost, amortizedUsd: cost.usd, netUsd: cost.usd }))
}

const sorted = (rows: readonly CostDay[]) =>
  rows.toSorted((a, b) => `${a.day}${a.accountId}${a.key}`.localeCompare(`${b.day}${b.accountId}${b.key}`))

describe('daily costs', () => {
  test.each(['service', 'team'] as const)('are what Cost Explorer bills, by %s', async (grouping) => {
    opened = await openTiny()
    const { rows, readToDay, problems } = await opened.collector.costs(query(opened, grouping), always)
    expect(sorted(rows)).toEqual(sorted(truth(grouping)))
    expect({ readToDay, problems }).toEqual({ readToDay: '2026-11-22', problems: [] })
    // Two team tags are two questions.
    const calls = grouping === 'team' ? 2 : 1
    expect(opened.collector.usage()).toMatchObject({
      calls: { 'ce:GetCostAndUsage': calls },
      usd: calls * 0.01,
    })
  })

  test('survive throttling and broken answers', async () => {
    opened = await openTiny({ faults: { serverErrorShare: 0.2, truncatedShare: 0.2 } })
    const { rows, problems } = await opened.collector.costs(query(opened, 'service'), always)
    expect(problems).toEqual([])
    expect(sorted(rows)).toEqual(sorted(truth('service')))
  })

  test('that are denied are named', async () => {
    opened = await openTiny()
    const { rows, problems } = await opened.collector.costs(
      query(opened, 'service', { payer: 'shop' }),
      always,
    )
    expect(rows).toEqual([])
    expect(problems).toMatchObject([
      { code: 'aws-denied', action: 'ce:GetCostAndUsage', scope: '444455556666' },
    ])
  })

  test('stop at the cap: no request is sent, and what was read stands', async () => {
    opened = await openTiny()
    let left = 1
    const once = async () => left-- > 0
    const asked = { ...query(opened, 'service'), fromDay: '2026-07-01' }
    // 144 days are two pages of 100; only the first is paid for.
    const { rows, readToDay, problems } = await opened.collector.costs(asked, once)
    expect(problems).toMatchObject([{ code: 'cost-calls-spent' }])
    expect(readToDay).toBe('2026-10-08')
    expect(new Set(rows.map(({ day }) => day)).size).toBe(99)
    expect(opened.simulator.ledger.filter(({ action }) => action.startsWith('ce:'))).toHaveLength(1)
  })

  test('count a request that is sent again', async () => {
    opened = await openTiny({ faults: { serverErrorShare: 0.5 } })
    let taken = 0
    await opened.collector.costs(query(opened, 'service'), async () => ++taken > 0)
    expect(taken).toBe(opened.simulator.ledger.filter(({ action }) => action.startsWith('ce:')).length)
  })
})

describe('resource level', () => {
  const days = { fromDay: '2026-11-18', toDay: '2026-11-20' }

  test('that is not enabled is no problem and no row', async () => {
    opened = await openTiny()
    const payer = opened.account('management')
    expect(await opened.collector.resourceCosts({ payer, ...days }, always)).toEqual({
      rows: [],
      complete: false,
      problems: [],
    })
  })

  test('is the compute of each instance', async () => {
    const line = {
      accountId: '444455556666',
      region: 'us-east-1',
      usageType: 'BoxUsage:m7i.large',
      tags: {},
      recordType: 'Usage',
      estimated: false,
    }
    const compute = { ...line, service: 'Amazon Elastic Compute Cloud - Compute', resourceId: 'i-1' }
    const money = { usd: 2.4, amortizedUsd: 1.9, netUsd: 2.3 }
    const world = {
      ...tinyWorld,
      resourceCosts: true,
      costLines: () => [
        { ...compute, ...money },
        { ...compute, ...money, recordType: 'Credit' },
        { ...line, ...money, service: 'Amazon RDS', resourceId: 'arn:db' },
      ],
    }
    opened = await openTiny({ world })
    const payer = opened.account('management')
    const { rows, complete } = await opened.collector.resourceCosts({ payer, ...days }, always)
    expect(complete).toBe(true)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toEqual({
      day: '2026-11-18',
      accountId: '444455556666',
      service: 'Amazon Elastic Compute Cloud - Compute',
      usageType: '',
      resourceId: 'i-1',
      team: '',
      recordType: 'Usage',
      ...money,
    })
  })
})

describe('teams of several tag keys', () => {
  const row = (key: string, usd: number): CostDay => ({
    day: '2026-11-18',
    accountId: '1',
    grouping: 'team',
    key,
    usd,
    netUsd: usd / 2,
    estimated: false,
  })

  test('the first tag with a value names the team, and nothing counts twice', () => {
    const byTeam = [row('search', 10), row('', 9)]
    // What carries no first tag: 5 of search and 3 of web by the second tag, 1 of nobody.
    const byOwner = [row('search', 5), row('web', 3), row('', 1)]
    expect(mergeTeams([byTeam, byOwner])).toEqual([row('search', 15), row('web', 3), row('', 1)])
  })

  test('a first tag with an empty value stays untagged, though the second reading does not see it', () => {
    expect(mergeTeams([[row('', 9)], [row('web', 3)]])).toEqual([row('web', 3), row('', 6)])
  })

  test('nothing untagged is no row', () => {
    expect(mergeTeams([[row('', 3)], [row('web', 3)]])).toEqual([row('web', 3)])
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
    expect(costRows(result(group(keys, amount)), 'team')).toEqual({
      rows: [{ day: '2026-11-18', accountId: '1', grouping: 'team', key, usd, estimated: true }],
      unreadable: 0,
    })
  })

  test('an amount that is no number is left out and counted, not zero', () => {
    expect(costRows(result(group(['1', 'S3'], 'n/a'), { Keys: ['1', 'EC2'] }), 'service')).toEqual({
      rows: [],
      unreadable: 2,
    })
  })
})
