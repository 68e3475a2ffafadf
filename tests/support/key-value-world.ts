import type { Statistic } from '#lib/model/series.ts'
import { dayMs, minuteMs } from '#lib/model/time.ts'
import type { Place, World, WorldMetric, WorldRange } from '#lib/simulate/world.ts'
import type { WorldTable } from '#lib/simulate/world-dynamodb.ts'
import type { WorldCache, WorldServerlessCache } from '#lib/simulate/world-elasticache.ts'
import type { HeldThings } from '#lib/simulate/world-things.ts'
import { tinyAccounts, tinyNowMs, tinyValues, tinyWorld } from './tiny-world.ts'

export const shopId = '444455556666'
const createdMs = tinyNowMs - 300 * dayMs
const bytesPerGib = 2 ** 30

const manyTags = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`key-${i}`, `${i}`]))

export const tables: readonly WorldTable[] = [
  {
    name: 'orders',
    mode: 'provisioned',
    infrequentAccess: false,
    readUnits: 2000,
    writeUnits: 1000,
    bytes: 40 * bytesPerGib,
    items: 1e6,
    indexes: [{ name: 'by-customer', readUnits: 500, writeUnits: 1000, bytes: 8 * bytesPerGib, items: 1e6 }],
    createdMs,
    tags: { ...manyTags, team: 'checkout', Name: 'Orders' },
  },
  {
    name: 'carts',
    mode: 'on-demand',
    infrequentAccess: false,
    readUnits: 0,
    writeUnits: 0,
    writeMax: 9000,
    bytes: 2 * bytesPerGib,
    items: 1000,
    indexes: [],
    createdMs,
    tags: { team: 'checkout' },
  },
  {
    name: 'archive',
    mode: 'provisioned',
    switchedMs: createdMs + dayMs,
    infrequentAccess: true,
    readUnits: 100,
    writeUnits: 50,
    bytes: 900 * bytesPerGib,
    items: 1e9,
    indexes: [],
    createdMs,
    tags: {},
  },
]

const cache = (id: string, rest: Partial<WorldCache> = {}): WorldCache => ({
  id,
  replicationGroup: true,
  engine: 'redis',
  engineVersion: '7.1.0',
  nodeType: 'cache.m7g.large',
  clusterMode: false,
  autoFailover: true,
  dataTiering: false,
  parameterGroup: `${id}-parameters`,
  maxmemoryPolicy: 'noeviction',
  reservedMemoryPercent: 25,
  clusters: ['a', 'b'].map((zone, i) => ({
    clusterId: `${id}-00${i + 1}`,
    nodeIds: ['0001'],
    zone: `us-east-1${zone}`,
    shard: 1,
    primary: i === 0,
  })),
  createdMs,
  tags: { team: 'identity' },
  ...rest,
})

const alone = { replicationGroup: false, autoFailover: false }

export const caches: readonly WorldCache[] = [
  cache('sessions'),
  cache('pages', { maxmemoryPolicy: 'allkeys-lru', reservedMemoryPercent: 10 }),
  cache('objects', {
    ...alone,
    engine: 'memcached',
    engineVersion: '1.6.22',
    clusters: [
      { clusterId: 'objects', nodeIds: ['0001', '0002'], zone: 'us-east-1a', shard: 0, primary: true },
    ],
  }),
  cache('tiny', {
    ...alone,
    nodeType: 'cache.t3.medium',
    maxmemoryPolicy: 'volatile-lru',
    clusters: [{ clusterId: 'tiny', nodeIds: ['0001'], zone: 'us-east-1a', shard: 0, primary: true }],
  }),
]

export const serverlessCaches: readonly WorldServerlessCache[] = [
  {
    name: 'locks',
    engine: 'valkey',
    majorVersion: '8',
    storageGbMax: 20,
    ecpuMax: 30_000,
    createdMs,
    tags: { team: 'checkout' },
  },
  { name: 'flags', engine: 'redis', majorVersion: '7', createdMs, tags: {} },
]

