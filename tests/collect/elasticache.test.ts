import { beforeAll, describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { memoryTimeline } from '#lib/collect/inventory/elasticache-history.ts'
import { dayMs } from '#lib/model/time.ts'
import { caches, keyValueWorld, shopId } from '#tests/support/key-value-world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { changesIn, keyValueInventory, resourceIn, seriesIn } from './key-value.ts'

let found: Inventory
beforeAll(async () => {
  ;({ found } = await keyValueInventory())
})

const group = (name: string) => resourceIn(found, 'elasticache-group', name)
const capacity = (name: string) => changesIn(found, group(name)).at(-1)?.capacity

describe('replication groups and single clusters', () => {
  test('each is found once: the clusters of a group are its members', () => {
    const names = found.resources
      .filter(({ resourceClass }) => resourceClass === 'elasticache-group')
      .map(({ nativeId }) => nativeId)
    expect(names.sort()).toEqual(['objects', 'pages', 'sessions', 'tiny'])
    expect(found.problems).toEqual([])
  })

  test('a group tells shards, replicas, policy and whether a full memory is its purpose', () => {
    expect(group('sessions')).toMatchObject({
      arn: `arn:aws:elasticache:us-east-1:${shopId}:replicationgroup:sessions`,
      team: 'identity',
      shape: 'cache.m7g.large',
      count: 2,
      zoneCount: 2,
      facts: {
        engine: 'redis',
        engineVersion: '7.1.0',
        shards: 1,
        replicasPerShard: 1,
        clusterMode: false,
        autoFailover: true,
        maxmemoryPolicy: 'noeviction',
        reservedMemoryPercent: 25,
        fillsMemory: false,
      },
    })
    expect(group('pages').facts).toMatchObject({ maxmemoryPolicy: 'allkeys-lru', fillsMemory: true })
    expect(group('objects').facts).toMatchObject({
      engine: 'memcached',
      replicationGroup: false,
      fillsMemory: true,
    })
  })

  test('capacity is of all nodes: one core of the engine each, memory beside the reserve', () => {
    // maxmemory of cache.m7g.large is 6,854,542,746 bytes = 6.3838 GiB; three quarters of it on two nodes.
    expect(capacity('sessions')?.cpu).toBe(2)
    expect(capacity('sessions')?.memory).toBeCloseTo(9.5757, 4)
    expect(capacity('pages')?.memory).toBeCloseTo(11.4908, 4)
    expect(capacity('sessions')?.connections).toBe(130_000)
    // m7g.large has a network baseline of 0.937 Gbit/s.
    expect(capacity('sessions')?.network).toBeCloseTo(1.874, 3)
  })

  test('memcached runs on all cores and tells nothing of its memory', () => {
    expect(capacity('objects')?.cpu).toBe(4)
    expect(capacity('objects')?.memory).toBeUndefined()
    const names = seriesIn(found, group('objects')).map(({ metric }) => metric.name)
    expect(names).toContain('CPUUtilization')
    expect(names).not.toContain('DatabaseMemoryUsageCountedForEvictPercentage')
  })

  test('a cache that evicts keys with a time to live day by day lives with a full memory', () => {
    expect(group('tiny').facts).toMatchObject({
      maxmemoryPolicy: 'volatile-lru',
      evictingDays: 14,
      fillsMemory: true,
    })
    expect(group('sessions').facts).toMatchObject({ evictingDays: 0, fillsMemory: false })
  })

  test('every node has its own series; credits only where the type is burstable', () => {
    const series = seriesIn(found, group('sessions')).filter(({ key }) => key === 'cpu-utilization')
    expect(series.map(({ member, metric }) => [member, metric.dimensions])).toEqual([
      ['sessions-001/0001', { CacheClusterId: 'sessions-001', CacheNodeId: '0001' }],
      ['sessions-002/0001', { CacheClusterId: 'sessions-002', CacheNodeId: '0001' }],
    ])
    const credits = (name: string) => seriesIn(found, group(name)).some(({ key }) => key === 'credit-balance')
    expect(credits('tiny')).toBe(true)
    expect(credits('sessions')).toBe(false)
  })
})

describe('node types of the past', () => {
  test('are told by what the share used is of: the same data were a fifth of the node before', () => {
    const changes = changesIn(found, group('sessions'))
    expect(changes.map(({ source, shape }) => [source, shape])).toEqual([
      ['metrics', 'cache.m7g.xlarge'],
      ['metrics', 'cache.m7g.large'],
    ])
    expect(changes[1]?.fromMs).toBe(Math.floor((tinyNowMs - 40 * dayMs) / dayMs) * dayMs)
    expect(changes[0]?.capacity.cpu).toBe(2)
    // 13,891,921,715 bytes are 12.938 GiB; three quarters on two nodes.
    expect(changes[0]?.capacity.memory).toBeCloseTo(19.4068, 4)
  })

  test('are assumed where no metric tells them', () => {
    expect(changesIn(found, group('pages')).map(({ source }) => source)).toEqual(['assumed', 'inventory'])
  })

  const day = (n: number) => n * dayMs
  const history = {
    shape: 'cache.r7g.large',
    count: 2,
    memoryGib: 9.8,
    reservedPercent: 25,
    createdMs: day(2),
    countSinceMs: day(2),
    nowMs: day(9) + 1,
    capacityOf: () => ({ cpu: 2 }),
  }
  const days = (values: Readonly<Record<number, number>>) =>
    new Map(Object.entries(values).map(([n, value]) => [day(Number(n)), value] as const))

  test.each([
    ['known from its creation', days({ 2: 9.8, 5: 9.7, 9: 9.9 }), {}, ['metrics r7g.large@2']],
    ['a few percent are no other type', days({ 2: 9.3, 5: 10.4 }), {}, ['metrics r7g.large@2']],
    [
      'a day between two types is left out',
      days({ 2: 19.7, 4: 14, 5: 9.8 }),
      {},
      ['metrics r7g.xlarge@2', 'metrics r7g.large@5'],
    ],
    [
      'a memory that no type has tells nothing',
      days({ 3: 3000, 5: 9.8 }),
      {},
      ['assumed r7g.large@2', 'metrics r7g.large@5'],
    ],
    [
      'today another type than yesterday',
      days({ 2: 19.7, 8: 19.7 }),
      {},
      ['metrics r7g.xlarge@2', 'inventory r7g.large@9'],
    ],
    [
      'a node came later: before that the number is assumed',
      days({ 2: 9.8, 7: 9.8 }),
      { countSinceMs: day(6) + 5 },
      ['assumed r7g.large@2', 'metrics r7g.large@7'],
    ],
    ['no samples', days({}), {}, ['assumed r7g.large@2', 'inventory r7g.large@9']],
  ])('%s', (_, memory, rest, expected) => {
    const changes = memoryTimeline({ ...history, ...rest, memory })
    const told = changes.map(
      ({ source, shape, fromMs }) => `${source} ${shape.replace('cache.', '')}@${Math.floor(fromMs / dayMs)}`,
    )
    expect(told).toEqual(expected)
  })
})

describe('serverless caches', () => {
  const cache = (name: string) => resourceIn(found, 'elasticache-serverless', name)

  test('are limited by what their owner set, else by the service', () => {
    expect(changesIn(found, cache('locks')).at(-1)?.capacity).toEqual({ storage: 20, ecpu: 30_000 })
    expect(changesIn(found, cache('flags')).at(-1)?.capacity).toEqual({ storage: 5000, ecpu: 15_000_000 })
    expect(cache('flags').facts.storageGibMax).toBeUndefined()
  })

  test('tell the mean use of two weeks', () => {
    expect(cache('locks')).toMatchObject({
      team: 'checkout',
      zoneCount: 3,
      facts: { engine: 'valkey', storedGib: 4, ecpuPerSecond: 1500 },
    })
    expect(seriesIn(found, cache('locks'))[0]?.metric).toEqual({
      namespace: 'AWS/ElastiCache',
      name: 'ElastiCacheProcessingUnits',
      dimensions: { clusterId: 'locks' },
    })
  })
})

describe('what is refused', () => {
  test('parameters: the default reserve stands, the policy is not known and memory counts as a need', async () => {
    const { found: denied } = await keyValueInventory(
      keyValueWorld({ deniedActions: ['elasticache:DescribeCacheParameters'] }),
    )
    const pages = resourceIn(denied, 'elasticache-group', 'pages')
    expect(pages.facts.maxmemoryPolicy).toBeUndefined()
    expect(pages.facts.fillsMemory).toBe(false)
    expect(changesIn(denied, pages).at(-1)?.capacity.memory).toBeCloseTo(9.5757, 4)
    expect(changesIn(denied, pages).at(-1)?.capacity.connections).toBeUndefined()
    expect(denied.problems.map(({ action }) => action)).toContain('elasticache:DescribeCacheParameters')
  })

  test('clusters: no group is sized nor called deleted, serverless caches stand', async () => {
    const { found: denied } = await keyValueInventory(
      keyValueWorld({ deniedActions: ['elasticache:DescribeCacheClusters'] }),
    )
    const classes = denied.resources.map(({ resourceClass }) => resourceClass)
    expect(classes).not.toContain('elasticache-group')
    expect(classes.filter((one) => one === 'elasticache-serverless')).toHaveLength(2)
    expect(denied.complete.map(({ resourceClass }) => resourceClass)).not.toContain('elasticache-group')
    const actions = denied.problems.map(({ action, scope }) => [action, scope])
    expect(actions).toEqual([
      ['elasticache:DescribeCacheClusters', `${shopId}/us-east-1`],
      ['elasticache:DescribeCacheClusters', `${shopId}/eu-west-1`],
    ])
  })
})

describe('what is described oddly', () => {
  test('a group without clusters is named, and the others stand', async () => {
    const [first, ...others] = caches
    if (!first) throw new Error('no cache')
    const world = keyValueWorld()
    const odd: typeof world = {
      ...world,
      things: (place, kind) =>
        kind === 'cache' && world.things?.(place, kind).length
          ? ([{ ...first, clusters: [] }, ...others] as never)
          : (world.things?.(place, kind) ?? []),
    }
    const { found: oddly } = await keyValueInventory(odd)
    expect(oddly.problems.map(({ text }) => text).join()).toMatch(
      /cache sessions was described without clusters, node type or engine/,
    )
    const names = oddly.resources.filter(({ resourceClass }) => resourceClass === 'elasticache-group')
    expect(names).toHaveLength(caches.length - 1)
  })
})
