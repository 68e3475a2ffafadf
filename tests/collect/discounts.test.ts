import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { curLine } from '#lib/collect/costs/exports/cur-line.ts'
import { openDiscounts } from '#lib/collect/costs/exports/discount-sums.ts'
import { focusLine } from '#lib/collect/costs/exports/focus-line.ts'
import { regionOfUsage } from '#lib/collect/costs/usage-region.ts'
import { discountShare } from '#lib/model/discount.ts'
import type { Price } from '#lib/model/shape.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

const window = { fromDay: '2026-10-20', toDay: '2026-11-18' }
const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-southeast-2']

let opened: Opened
let prices: (Price & { region: string })[]
beforeAll(async () => {
  opened = await openTiny({ world: openEstate({ seed: 7, anchorMs: tinyNowMs }) })
  const offers = await opened.collector.shapes(opened.account('shop-production'), 'us-east-1')
  // The simulated price list is the same everywhere.
  prices = regions.flatMap((region) => offers.prices.map((price) => ({ ...price, region })))
})
afterAll(() => opened.close())

describe('the discount of an account', () => {
  test('is what its on-demand usage costs less than list', async () => {
    const query = { payer: opened.account('org-management'), prices, ...window }
    const { discounts, problems } = await opened.collector.discounts(query, async () => true)
    expect(problems).toEqual([])
    const shares = new Map(discounts.map((one) => [one.accountId, discountShare(one)]))
    // The organization has 4 % of a private agreement, the account of data and ML 9 % of its own.
    expect(shares.get('444455556666')).toBeCloseTo(0.04, 4)
    expect(shares.get('777788889999')).toBeCloseTo(0.09, 4)
    expect(discounts[0]).toMatchObject({ source: 'cost-explorer', ...window })
    const calls = opened.simulator.ledger.filter(({ action }) => action === 'ce:GetCostAndUsage')
    expect(calls).toHaveLength(1)
  })

  test('is not measured without a known price, nor without a call left', async () => {
    const query = { payer: opened.account('org-management'), prices: [], ...window }
    expect((await opened.collector.discounts(query, async () => true)).discounts).toEqual([])
    const refused = await opened.collector.discounts({ ...query, prices }, async () => false)
    expect(refused).toMatchObject({ discounts: [], problems: [{ code: 'cost-calls-spent' }] })
  })

  test('leaves out boxes that cost more than list: they carry a licence', async () => {
    const half = prices.map((price) => ({ ...price, hourlyUsd: price.hourlyUsd / 2 }))
    const query = { payer: opened.account('org-management'), prices: half, ...window }
    expect((await opened.collector.discounts(query, async () => true)).discounts).toEqual([])
  })
})

test.each([
  ['BoxUsage:m7i.large', 'us-east-1', 'BoxUsage:m7i.large'],
  ['USW2-BoxUsage:m7i.large', 'us-west-2', 'BoxUsage:m7i.large'],
  ['EU-EBS:VolumeUsage.gp3', 'eu-west-1', 'EBS:VolumeUsage.gp3'],
  ['APS3-BoxUsage:c7g.large', 'ap-south-1', 'BoxUsage:c7g.large'],
])('%s is used in %s', (usageType, region, name) => {
  expect(regionOfUsage(usageType)).toEqual({ region, name })
})

test('a usage type of an unknown region tells no region', () => {
  expect(regionOfUsage('XYZ9-BoxUsage:m7i.large')).toBeUndefined()
})

describe('an export', () => {
  const cur = (rest: Record<string, unknown>) =>
    curLine(
      new Map(
        Object.entries({
          line_item_usage_account_id: '1',
          line_item_usage_start_date: '2026-11-03T00:00:00Z',
          line_item_line_item_type: 'Usage',
          line_item_usage_type: 'BoxUsage:m7i.large',
          line_item_unblended_cost: '10',
          line_item_net_unblended_cost: '9',
          pricing_public_on_demand_cost: '10',
          ...rest,
        }),
      ),
    )
  const focus = (rest: Record<string, unknown>) =>
    focusLine(
      new Map(
        Object.entries({
          charge_category: 'Usage',
          charge_period_start: '2026-11-05T00:00:00Z',
          sub_account_id: '2',
          billed_cost: '8',
          list_cost: '10',
          ...rest,
        }),
      ),
    )

  test('tells the public price of on-demand usage by account', () => {
    const sums = openDiscounts()
    for (const line of [
      cur({}),
      cur({ line_item_usage_start_date: '2026-11-09T00:00:00Z', line_item_net_unblended_cost: '8' }),
      // What a plan covers is no on-demand usage, and free usage tells nothing of a discount.
      cur({ line_item_line_item_type: 'SavingsPlanCoveredUsage', pricing_public_on_demand_cost: '99' }),
      cur({ line_item_net_unblended_cost: '0', pricing_public_on_demand_cost: '99' }),
      cur({ pricing_public_on_demand_cost: '' }),
      focus({ pricing_category: 'Standard' }),
      focus({ pricing_category: 'Committed', list_cost: '99' }),
    ])
      sums.add(line)
    expect(sums.sums()).toEqual([
      { accountId: '1', fromDay: '2026-11-03', toDay: '2026-11-10', listUsd: 20, paidUsd: 17 },
      { accountId: '2', fromDay: '2026-11-05', toDay: '2026-11-06', listUsd: 10, paidUsd: 8 },
    ])
  })
})
