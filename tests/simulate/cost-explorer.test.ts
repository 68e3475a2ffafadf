import {
  CostExplorerClient,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
} from '@aws-sdk/client-cost-explorer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { clientOf, startTiny } from '#tests/support/simulator.ts'
import { tinyAccounts, tinyWorld } from '#tests/support/tiny-world.ts'

const shop = '444455556666'
let simulator: Simulator
let payer: CostExplorerClient

beforeAll(async () => {
  const accounts = tinyAccounts.map((account) => ({ ...account, deniedActions: [] }))
  simulator = await startTiny({ world: { ...tinyWorld, accounts } })
  payer = new CostExplorerClient(clientOf(simulator))
})

afterAll(async () => {
  payer.destroy()
  await simulator.close()
})

const byService: GetCostAndUsageCommandInput = {
  TimePeriod: { Start: '2026-11-18', End: '2026-11-22' },
  Granularity: 'DAILY',
  Metrics: ['UnblendedCost'],
  GroupBy: [
    { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' },
    { Type: 'DIMENSION', Key: 'SERVICE' },
  ],
}

async function get(change: Partial<GetCostAndUsageCommandInput> = {}, client = payer) {
  return client.send(new GetCostAndUsageCommand({ ...byService, ...change }))
}

function rows(answer: Awaited<ReturnType<typeof get>>, step = 0) {
  const groups = answer.ResultsByTime?.[step]?.Groups ?? []
  return groups.map((group) => [...(group.Keys ?? []), Number(group.Metrics?.UnblendedCost?.Amount)])
}

test('groups days by account and service, and says which are estimated', async () => {
  const answer = await get()
  expect(answer.ResultsByTime?.map((result) => [result.TimePeriod?.Start, result.Estimated])).toEqual([
    ['2026-11-18', false],
    ['2026-11-19', false],
    ['2026-11-20', true],
    ['2026-11-21', true],
  ])
  expect(rows(answer)).toEqual([
    ['111122223333', 'AWS Config', 2],
    [shop, 'Amazon Elastic Compute Cloud - Compute', 30],
    [shop, 'Amazon Relational Database Service', 12.5],
  ])
})

test('groups by account and team tag, with untagged cost under the bare key', async () => {
  const answer = await get({
    GroupBy: [
      { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' },
      { Type: 'TAG', Key: 'team' },
    ],
  })
  expect(rows(answer)).toEqual([
    ['111122223333', 'team$', 2],
    [shop, 'team$payments', 40],
    [shop, 'team$', 2.5],
  ])
})

test('sums months and filters by account', async () => {
  const answer = await get({
    TimePeriod: { Start: '2026-10-30', End: '2026-11-03' },
    Granularity: 'MONTHLY',
    Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [shop] } },
    GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
  })
  expect(answer.ResultsByTime).toHaveLength(2)
  expect(rows(answer, 1)).toEqual([[shop, 2 * 42.5]])
})

test('pages through a year', async () => {
  const first = await get({ TimePeriod: { Start: '2025-12-01', End: '2026-11-22' } })
  expect(first.ResultsByTime).toHaveLength(100)
  const second = await get({
    TimePeriod: { Start: '2025-12-01', End: '2026-11-22' },
    NextPageToken: first.NextPageToken,
  })
  expect(second.ResultsByTime?.[0]?.TimePeriod?.Start).toBe('2026-03-11')
})

test('an account that does not pay sees only itself', async () => {
  const own = new CostExplorerClient(await assumedClientOf(simulator, shop))
  expect(rows(await get({}, own)).every(([account]) => account === shop)).toBe(true)
  own.destroy()
})

test.each<[string, Partial<GetCostAndUsageCommandInput>]>([
  [
    'three groups',
    { GroupBy: Array.from({ length: 3 }, () => ({ Type: 'DIMENSION', Key: 'SERVICE' }) as const) },
  ],
  ['an end before the start', { TimePeriod: { Start: '2026-11-20', End: '2026-11-20' } }],
  ['more than 14 months', { TimePeriod: { Start: '2025-08-01', End: '2025-08-03' } }],
  ['the future', { TimePeriod: { Start: '2026-11-20', End: '2027-01-20' } }],
])('refuses %s', async (_what, change) => {
  await expect(get(change)).rejects.toMatchObject({ name: 'ValidationException' })
})
