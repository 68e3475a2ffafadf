import type { Facts, ResourceClass } from '#lib/model/resource.ts'
import type { MetricId } from '#lib/model/series.ts'
import type { FoundSeries } from '../collector.ts'
import { type FoundTable, tablesOf } from './dynamodb-tables.ts'
import { isSameMetric, readThrottledUse } from './dynamodb-throttles.ts'
import {
  isScaled,
  type Throughput,
  throughputCapacity,
  throughputFacts,
  throughputsOf,
} from './dynamodb-throughput.ts'
import {
  provisionedTimeline,
  readThroughputUse,
  type ThroughputUse,
  throughputDimensions,
} from './dynamodb-use.ts'
import { identityOf, partitionOf } from './identity.ts'
import type { Asking, RegionFacts, SizedResource } from './region.ts'
import { resourceSeries } from './series.ts'
import { nameUnreadable } from './unreadable.ts'

type Kind = Extract<ResourceClass, 'dynamodb-table' | 'dynamodb-index'>
type Found = { readonly found: FoundTable; readonly throughput: Throughput }

/** Tables of the region, or their indexes, each a resource of its own. */
export async function readThroughputs(
  facts: RegionFacts,
  asking: Asking,
  resourceClass: Kind,
): Promise<readonly SizedResource[]> {
  const region = await tablesOf(facts, asking)
  const readable = await Promise.all(region.tables.map((found) => readableTable(asking, found)))
  const all = readable.flatMap((found): Found[] => {
    if (found === undefined) return []
    return throughputsOf(found, region).map((throughput) => ({ found, throughput }))
  })
  const own = all.filter(
    ({ throughput }) => (throughput.index === undefined) === (resourceClass === 'dynamodb-table'),
  )
  const throughputs = own.map(({ throughput }) => throughput)
  if (own.length === 0) return []
  const { aws, attempt, nowMs } = asking
  const { throttles } = region
  const of = throughputs.map(throughputDimensions)
  const [uses, throttled] = await Promise.all([
    attempt('cloudwatch:GetMetricData', () => readThroughputUse(aws, { throughputs, nowMs })),
    attempt('cloudwatch:GetMetricData', () => readThrottledUse(aws, { of, throttles, nowMs })),
  ])
  return own.map((one, i) =>
    sized(facts, asking, { ...one, resourceClass, use: uses?.[i], throttled: throttled?.[i], throttles }),
  )
}

async function readableTable({ attempt }: Asking, found: FoundTable): Promise<FoundTable | undefined> {
  const { TableName: name, TableArn: arn } = found.table
  if (name !== undefined && arn !== undefined) return found
  return nameUnreadable(attempt, {
    action: 'dynamodb:DescribeTable',
    what: `table ${name}`,
    lacks: 'name or ARN',
  })
}

type Sized = Found & {
  readonly resourceClass: Kind
  readonly use: ThroughputUse | undefined
  readonly throttled: Facts | undefined
  readonly throttles: readonly MetricId[]
}

function sized(facts: RegionFacts, { nowMs }: Asking, options: Sized): SizedResource {
  const { found, throughput, resourceClass, use, throttled } = options
  const { table, index, mode } = throughput
  const nativeId = index === undefined ? table : `${table}/index/${index}`
  const identity = identityOf(facts, { resourceClass, nativeId, tags: found.tags })
  const capacity = throughputCapacity(throughput)
  const { aliveMs } = throughput
  return {
    resource: {
      ...identity,
      ...(index === undefined ? {} : { name: `${identity.name}/${index}` }),
      arn: arnOf(facts, nativeId),
      shape: mode,
      count: 1,
      zoneCount: 3,
      facts: { ...throughputFacts(throughput), ...use?.facts, ...throttled },
      ...(aliveMs === undefined ? {} : { createdMs: aliveMs }),
    },
    today: { shape: mode, count: 1 },
    capacityOf: () => capacity,
    ...timelineOf(options, nowMs),
    series: seriesOf(identity.id, options),
  }
}

function seriesOf(resourceId: string, { throughput, resourceClass, throttles }: Sized): FoundSeries[] {
  const all = resourceSeries({
    resourceClass,
    resourceId,
    dimensions: throughputDimensions(throughput),
    burstable: false,
    agentMetric: () => undefined,
  })
  return all.filter(({ key, metric }) => {
    if (key.startsWith('provisioned-')) return throughput.mode === 'provisioned'
    return !key.endsWith('-throttles') || throttles.some((one) => isSameMetric(one, metric))
  })
}

/** Of a table without autoscaling; what an autoscaling maximum was no metric tells. */
function timelineOf({ found, throughput, use }: Sized, nowMs: number): Pick<SizedResource, 'changes'> {
  const { read, write } = throughput
  if (isScaled(throughput) || use?.provisioned === undefined) return {}
  if (read.provisioned === undefined || write.provisioned === undefined) return {}
  return {
    changes: provisionedTimeline(use.provisioned, {
      readUnits: read.provisioned,
      writeUnits: write.provisioned,
      createdMs: found.table.CreationDateTime?.getTime() ?? 0,
      nowMs,
    }),
  }
}

function arnOf({ accountId, region }: RegionFacts, nativeId: string): string {
  return `arn:${partitionOf(region)}:dynamodb:${region}:${accountId}:table/${nativeId}`
}
