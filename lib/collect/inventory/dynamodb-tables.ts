import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import {
  DescribeLimitsCommand,
  DescribeTableCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb'
import type { Tags } from '#lib/model/resource.ts'
import type { MetricId } from '#lib/model/series.ts'
import type { Action } from '../access-policy.ts'
import type { RegionAws } from '../aws.ts'
import { safeTags } from '../ownership.ts'
import { readAllPages } from '../pages.ts'
import type { Asking, RegionFacts } from './region.ts'
import { readScalableTargets, type ScalableTargets } from './scalable-targets.ts'

/** A table as described, with its tags. */
export type FoundTable = { readonly table: TableDescription; readonly tags: Tags }

/** Units that the account's quota allows to one table with its indexes. */
export type TableQuota = { readonly readUnits?: number; readonly writeUnits?: number }

/** What one region has of DynamoDB. */
export type FoundTables = {
  readonly tables: readonly FoundTable[]
  readonly quota: TableQuota
  readonly targets: ScalableTargets | undefined
  /** Metrics of throttling that had samples in the last two weeks: they exist only where there was any. */
  readonly throttles: readonly MetricId[]
}

type Failure = { readonly action: Action; readonly error: unknown }
type Reading = FoundTables & { readonly failures: readonly Failure[] }

/** Tables and their indexes are classes apart and described together: once for both. */
const readings = new WeakMap<RegionFacts, Promise<Reading>>()

/** Everything that both classes need. What was refused is named to each of them. */
export async function tablesOf(facts: RegionFacts, { aws, attempt }: Asking): Promise<FoundTables> {
  const reading = readings.get(facts) ?? readTables(aws)
  readings.set(facts, reading)
  const { failures, ...found } = await reading
  for (const { action, error } of failures) await attempt(action, () => Promise.reject(error))
  return found
}

async function readTables(aws: RegionAws): Promise<Reading> {
  const failures: Failure[] = []
  const attempt = async <T>(action: Action, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read()
    } catch (error) {
      failures.push({ action, error })
      return undefined
    }
  }
  const names = (await attempt('dynamodb:ListTables', () => listTables(aws))) ?? []
  const described = await Promise.all(
    names.map((name) => attempt('dynamodb:DescribeTable', () => describeTable(aws, name))),
  )
  const tables = described.flatMap((table) => (table && table.TableStatus !== 'DELETING' ? [table] : []))
  if (tables.length === 0) return { tables: [], quota: {}, targets: undefined, throttles: [], failures }
  const [quota, targets, throttles, tags] = await Promise.all([
    attempt('dynamodb:DescribeLimits', () => describeLimits(aws)),
    attempt('application-autoscaling:DescribeScalableTargets', () => readScalableTargets(aws, 'dynamodb')),
    attempt('cloudwatch:ListMetrics', () => listThrottles(aws)),
    Promise.all(
      tables.map(({ TableArn }) =>
        attempt('dynamodb:ListTagsOfResource', () => listTags(aws, TableArn ?? '')),
      ),
    ),
  ])
  return {
    tables: tables.map((table, i) => ({ table, tags: tags[i] ?? {} })),
    quota: quota ?? {},
    targets,
    throttles: throttles ?? [],
    failures,
  }
}

async function listThrottles(aws: RegionAws): Promise<MetricId[]> {
  const found = await Promise.all(
    ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) =>
      readAllPages(async (token) => {
        const page = await aws.call('cloudwatch:ListMetrics', ({ cloudwatch }, sending) =>
          cloudwatch.send(
            new ListMetricsCommand({ Namespace: 'AWS/DynamoDB', MetricName: name, NextToken: token }),
            sending,
          ),
        )
        return { items: page.Metrics ?? [], next: page.NextToken }
      }),
    ),
  )
  return found.flat().map(({ Namespace = '', MetricName = '', Dimensions = [] }) => ({
    namespace: Namespace,
    name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value])),
  }))
}

function listTables(aws: RegionAws): Promise<string[]> {
  return readAllPages(async (token) => {
    const page = await aws.call('dynamodb:ListTables', ({ dynamodb }, sending) =>
      dynamodb.send(new ListTablesCommand({ Limit: 100, ExclusiveStartTableName: token }), sending),
    )
    return { items: page.TableNames ?? [], next: page.LastEvaluatedTableName }
  })
}

async function describeTable(aws: RegionAws, name: string): Promise<TableDescription | undefined> {
  const answer = await aws.call('dynamodb:DescribeTable', ({ dynamodb }, sending) =>
    dynamodb.send(new DescribeTableCommand({ TableName: name }), sending),
  )
  return answer.Table
}

async function describeLimits(aws: RegionAws): Promise<TableQuota> {
  const limits = await aws.call('dynamodb:DescribeLimits', ({ dynamodb }, sending) =>
    dynamodb.send(new DescribeLimitsCommand({}), sending),
  )
  const { TableMaxReadCapacityUnits: readUnits, TableMaxWriteCapacityUnits: writeUnits } = limits
  return {
    ...(readUnits === undefined ? {} : { readUnits }),
    ...(writeUnits === undefined ? {} : { writeUnits }),
  }
}

async function listTags(aws: RegionAws, arn: string): Promise<Tags> {
  const tags = await readAllPages(async (token) => {
    const page = await aws.call('dynamodb:ListTagsOfResource', ({ dynamodb }, sending) =>
      dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: arn, NextToken: token }), sending),
    )
    return { items: page.Tags ?? [], next: page.NextToken }
  })
  return safeTags(tags.map(({ Key, Value }) => ({ key: Key, value: Value })))
}
