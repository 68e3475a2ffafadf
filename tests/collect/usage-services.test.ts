import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BilledUsage } from '#lib/model/bill.ts'
import type { CostGrouping } from '#lib/model/cost.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { coverBill } from '#lib/present/bill-coverage.ts'
import { coveredServices } from '#lib/present/bill-usage.ts'
import { placeUsage } from '#lib/present/placed-usage.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import type { World } from '#lib/simulate/world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

const toMs = tinyNowMs - (tinyNowMs % dayMs)
const days = 30
const range = { fromDay: isoDay(toMs - days * dayMs), toDay: isoDay(toMs) }

let opened: Opened
let world: World
beforeAll(async () => {
  world = openEstate({ seed: 7, anchorMs: tinyNowMs })
  opened = await openTiny({ world })
})
afterAll(() => opened.close())

const query = () => ({ payer: opened.account('org-management'), ...range })

async function billed(grouping: CostGrouping): Promise<BilledUsage[]> {
  const ask = { ...query(), grouping, granularity: 'day' as const }
  const { rows } = await opened.collector.costs(ask, async () => true)
  const sums = new Map<string, BilledUsage>()
  for (const { accountId, key, usd } of rows) {
    const id = `${accountId} ${key}`
    const [service, usageType] = grouping === 'service' ? [key, ''] : ['', key]
    sums.set(id, { accountId, service, usageType, usd: (sums.get(id)?.usd ?? 0) + usd })
  }
  return [...sums.values()]
}

/** Dollars by account, service and usage type, from the lines that the simulated bill is made of. */
function truth(): Map<string, number> {
  const sums = new Map<string, number>()
  for (let ms = toMs - days * dayMs; ms < toMs; ms += dayMs)
    for (const line of world.costLines?.(isoDay(ms), tinyNowMs) ?? []) {
      if (['Credit', 'Refund', 'Tax'].includes(line.recordType)) continue
      const id = `${line.accountId} ${line.service} ${line.usageType}`
      sums.set(id, (sums.get(id) ?? 0) + line.usd)
    }
  return sums
}

describe('which services bill a usage type', () => {
  test('is one paid call, and names every dollar of the bill of every account', async () => {
    const { services: usageServices, problems } = await opened.collector.usageServices(
      query(),
      async () => true,
    )
    expect(problems).toEqual([])
    expect(opened.simulator.ledger.filter(({ action }) => action === 'ce:GetCostAndUsage')).toHaveLength(1)
    const [services, usageTypes] = [await billed('service'), await billed('usage-type')]
    const found = new Map<string, number>(
      placeUsage({ services, usageTypes, usageServices }).map(
        (one) => [`${one.accountId} ${one.service} ${one.usageType}`, one.usd] as const,
      ),
    )
    const expected = [...truth()].filter(([, usd]) => usd > 0.005)
    expect(expected.length).toBeGreaterThan(100)
    const off = expected.filter(([id, usd]) => !(Math.abs((found.get(id) ?? Number.NaN) - usd) < 0.01 * usd))
    expect(off).toEqual([])
    const bill = { services, usageTypes, usageServices, inventory: [], prices: [], fromMs: 0, toMs: 1 }
    const { unexplained, usd } = coverBill(bill)
    expect(unexplained.filter(({ usageType }) => usageType === '')).toEqual([])
    expect(unexplained.every(({ service }) => coveredServices.has(service))).toBe(true)
    expect(unexplained.reduce((sum, one) => sum + one.usd, 0) / usd).toBeCloseTo(1, 4)
  })

  test('stays unknown without a call left', async () => {
    const refused = await opened.collector.usageServices(query(), async () => false)
    expect(refused).toMatchObject({ services: [], problems: [{ code: 'cost-calls-spent' }] })
  })
})
