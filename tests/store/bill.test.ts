import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import type { BillFacts } from '#lib/model/bill.ts'
import type { CostDay, ResourceCost } from '#lib/model/cost.ts'
import { coverBill } from '#lib/present/bill-coverage.ts'
import { billCoverage } from '#lib/store/bill.ts'
import { saveResourceCosts } from '#lib/store/cost-resources.ts'
import { saveCosts } from '#lib/store/costs.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { withDatabase } from '../support/database.ts'
import { accountId, inventoryOf, resourceOf, seriesOf } from './estate-rows.ts'

withDatabase()

const compute = 'Amazon Elastic Compute Cloud - Compute'
const day = '2026-11-20'
const observed = '2026-11-22'

function line(resourceId: string, usd: number, change: Partial<ResourceCost> = {}): ResourceCost {
  return {
    day,
    accountId,
    service: compute,
    usageType: 'BoxUsage:m7g.xlarge',
    resourceId,
    team: '',
    recordType: 'Usage',
    usd,
    amortizedUsd: usd,
    netUsd: usd,
    ...change,
  }
}
function cost(grouping: CostDay['grouping'], key: string, usd: number): CostDay {
  return { day, accountId, grouping, key, usd, estimated: false }
}

let bill: BillFacts | undefined
beforeAll(async () => {
  // Known by its own id, by the id of a member, by its ARN; a fourth that the bill does not name.
  const resources = ['own', 'group', 'named', 'unbilled'].map((id) => resourceOf(id))
  await saveInventory(inventoryOf(resources, { series: [seriesOf('group', 'cpu-utilization', 'i-member')] }))
  const rows = [
    line('i-own', 10),
    line('i-member', 20),
    line('arn:aws:ec2:us-east-1:111122223333:instance/i-named', 30),
    line('i-stranger', 40),
    line('i-own', -9, { recordType: 'Refund' }),
    line('i-own', 5, { accountId: '999999999999' }),
  ]
  await saveResourceCosts(rows, observed, { source: 'cur', fromDay: '2026-11-01', toDay: '2026-12-01' })
  // The same day once more from the other source: it must not count twice.
  await saveResourceCosts([line('i-own', 999)], observed, {
    source: 'cost-explorer',
    fromDay: '2026-11-01',
    toDay: '2026-12-01',
  })
  const days = [cost('service', compute, 100), cost('usage-type', 'BoxUsage:m7g.xlarge', 100)]
  await saveCosts(days, observed, { source: 'cur' })
  bill = await billCoverage(system)
})

describe('the bill beside the inventory', () => {
  test('is matched by id, ARN and member within the account, of usage alone', () => {
    expect(bill?.services).toEqual([{ accountId, service: compute, usageType: '', usd: 100, matchedUsd: 60 }])
    expect(bill?.usageTypes.filter((one) => one.accountId === accountId)).toEqual([
      { accountId, service: compute, usageType: 'BoxUsage:m7g.xlarge', usd: 100, matchedUsd: 60 },
    ])
  })

  test('names the resources that the bill does not know', () => {
    const unmatched = bill?.inventory.filter(({ isMatched }) => !isMatched)
    expect(unmatched?.map(({ resource }) => resource.id)).toEqual(['unbilled'])
  })

  test('explains 60 %, and lists the rest by usage type', () => {
    if (!bill) throw new Error('there is a bill')
    const { share, unexplained } = coverBill(bill)
    expect(share).toBeCloseTo(0.6, 9)
    expect(unexplained.map(({ usageType, usd }) => [usageType, usd])).toEqual([['BoxUsage:m7g.xlarge', 40]])
  })
})
