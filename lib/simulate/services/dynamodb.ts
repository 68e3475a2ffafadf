import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import type { WorldTable, WorldThroughput } from '../world-dynamodb.ts'
import { parseInput } from './json-input.ts'

/** Default quotas (DynamoDB Developer Guide, "Service, account, and table quotas", read 2026-11). */
const quotas = { account: 80_000, table: 40_000 }
/** What a new on-demand table serves at once (same guide, "Warm throughput"). */
const warm = { read: 12_000, write: 4000 }

const tablesOf = (call: Call): readonly WorldTable[] =>
  [...(call.world.things?.(call.place, 'dynamodb-table') ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1))

const listSchema = z.object({
  Limit: z.number().int().min(1).max(100).optional(),
  ExclusiveStartTableName: z.string().optional(),
})

/** ListTables: names in order, at most 100; the token is the name of the last one. */
export function listTables(call: Call): Answer {
  const { Limit = 100, ExclusiveStartTableName: after } = parseInput(
    listSchema,
    call.input,
    'ValidationException',
  )
  const names = tablesOf(call).map(({ name }) => name)
  const left = after === undefined ? names : names.filter((name) => name > after)
  const page = left.slice(0, Limit)
  return json({
    TableNames: page,
    ...(left.length > Limit ? { LastEvaluatedTableName: page.at(-1) } : {}),
  })
}

const describeSchema = z.object({ TableName: z.string().min(1) })

/** DescribeTable: throughput, indexes and sizes of one table, by name or ARN. */
export function describeTable(call: Call): Answer {
  const { TableName: name } = parseInput(describeSchema, call.input, 'ValidationException')
  const table = tablesOf(call).find((one) => one.name === name || tableArn(call, one.name) === name)
  if (!table)
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`)
  return json({ Table: tableElement(call, table) })
}

/** DescribeLimits: the quotas of the account and of one table. */
export function describeLimits(): Answer {
  return json({
    AccountMaxReadCapacityUnits: quotas.account,
    AccountMaxWriteCapacityUnits: quotas.account,
    TableMaxReadCapacityUnits: quotas.table,
    TableMaxWriteCapacityUnits: quotas.table,
  })
}

const tagsSchema = z.object({ ResourceArn: z.string().min(1), NextToken: z.string().optional() })

/** ListTagsOfResource of one table; ten tags a page. */
export function listTagsOfResource(call: Call): Answer {
  const request = parseInput(tagsSchema, call.input, 'ValidationException')
  const table = tablesOf(call).find(({ name }) => tableArn(call, name) === request.ResourceArn)
  if (!table)
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: ResourcArn: ${request.ResourceArn} not found`,
    )
  const tags = Object.entries(table.tags).map(([Key, Value]) => ({ Key, Value }))
  const page = pageOf(tags, {
    kind: 'ListTagsOfResource',
    size: 10,
    token: request.NextToken,
    invalidCode: 'ValidationException',
  })
  return json({ Tags: page.items, ...(page.next === undefined ? {} : { NextToken: page.next }) })
}

export function tableArn({ place }: Pick<Call, 'place'>, name: string): string {
  return `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${name}`
}

function tableElement(call: Call, table: WorldTable): object {
  const onDemand = table.mode === 'on-demand'
  const key = [{ AttributeName: 'pk', KeyType: 'HASH' }]
  return {
    TableName: table.name,
    TableArn: tableArn(call, table.name),
    TableStatus: 'ACTIVE',
    CreationDateTime: table.createdMs / 1000,
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: key,
    TableSizeBytes: table.bytes,
    ItemCount: table.items,
    ...throughput(table, table.mode),
    ...(onDemand || table.switchedMs !== undefined
      ? {
          BillingModeSummary: {
            BillingMode: onDemand ? 'PAY_PER_REQUEST' : 'PROVISIONED',
            LastUpdateToPayPerRequestDateTime: (table.switchedMs ?? table.createdMs) / 1000,
          },
        }
      : {}),
    ...(table.infrequentAccess ? { TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' } } : {}),
    ...(table.indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: table.indexes.map((index) => ({
            IndexName: index.name,
            IndexArn: `${tableArn(call, table.name)}/index/${index.name}`,
            IndexStatus: 'ACTIVE',
            KeySchema: key,
            Projection: { ProjectionType: 'ALL' },
            IndexSizeBytes: index.bytes,
            ItemCount: index.items,
            ...throughput(index, table.mode),
          })),
        }),
    DeletionProtectionEnabled: true,
  }
}

function throughput(one: WorldThroughput, mode: WorldTable['mode']): object {
  const onDemand = mode === 'on-demand'
  return {
    ProvisionedThroughput: {
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: onDemand ? 0 : one.readUnits,
      WriteCapacityUnits: onDemand ? 0 : one.writeUnits,
    },
    WarmThroughput: {
      ReadUnitsPerSecond: Math.max(warm.read, one.readUnits),
      WriteUnitsPerSecond: Math.max(warm.write, one.writeUnits),
      Status: 'ACTIVE',
    },
    ...(onDemand
      ? {
          OnDemandThroughput: {
            MaxReadRequestUnits: one.readMax ?? -1,
            MaxWriteRequestUnits: one.writeMax ?? -1,
          },
        }
      : {}),
  }
}
