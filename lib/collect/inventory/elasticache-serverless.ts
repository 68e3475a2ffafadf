import { DescribeServerlessCachesCommand, type ServerlessCache } from '@aws-sdk/client-elasticache'
import type { Facts } from '#lib/model/resource.ts'
import { dayMs, floorTo } from '#lib/model/time.ts'
import { bytesPerGib } from '#lib/model/units.ts'
import { serverlessMaximum } from '#lib/resources/elasticache-usage.ts'
import { readAllPages } from '../pages.ts'
import { type DailyQuery, meanOf, readDailyValues } from './daily-values.ts'
import { listCacheTags } from './elasticache-describe.ts'
import { identityOf, partitionOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import type { Asking, ClassReader, RegionFacts, SizedResource } from './region.ts'
import { resourceSeries } from './series.ts'
import { nameUnreadable } from './unreadable.ts'

const recentDays = 14

/** Serverless caches, those that are being deleted left out. */
export const readServerlessCaches: ClassReader = async (facts, asking) => {
  const described = await describeServerlessCaches(asking)
  const alive = (described ?? []).filter(({ Status }) => Status?.toLowerCase() !== 'deleting')
  const uses =
    alive.length === 0 ? [] : await asking.attempt('cloudwatch:GetMetricData', () => readUses(asking, alive))
  const sized = await Promise.all(
    alive.map((cache, i) => readCache(facts, asking, { cache, use: uses?.[i] ?? {} })),
  )
  return sized.flatMap((one) => one ?? [])
}

function describeServerlessCaches({ aws, attempt }: Asking): Promise<ServerlessCache[] | undefined> {
  return attempt('elasticache:DescribeServerlessCaches', () =>
    readAllPages(async (token) => {
      const page = await aws.call('elasticache:DescribeServerlessCaches', ({ elasticache }, sending) =>
        elasticache.send(new DescribeServerlessCachesCommand({ MaxResults: 50, NextToken: token }), sending),
      )
      return { items: page.ServerlessCaches ?? [], next: page.NextToken }
    }),
  )
}

const dimensionsOf = ({ ServerlessCacheName: name = '' }: ServerlessCache) => ({ clusterId: name })

/** Means of the last 14 whole days, for what such a cache costs. */
async function readUses(
  { aws, nowMs }: Asking,
  caches: readonly ServerlessCache[],
): Promise<readonly Facts[]> {
  const toMs = floorTo(nowMs, dayMs)
  const range = { fromMs: toMs - recentDays * dayMs, toMs }
  const queries = caches.flatMap((cache): DailyQuery[] => {
    const metric = (name: string) => ({ namespace: 'AWS/ElastiCache', name, dimensions: dimensionsOf(cache) })
    return [
      { metric: metric('BytesUsedForCache'), statistic: 'Average' },
      { metric: metric('ElastiCacheProcessingUnits'), statistic: 'Sum' },
    ]
  })
  const values = await readDailyValues(aws, { queries, range })
  return caches.map((_, i) => {
    const bytes = meanOf(values[2 * i])
    const units = meanOf(values[2 * i + 1])
    return knownFacts({
      storedGib: bytes === undefined ? undefined : rounded(bytes / bytesPerGib),
      ecpuPerSecond: units === undefined ? undefined : rounded(units / (dayMs / 1000)),
    })
  })
}

const rounded = (value: number) => Math.round(value * 1000) / 1000

type Read = { readonly cache: ServerlessCache; readonly use: Facts }

async function readCache(
  facts: RegionFacts,
  asking: Asking,
  { cache, use }: Read,
): Promise<SizedResource | undefined> {
  const { ServerlessCacheName: name, Engine: engine } = cache
  if (name === undefined || engine === undefined) {
    return nameUnreadable(asking.attempt, {
      action: 'elasticache:DescribeServerlessCaches',
      what: `serverless cache ${name}`,
      lacks: 'name or engine',
    })
  }
  const arn =
    cache.ARN ??
    `arn:${partitionOf(facts.region)}:elasticache:${facts.region}:${facts.accountId}:serverlesscache:${name}`
  const tags = await listCacheTags(asking, arn)
  const identity = identityOf(facts, { resourceClass: 'elasticache-serverless', nativeId: name, tags })
  const limits = limitsOf(cache)
  const createdMs = cache.CreateTime?.getTime()
  return {
    resource: {
      ...identity,
      arn,
      shape: 'serverless',
      count: 1,
      zoneCount: Math.max(1, cache.SubnetIds?.length ?? 1),
      facts: {
        ...knownFacts({
          engine: engine.toLowerCase(),
          engineVersion: cache.FullEngineVersion ?? cache.MajorEngineVersion,
          storageGibMax: limits.storageGibMax,
          ecpuMax: limits.ecpuMax,
          storageGibMin: cache.CacheUsageLimits?.DataStorage?.Minimum,
          ecpuMin: cache.CacheUsageLimits?.ECPUPerSecond?.Minimum,
        }),
        ...use,
      },
      ...(createdMs === undefined ? {} : { createdMs }),
    },
    today: { shape: 'serverless', count: 1 },
    capacityOf: () => ({
      storage: limits.storageGibMax ?? serverlessMaximum.storageGib,
      ecpu: limits.ecpuMax ?? serverlessMaximum.ecpuPerSecond,
    }),
    series: resourceSeries({
      resourceClass: 'elasticache-serverless',
      resourceId: identity.id,
      dimensions: dimensionsOf(cache),
      burstable: false,
      agentMetric: () => undefined,
    }),
  }
}

/** Limits that its owner set; none = those of the service. */
function limitsOf({ CacheUsageLimits: limits }: ServerlessCache) {
  return {
    storageGibMax: positive(limits?.DataStorage?.Maximum),
    ecpuMax: positive(limits?.ECPUPerSecond?.Maximum),
  }
}

const positive = (value: number | undefined) => (value !== undefined && value > 0 ? value : undefined)
