import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessPolicy } from '#lib/collect/index.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

let opened: Opened
beforeAll(async () => {
  opened = await openTiny({ world: worldWith({ deniedActions: [], configRecorder: false }) })
  await collectEverything(opened)
  const recorded = await openTiny({ world: worldWith({ deniedActions: [], configRecorder: true }) })
  await recorded.collector.inventory(recorded.account('shop'), tinyNowMs)
  calls.push(...recorded.simulator.ledger)
  await recorded.close()
})
afterAll(() => opened.close())

const calls: { action: string; accountId: string; status: number }[] = []

async function collectEverything({ collector, account, simulator }: Opened): Promise<void> {
  const shop = account('shop')
  const { series } = await collector.inventory(shop, tinyNowMs)
  const range = { fromMs: Date.UTC(2026, 10, 22), toMs: Date.UTC(2026, 10, 22, 1) }
  const items = series.slice(0, 3).map((found, id) => ({ series: { ...found, id }, range }))
  await collector.samples({ account: shop, region: 'us-east-1', tier: '5m', items }, async () => undefined)
  await collector.shapes(shop, 'us-east-1')
  await collector.costs(account('management'), '2026-11-18', '2026-11-20')
  calls.push(...simulator.ledger)
}

describe('the access policy', () => {
  test('allows every action that is called', () => {
    const allowed = new Set<string>([...accessPolicy.member, ...accessPolicy.payer, ...accessPolicy.hub])
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
      expect(action).toMatch(/:(Describe|Get|List|Lookup)/)
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
  expect(usage.usd).toBeCloseTo(billed * 0.00001 + (counted['ce:GetCostAndUsage'] ?? 0) * 0.01, 10)
})
