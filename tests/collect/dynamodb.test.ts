import { beforeAll, describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { provisionedTimeline } from '#lib/collect/inventory/dynamodb-use.ts'
import { dayMs } from '#lib/model/time.ts'
import { keyValueWorld, shopId, tables } from '#tests/support/key-value-world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { changesIn, keyValueInventory, resourceIn, seriesIn } from './key-value.ts'

let found: Inventory
let calls: readonly string[]
beforeAll(async () => {
  ;({ found, calls } = await keyValueInventory())
})

const table = (name: string) => resourceIn(found, 'dynamodb-table', name)
const byCustomer = () => resourceIn(found, 'dynamodb-index', 'orders/index/by-customer')

describe('tables and indexes', () => {
  test('are found apart, each table described once for both', () => {
    const names = found.resources.filter(({ resourceClass }) => resourceClass.startsWith('dynamodb-'))
    expect(names.map(({ nativeId }) => nativeId).sort()).toEqual([
      'archive',
      'carts',
      'orders',
      'orders/index/by-customer',
    ])
    const described = calls.filter((call) => call === 'us-east-1 dynamodb:DescribeTable')
    expect(described).toHaveLength(tables.length)
    expect(calls.filter((call) => call === 'us-east-1 dynamodb:ListTables')).toHaveLength(1)
    expect(found.problems).toEqual([])
  })

  test('a region without tables is asked for their names and nothing else', () => {
    const elsewhere = calls.filter((call) => /^eu-west-1 (dynamodb|application-autoscaling)/.test(call))
    const own = elsewhere.filter((call) => call.includes('dynamodb'))
    expect(own).toEqual(['eu-west-1 dynamodb:ListTables'])
  })

  test('a table that tells no billing mode is provisioned', () => {
    expect(table('orders')).toMatchObject({
      name: 'Orders',
      team: 'checkout',
      shape: 'provisioned',
      arn: `arn:aws:dynamodb:us-east-1:${shopId}:table/orders`,
      facts: {
        billingMode: 'provisioned',
        tableClass: 'standard',
        readUnits: 2000,
        writeUnits: 1000,
        sizeGib: 40,
      },
    })
    expect(changesIn(found, table('orders')).at(-1)?.capacity).toEqual({
      'read-units': 2000,
      'write-units': 1000,
    })
  })

  test("an index has its own units, its table as a fact and its table's owner; the maximum of autoscaling limits it", () => {
    const index = byCustomer()
    expect(index).toMatchObject({
      name: 'Orders/by-customer',
      team: 'checkout',
      facts: {
        table: 'orders',
        readUnits: 500,
        writeUnits: 1000,
        writeUnitsMax: 4000,
        writeTargetPercent: 70,
      },
    })
    expect(index.memberOf).toBeUndefined()
    expect(changesIn(found, index).at(-1)?.capacity).toEqual({ 'read-units': 500, 'write-units': 4000 })
  })

  test('an on-demand table is limited by its own maximum, else by the quota', () => {
    const carts = table('carts')
    expect(carts).toMatchObject({
      shape: 'on-demand',
      facts: { onDemandWriteMax: 9000, warmWriteUnits: 4000 },
    })
    expect(carts.facts.readUnits).toBeUndefined()
    expect(changesIn(found, carts).at(-1)?.capacity).toEqual({ 'read-units': 40_000, 'write-units': 9000 })
  })

  test('mean use of two weeks is told, units a second', () => {
    // 6 units a second throughout; 100 units provisioned for reads, 50 for writes.
    expect(table('archive').facts).toMatchObject({
      tableClass: 'standard-ia',
      readUnitsConsumed: 6,
      writeUnitsConsumed: 6,
      readUnitsProvisioned: 100,
      writeUnitsProvisioned: 50,
    })
    // A table of which CloudWatch heard nothing at all is not taken to be idle.
    expect(table('carts').facts).toMatchObject({ active: false })
    expect(table('carts').facts.readUnitsConsumed).toBeUndefined()
    // Since when an index is there nobody tells.
    expect(byCustomer().createdMs).toBeUndefined()
  })

  test('reads that are silent for two weeks consumed nothing where the table is heard of otherwise', async () => {
    const world = keyValueWorld()
    const { found: quiet } = await keyValueInventory({
      ...world,
      findMetric: (place, wanted) =>
        wanted.name === 'ConsumedReadCapacityUnits' ? undefined : world.findMetric(place, wanted),
    })
    expect(resourceIn(quiet, 'dynamodb-table', 'archive').facts).toMatchObject({
      active: true,
      readUnitsConsumed: 0,
      writeUnitsConsumed: 6,
    })
  })

  test('what was consumed while it was throttled is told by the minute, where there was throttling', () => {
    expect(table('archive').facts).toMatchObject({ writeUnitsWhenThrottled: 6 })
    expect(table('archive').facts).not.toHaveProperty('readUnitsWhenThrottled')
    expect(table('orders').facts).not.toHaveProperty('writeUnitsWhenThrottled')
  })

  test('what was provisioned over time comes from its metric and is not assumed', () => {
    const changes = changesIn(found, table('archive'))
    expect(changes.map(({ source, capacity }) => [source, capacity['write-units']])).toEqual([
      ['metrics', 30],
      ['metrics', 50],
    ])
    expect(changes[1]?.fromMs).toBe(Math.floor((tinyNowMs - 40 * dayMs) / dayMs) * dayMs)
  })

  test('throttling is asked for where there was any, provisioned units where there are any', () => {
    const keys = (name: string) => seriesIn(found, table(name)).map(({ key }) => key)
    expect(keys('archive')).toContain('write-throttles')
    expect(keys('archive')).not.toContain('read-throttles')
    expect(keys('orders')).toEqual([
      'consumed-read-units',
      'consumed-write-units',
      'provisioned-read-units',
      'provisioned-write-units',
    ])
    expect(keys('carts')).toEqual(['consumed-read-units', 'consumed-write-units'])
    expect(seriesIn(found, byCustomer())[0]?.metric.dimensions).toEqual({
      TableName: 'orders',
      GlobalSecondaryIndexName: 'by-customer',
    })
  })
})

describe('what is refused', () => {
  test('names are refused: neither tables nor indexes are called complete, the others stand', async () => {
    const { found: denied } = await keyValueInventory(
      keyValueWorld({ deniedActions: ['dynamodb:ListTables'] }),
    )
    expect(denied.problems.map(({ action, code }) => [action, code])).toContainEqual([
      'dynamodb:ListTables',
      'aws-denied',
    ])
    const complete = denied.complete.map(({ resourceClass }) => resourceClass)
    expect(complete).not.toContain('dynamodb-table')
    expect(complete).not.toContain('dynamodb-index')
    expect(complete).toContain('elasticache-group')
  })

  test('autoscaling is refused: what is provisioned limits, and the problem is named', async () => {
    const { found: denied } = await keyValueInventory(
      keyValueWorld({ deniedActions: ['application-autoscaling:DescribeScalableTargets'] }),
    )
    expect(denied.problems.map(({ action }) => action)).toContain(
      'application-autoscaling:DescribeScalableTargets',
    )
    const index = resourceIn(denied, 'dynamodb-index', 'orders/index/by-customer')
    expect(changesIn(denied, index).at(-1)?.capacity['write-units']).toBe(1000)
  })
})

describe('the timeline of what was provisioned', () => {
  const day = (n: number) => n * dayMs
  const days = (values: Readonly<Record<number, number>>) =>
    new Map(Object.entries(values).map(([n, value]) => [day(Number(n)), value] as const))
  const today = { readUnits: 10, writeUnits: 20, createdMs: day(5), nowMs: day(9) + 1 }

  test.each([
    ['a table younger than its metrics is known from the start', days({ 4: 10, 6: 10 }), ['metrics@5']],
    ['days before the first sample are assumed', days({ 7: 10, 8: 10 }), ['assumed@5', 'metrics@7']],
    ['a change today is seen by the inventory', days({ 4: 8, 8: 8 }), ['metrics@5', 'inventory@9']],
    ['without samples only today is known', days({}), ['assumed@5', 'inventory@9']],
  ])('%s', (_, read, expected) => {
    const write = new Map([...read.keys()].map((at) => [at, 20] as const))
    const changes = provisionedTimeline({ read, write }, today)
    expect(changes.map(({ source, fromMs }) => `${source}@${Math.floor(fromMs / dayMs)}`)).toEqual(expected)
  })
})
