import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessPolicy } from '#lib/collect/index.ts'
import type { Account, Organization } from '#lib/model/account.ts'
import { exportCsv } from '#lib/simulate/cost-export.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

let opened: Opened
beforeAll(async () => {
  const world = worldWith({ deniedActions: [], configRecorder: false })
  opened = await openTiny({ world: { ...world, resourceCosts: true, objects: () => [costExport] } })
  await collectEverything(opened)
  const recorded = await openTiny({ world: worldWith({ deniedActions: [], configRecorder: true }) })
  await recorded.collector.inventory(recorded.account('shop'), tinyNowMs)
  calls.push(...recorded.simulator.ledger)
  await recorded.close()
})
afterAll(() => opened.close())

const costExport = {
  key: 'costs/data/BILLING_PERIOD=2026-11/x.csv',
  etag: '"x"',
  modifiedMs: 0,
  body: () => Buffer.from(exportCsv('cur', [])),
}

const calls: { action: string; accountId: string; status: number }[] = []

async function collectEverything({ collector, account, simulator }: Opened): Promise<void> {
  const shop = account('shop')
  const { series, resources } = await collector.inventory(shop, tinyNowMs)
  await collector.scalingPolicies(shop, 'us-east-1', resources)
  const range = { fromMs: Date.UTC(2026, 10, 22), toMs: Date.UTC(2026, 10, 22, 1) }
  const items = series.slice(0, 3).map((found, id) => ({ series: { ...found, id }, range }))
  await collector.samples({ account: shop, region: 'us-east-1', tier: '5m', items }, async () => undefined)
  await collector.shapes(shop, 'us-east-1')
  await collector.limits(shop, 'us-east-1', tinyNowMs)
  const days = { payer: account('management'), fromDay: '2026-11-18', toDay: '2026-11-20' }
  const permit = async () => true
  await collector.costs({ ...days, granularity: 'day', grouping: 'service' }, permit)
  await collector.resourceCosts(days, permit)
  const bucket = { payer: days.payer, kind: 'cur', location: 's3://exports/costs', known: new Map() } as const
  const ignored = async () => undefined
  await collector.costExports(bucket, { begin: ignored, stage: ignored, publish: ignored, abandon: ignored })
  const window = { fromDay: '2026-11-18', toDay: '2026-11-20' }
  for (const name of ['shop', 'management']) {
    await collector.commitments(account(name), { ...window, permit: async () => true })
    await collector.secondOpinion(account(name))
  }
  await collector.budgets(account('management'), tinyNowMs)
  await collector.organization(organizationOf(account('management')))
  calls.push(...simulator.ledger)
}

/** Asks for everything that can be asked of AWS Organizations. */
function organizationOf(payer: Account): Organization {
  const selection = { accounts: [], organizationalUnits: ['r-sim0'], tags: { team: 'none' } }
  return { payer, regions: ['us-east-1'], roleTemplate: 'arn:aws:iam::{account}:role/x', include: selection }
}

describe('the access policy', () => {
  test('allows every action that is called', () => {
    const { member, payer, hub, always } = accessPolicy
    const allowed = new Set<string>([...member, ...payer, ...hub, ...always])
    const called = [...new Set(calls.map(({ action }) => action))]
    expect(called.filter((action) => !allowed.has(action))).toEqual([])
  })

  test('allows no action that is not called', () => {
    const called = new Set(calls.filter(({ status }) => status === 200).map(({ action }) => action))
    const allowed = [...accessPolicy.member, ...accessPolicy.payer, ...accessPolicy.hub]
    expect(allowed.filter((action) => !called.has(action))).toEqual([])
  })

  test('asks Cost Explorer of the payer alone', () => {
    const payer = opened.account('management').id
    const accounts = calls.filter(({ action }) => action.startsWith('ce:')).map(({ accountId }) => accountId)
    expect(new Set(accounts)).toEqual(new Set([payer]))
  })

  test('only reads', () => {
    for (const action of [...accessPolicy.member, ...accessPolicy.payer]) {
      expect(action).toMatch(/:(Describe|Get|List|Lookup|View)/)
    }
  })
})

test('our own count of calls and dollars equals the ledger of AWS', () => {
  const usage = opened.collector.usage()
  const counted: Record<string, number> = {}
  for (const { action } of opened.simulator.ledger) counted[action] = (counted[action] ?? 0) + 1
  expect(usage.calls).toEqual(counted)
  const billed = opened.simulator.ledger.reduce((sum, call) => sum + call.billedMetrics, 0)
  expect(usage.billedMetrics).toBe(billed)
  const costExplorer = opened.simulator.ledger.filter(({ service }) => service === 'ce').length
  expect(usage.usd).toBeCloseTo(billed * 0.00001 + costExplorer * 0.01, 10)
})