/** All kinds of them. */
export const keyValueThings: HeldThings = {
  'dynamodb-table': tables,
  cache: caches,
  'serverless-cache': serverlessCaches,
  'scalable-target': [
    {
      serviceNamespace: 'dynamodb',
      resourceId: 'table/orders/index/by-customer',
      scalableDimension: 'dynamodb:index:WriteCapacityUnits',
      min: 100,
      max: 4000,
      policies: [{ name: 'by-customer', metric: 'DynamoDBWriteCapacityUtilization', targetValue: 70 }],
    },
  ],
}

const isHome = ({ accountId, region }: Place) => accountId === shopId && region === 'us-east-1'

function metric(id: number, name: string, dimensions: Readonly<Record<string, string>>): WorldMetric {
  const namespace = 'TableName' in dimensions ? 'AWS/DynamoDB' : 'AWS/ElastiCache'
  return {
    id,
    metric: { namespace, name, dimensions },
    unit: 'Count',
    firstMs: createdMs,
    nativePeriodMs: minuteMs,
  }
}

/** Writes of `archive` were 30 units until 40 days ago; what is consumed is 6 units a second of two-unit requests. */
const switchMs = Math.floor((tinyNowMs - 40 * dayMs) / dayMs) * dayMs
const archive = { TableName: 'archive' }
/** 2 GiB of data throughout: 20 % of the xlarge that it had until then, 41.8 % of the large since. */
const firstSession = { CacheClusterId: 'sessions-001', CacheNodeId: '0001' }
const metrics: readonly WorldMetric[] = [
  metric(9101, 'ProvisionedReadCapacityUnits', archive),
  metric(9102, 'ProvisionedWriteCapacityUnits', archive),
  metric(9103, 'ConsumedReadCapacityUnits', archive),
  metric(9104, 'ConsumedWriteCapacityUnits', archive),
  metric(9105, 'WriteThrottleEvents', archive),
  metric(9106, 'BytesUsedForCache', { clusterId: 'locks' }),
  metric(9107, 'ElastiCacheProcessingUnits', { clusterId: 'locks' }),
  metric(9110, 'Evictions', { CacheClusterId: 'tiny', CacheNodeId: '0001' }),
  metric(9108, 'BytesUsedForCache', firstSession),
  metric(9109, 'DatabaseMemoryUsageCountedForEvictPercentage', firstSession),
]

function amountAt(id: number, statistic: Statistic, atMs: number, seconds: number): number {
  if (id === 9101) return 100
  if (id === 9102) return atMs < switchMs ? 30 : 50
  if (id === 9108) return 2 * bytesPerGib
  if (id === 9109) return atMs < switchMs ? 20.6 : 41.8
  if (id === 9106) return 4 * bytesPerGib
  if (id === 9107) return statistic === 'Sum' ? 1500 * seconds : 1500 * 60
  return statistic === 'Sum' ? 6 * seconds : 2
}

function values(found: WorldMetric, statistic: Statistic, range: WorldRange): Float64Array {
  if (found.id < 9101) return tinyValues(found, statistic, range)
  const count = Math.ceil((range.toMs - range.fromMs) / range.periodMs)
  return Float64Array.from({ length: count }, (_, i) => {
    const atMs = range.fromMs + i * range.periodMs
    const before = atMs + range.periodMs <= createdMs
    return before ? Number.NaN : amountAt(found.id, statistic, atMs, range.periodMs / 1000)
  })
}

/** The tiny world with DynamoDB tables and ElastiCache caches of every kind, all in `shop/us-east-1`. */
export function keyValueWorld(shop: Partial<World['accounts'][number]> = {}): World {
  return {
    ...tinyWorld,
    accounts: tinyAccounts.map((account) =>
      account.id === shopId ? { ...account, deniedActions: [], ...shop } : account,
    ),
    things: (place, kind) => (isHome(place) ? (keyValueThings[kind] ?? []) : []),
    metrics: (place) => [...tinyWorld.metrics(place), ...(isHome(place) ? metrics : [])],
    findMetric: (place, wanted) => {
      const key = JSON.stringify(wanted)
      const own = metrics.find(
        ({ metric: { namespace, name, dimensions } }) =>
          JSON.stringify({ namespace, name, dimensions }) === key,
      )
      return isHome(place) ? (own ?? tinyWorld.findMetric(place, wanted)) : undefined
    },
    values,
  }
}
