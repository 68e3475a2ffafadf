import {
  DescribeLimitsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  paginateListTables,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { keyValueWorld, shopId } from '#tests/support/key-value-world.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'

let simulator: Simulator
let dynamodb: DynamoDBClient

beforeAll(async () => {
  simulator = await startTiny({ world: keyValueWorld() })
  dynamodb = new DynamoDBClient(await assumedClientOf(simulator, shopId))
})
afterAll(async () => {
  dynamodb.destroy()
  await simulator.close()
})

describe('ListTables', () => {
  test('pages by the name of the last table', async () => {
    const pages: (readonly string[])[] = []
    for await (const page of paginateListTables({ client: dynamodb, pageSize: 2 }, {}))
      pages.push(page.TableNames ?? [])
    expect(pages).toEqual([['archive', 'carts'], ['orders']])
  })

  test('refuses a limit out of bounds', async () => {
    await expect(dynamodb.send(new ListTablesCommand({ Limit: 101 }))).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })
})

describe('DescribeTable', () => {
  test('a provisioned table that never switched tells no billing mode', async () => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'orders' }))
    expect(Table?.BillingModeSummary).toBeUndefined()
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      TableArn: `arn:aws:dynamodb:us-east-1:${shopId}:table/orders`,
      ProvisionedThroughput: { ReadCapacityUnits: 2000, WriteCapacityUnits: 1000 },
      TableSizeBytes: 40 * 2 ** 30,
    })
    expect(Table?.CreationDateTime?.getTime()).toBeLessThan(tinyNowMs)
    expect(Table?.GlobalSecondaryIndexes).toMatchObject([
      {
        IndexName: 'by-customer',
        IndexStatus: 'ACTIVE',
        ProvisionedThroughput: { ReadCapacityUnits: 500, WriteCapacityUnits: 1000 },
      },
    ])
  })

  test('an on-demand table tells its mode, its maxima (-1 is none) and what it serves at once', async () => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'carts' }))
    expect(Table).toMatchObject({
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
      OnDemandThroughput: { MaxReadRequestUnits: -1, MaxWriteRequestUnits: 9000 },
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000 },
    })
  })

  test('an unknown table is not found', async () => {
    await expect(dynamodb.send(new DescribeTableCommand({ TableName: 'nope' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})

test('DescribeLimits tells the quotas of the account and of a table', async () => {
  expect(await dynamodb.send(new DescribeLimitsCommand({}))).toMatchObject({
    AccountMaxReadCapacityUnits: 80_000,
    TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
  })
})

test('ListTagsOfResource pages ten tags at a time and knows its tables only', async () => {
  const arn = `arn:aws:dynamodb:us-east-1:${shopId}:table/orders`
  const first = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: arn }))
  expect(first.Tags).toHaveLength(10)
  const rest = await dynamodb.send(
    new ListTagsOfResourceCommand({ ResourceArn: arn, NextToken: first.NextToken }),
  )
  expect(rest.NextToken).toBeUndefined()
  expect([...(first.Tags ?? []), ...(rest.Tags ?? [])]).toContainEqual({ Key: 'team', Value: 'checkout' })
  await expect(
    dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: `${arn}x` })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('a refused action is named as IAM names it', async () => {
  const denied = await startTiny({ world: keyValueWorld({ deniedActions: ['dynamodb:ListTables'] }) })
  const client = new DynamoDBClient(await assumedClientOf(denied, shopId))
  const error = await client.send(new ListTablesCommand({})).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ name: 'AccessDeniedException' })
  expect(String(error)).toContain('dynamodb:ListTables')
  client.destroy()
  await denied.close()
})
