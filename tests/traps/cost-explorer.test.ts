import { CostExplorerClient, GetCostAndUsageCommand, type ResultByTime } from '@aws-sdk/client-cost-explorer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Collector, openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import type { CostGrouping } from '#lib/model/cost.ts'
import type { CostLine } from '#lib/simulate/cost-line.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { clientOf } from '#tests/support/simulator.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { tinyAccounts, tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

/** $100 of compute and $7 of volumes a day; on 19 November a credit of $60 and a refund of $25. */
function linesOf(day: string): CostLine[] {
  const line = (service: string, recordType: string, usd: number): CostLine => ({
    accountId: '444455556666',
    region: 'us-east-1',
    service,
    usageType: 'Usage',
    resourceId: '',
    tags: {},
    recordType,
    usd,
    amortizedUsd: usd,
    netUsd: usd,
    estimated: false,
  })
  const compute = 'Amazon Elastic Compute Cloud - Compute'
  const usage = [line(compute, 'Usage', 100), line('EC2 - Other', 'Usage', 7)]
  return day === '2026-11-19' ? [...usage, line(compute, 'Credit', -60), line(compute, 'Refund', -25)] : usage
}

let simulator: Simulator
let client: CostExplorerClient
let collector: Collector
beforeAll(async () => {
  const accounts = tinyAccounts.map((account) => ({ ...account, deniedActions: [] }))
  const world = { ...tinyWorld, accounts, costLines: linesOf }
  simulator = await startSimulator({ seed: 7, anchorMs: tinyNowMs, now: () => tinyNowMs, world })
  client = new CostExplorerClient(clientOf(simulator))
  setEnvironment(simulatorEnvironment(simulator.endpoint))
  collector = openCollector({ accounts: simulator.accounts, teamTagKeys: ['team'] })
})
afterAll(async () => {
  client.destroy()
  collector.close()
  await simulator.close()
})

const [fromDay, toDay] = ['2026-11-18', '2026-11-21']

/** What Cost Explorer says to a plain question. */
async function asked(change: object = {}): Promise<ResultByTime[]> {
  const { ResultsByTime = [] } = await client.send(
    new GetCostAndUsageCommand({
      TimePeriod: { Start: fromDay, End: toDay },
      Granularity: 'DAILY',
      Metrics: ['UnblendedCost'],
      ...change,
    }),
  )
  return ResultsByTime
}
const total = (results: readonly ResultByTime[]) =>
  results.reduce((sum, { Total }) => sum + Number(Total?.UnblendedCost?.Amount), 0)

/** What Headroom collects of the same days. */
async function collected(grouping: CostGrouping) {
  const payer = simulator.accounts[0]
  if (!payer) throw new Error('the world has no payer')
  const query = { payer, fromDay, toDay, granularity: 'day', grouping } as const
  const { rows, problems } = await collector.costs(query, async () => true)
  expect(problems).toEqual([])
  return rows
}
const sumOf = (rows: readonly { usd: number }[]) => rows.reduce((sum, { usd }) => sum + usd, 0)

describe('trap 14: Cost Explorer', () => {
  test('trap 14: credits and refunds hide usage when they are summed with it', async () => {
    // Three days of $107 are $321 of usage; the naive sum says $236.
    expect(total(await asked())).toBe(236)
    expect(sumOf(await collected('service'))).toBe(321)
  })

  test('trap 14: credits and refunds are kept apart, not lost', async () => {
    const rows = await collected('record-type')
    const apart = rows.filter(({ key }) => key !== 'Usage').map(({ day, key, usd }) => [day, key, usd])
    expect(apart).toEqual([
      ['2026-11-19', 'Credit', -60],
      ['2026-11-19', 'Refund', -25],
    ])
    expect(sumOf(rows)).toBe(236)
  })

  test('trap 14: the type of a record is RECORD_TYPE; the console says charge type, the API refuses it', async () => {
    const naive = { Filter: { Not: { Dimensions: { Key: 'CHARGE_TYPE', Values: ['Credit', 'Refund'] } } } }
    await expect(asked(naive)).rejects.toMatchObject({ name: 'ValidationException' })
    const right = { Filter: { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Credit', 'Refund'] } } } }
    expect(total(await asked(right))).toBe(321)
  })

  test('trap 14: the end is exclusive', async () => {
    // The naive question for 18 to 20 November ends on the 20th and gets two days of three.
    const naive = await asked({ TimePeriod: { Start: '2026-11-18', End: '2026-11-20' } })
    expect(naive).toHaveLength(2)
    const days = new Set((await collected('service')).map(({ day }) => day))
    expect([...days]).toEqual(['2026-11-18', '2026-11-19', '2026-11-20'])
  })

  test('trap 14: Total is empty with GroupBy', async () => {
    const grouped = await asked({ GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }] })
    expect(grouped.map(({ Total }) => Total)).toEqual([{}, {}, {}])
    expect(total(grouped)).toBeNaN()
    expect(sumOf(await collected('service'))).toBe(321)
  })

  test('trap 14: a filter by a name that is spelled otherwise is empty, not an error', async () => {
    const by = async (name: string) =>
      total(await asked({ Filter: { Dimensions: { Key: 'SERVICE', Values: [name] } } }))
    expect(await by('EC2-Other')).toBe(0)
    expect(await by('EC2 - Other')).toBe(21)
    // Nothing is filtered by name: what Cost Explorer calls a service is what is stored.
    const names = new Set((await collected('service')).map(({ key }) => key))
    expect(names).toEqual(new Set(['Amazon Elastic Compute Cloud - Compute', 'EC2 - Other']))
  })
})
