import { describe, expect, test } from 'vitest'
import type { Signals } from '#lib/model/forecast.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import { elasticacheGroup, engineCores } from '#lib/resources/elasticache-group.ts'
import { fillsMemory, nodeMemoryGib, usableMemoryGib } from '#lib/resources/elasticache-memory.ts'
import { cacheNotes } from '#lib/resources/elasticache-notes.ts'
import { elasticacheServerless } from '#lib/resources/elasticache-serverless.ts'
import { shardSkew } from '#lib/resources/elasticache-skew.ts'
import { ecpuPriceKey, serverlessMonthlyUsd, storedPriceKey } from '#lib/resources/elasticache-usage.ts'
import { judgedDimensions } from '#lib/resources/judged-dimensions.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const group = sizingInput('elasticache-group').resource

describe('memory', () => {
  // maxmemory of the User Guide in bytes / 2^30.
  test.each([
    ['cache.r7g.large', 13.0731],
    ['cache.r6g.large', 13.0731],
    ['cache.m7g.xlarge', 12.9378],
    ['cache.t4g.small', 1.37],
    ['cache.r8g.large', 14.1768],
  ])('of one %s for data and reserve is %d GiB', (type, gib) => {
    expect(nodeMemoryGib(type)).toBeCloseTo(gib, 3)
  })

  test('of a type that is not listed is not known', () => {
    expect(nodeMemoryGib('cache.x99.large')).toBeUndefined()
    expect(nodeMemoryGib('')).toBeUndefined()
  })

  test('a quarter is reserved by default', () => {
    expect(usableMemoryGib(13.0731, 25)).toBeCloseTo(9.8048, 4)
    expect(usableMemoryGib(10, 0)).toBe(10)
  })

  test.each([
    ['allkeys-lru', 'redis', false, true],
    ['allkeys-lfu', 'valkey', false, true],
    ['noeviction', 'redis', false, false],
    ['volatile-lru', 'redis', false, false],
    ['volatile-ttl', 'valkey', false, false],
    [undefined, 'redis', false, false],
    [undefined, 'memcached', false, true],
    ['noeviction', 'redis', true, true],
  ])(
    'policy %s of %s, data tiering %s: a full memory is its purpose: %s',
    (policy, engine, dataTiering, expected) => {
      expect(fillsMemory({ engine, maxmemoryPolicy: policy, dataTiering })).toBe(expected)
    },
  )

  test.each([
    ['volatile-lru', 14, true],
    ['volatile-lru', 7, true],
    ['volatile-lru', 6, false],
    ['volatile-lru', undefined, false],
    ['noeviction', 14, false],
    ['allkeys-lru', 0, true],
  ])(
    '%s with evictions on %s of 14 days: a full memory is its purpose: %s',
    (policy, evictingDays, expected) => {
      expect(fillsMemory({ engine: 'redis', maxmemoryPolicy: policy, evictingDays })).toBe(expected)
    },
  )

  test('is judged as a need unless the cache is made to fill it', () => {
    const memory = (fills: boolean) =>
      judgedDimensions({ ...group, facts: { ...group.facts, fillsMemory: fills } }).find(
        ({ dimension }) => dimension === 'memory',
      )
    expect(memory(false)?.elastic).toBeUndefined()
    expect(memory(true)?.elastic).toBe(true)
  })
})

describe('another node type', () => {
  const shape = (name: string, rest: Partial<Shape> = {}): Shape => ({
    name,
    service: 'elasticache',
    family: name.slice(0, name.lastIndexOf('.')),
    size: name.slice(name.lastIndexOf('.') + 1),
    arch: 'arm64',
    currentGeneration: true,
    burstable: false,
    capacity: { cpu: 8, memory: 52.82, network: 3.75 },
    ...rest,
  })

  test('brings memory and network, and no core of the engine: it has one a node', () => {
    const capacity = elasticacheGroup.capacityWith?.(group, shape('cache.r7g.2xlarge'))
    expect(capacity?.cpu).toBe(4)
    expect(capacity?.memory).toBeCloseTo(52.82 * 0.75 * 4, 6)
    expect(capacity?.network).toBe(15)
    expect(capacity?.connections).toBeUndefined()
  })

  test('brings cores to memcached', () => {
    expect(engineCores('memcached', 8)).toBe(8)
    expect(engineCores('valkey', 8)).toBe(1)
  })

  test.each([
    ['cache.r7g.xlarge', 'cache.m7g.large', true],
    ['cache.r7g.xlarge', 'cache.r6gd.xlarge', false],
    ['cache.r6gd.xlarge', 'cache.r6gd.2xlarge', true],
    ['cache.r6gd.xlarge', 'cache.r7g.xlarge', false],
    ['cache.m7g.large', 'cache.c7gn.large', false],
  ])('%s may become %s: %s', (from, to, expected) => {
    expect(elasticacheGroup.fits({ ...group, shape: from }, shape(to))).toBe(expected)
  })

  test('is never one with less memory where the cache fills what it has', () => {
    const filling = { ...group, facts: { ...group.facts, fillsMemory: true } }
    const sized = (name: string, memory: number) => shape(name, { capacity: { cpu: 4, memory } })
    expect(elasticacheGroup.fits(filling, sized('cache.r6g.xlarge', 26.32))).toBe(true)
    expect(elasticacheGroup.fits(filling, sized('cache.r7g.large', 13.07))).toBe(false)
    expect(elasticacheGroup.fits(group, sized('cache.r7g.large', 13.07))).toBe(true)
    const unknown = { ...filling, shape: 'cache.x99.large' }
    expect(elasticacheGroup.fits(unknown, sized('cache.r7g.large', 13.07))).toBe(false)
  })

  test('interrupts least with failover, and empties memcached', () => {
    const [from, to] = [shape('cache.r7g.xlarge'), shape('cache.r7g.large')]
    const downtime = (facts: typeof group.facts) => elasticacheGroup.downtime({ ...group, facts }, from, to)
    expect(downtime({ autoFailover: true })).toMatch(/seconds/)
    expect(downtime({ autoFailover: false })).toMatch(/minute/)
    expect(downtime({ engine: 'memcached' })).toMatch(/empty/)
  })
})

describe('what a full memory means', () => {
  const note = (facts: typeof group.facts, evictions?: number) => {
    const seen: Signals =
      evictions === undefined ? {} : { evictions: { min: 0, p50: 1, mean: 2, max: evictions } }
    const [item] = cacheNotes({
      resource: { ...group, facts },
      signals: seen,
      prices: [],
      shapes: [],
      nowMs: 0,
    })
    return item?.text
  }

  test.each([
    [
      { engine: 'redis', maxmemoryPolicy: 'allkeys-lru' },
      /may evict any key: a full memory is what the cache is for/,
    ],
    [{ engine: 'redis', maxmemoryPolicy: 'noeviction' }, /evicts nothing: once memory is full, writes fail/],
    [
      { engine: 'valkey', maxmemoryPolicy: 'volatile-ttl' },
      /volatile-ttl evicts only keys with a time to live/,
    ],
    [{ engine: 'memcached' }, /Memcached evicts what is least used/],
    [{ engine: 'redis', maxmemoryPolicy: 'noeviction', dataTiering: true }, /move to the disk/],
  ])('%o', (facts, text) => {
    expect(note(facts)).toMatch(text)
  })

  test('evictions are told where they are measured, and nothing where the policy is not known', () => {
    expect(note({ engine: 'redis', maxmemoryPolicy: 'allkeys-lru' }, 54_321)).toMatch(
      /At most 54,321 keys of a node/,
    )
    expect(note({ engine: 'redis' })).toBeUndefined()
  })
})

describe('the skew of shards', () => {
  test.each([
    ['even', [40, 40, 40], 1],
    ['one hot of three', [72, 24, 24], 1.8],
    ['a shard without samples is left out', [60, Number.NaN, 20], 1.5],
    ['one shard has none', [50], undefined],
    ['no load has none', [0, 0], undefined],
  ])('%s', (_, loads, expected) => {
    if (expected === undefined) expect(shardSkew(loads)).toBeUndefined()
    else expect(shardSkew(loads)).toBeCloseTo(expected, 9)
  })
})

describe('a serverless cache', () => {
  const price = (key: string, hourlyUsd: number): Price => {
    return { shape: '', region: 'us-east-1', key, hourlyUsd, asOf: '2026-06-01' }
  }
  const prices = [
    price(storedPriceKey('valkey'), 0.084),
    price(ecpuPriceKey('valkey'), (0.0023 / 1e6) * 3600),
    price(storedPriceKey('redis'), 0.125),
    price(ecpuPriceKey('redis'), (0.0034 / 1e6) * 3600),
  ]

  test('costs what it keeps and what it processes', () => {
    // (4 x 0.084 + 1500 x 3600 x 0.0023 / 1e6) x 730 = (0.336 + 0.01242) x 730
    const use = { engine: 'valkey', storedGib: 4, ecpuPerSecond: 1500 }
    expect(serverlessMonthlyUsd(use, prices)).toBeCloseTo(254.3466, 4)
  })

  test('is billed for its least amount: 100 MB of Valkey, 1 GB of Redis OSS', () => {
    const idle = (engine: string) => serverlessMonthlyUsd({ engine, storedGib: 0, ecpuPerSecond: 0 }, prices)
    expect(idle('valkey')).toBeCloseTo(6.132, 3)
    expect(idle('redis')).toBeCloseTo(91.25, 3)
  })

  test('is billed for the minimum limits of its owner where it uses less', () => {
    const use = { engine: 'valkey', storedGib: 0.5, ecpuPerSecond: 10, storageGibMin: 4, ecpuMin: 1500 }
    expect(serverlessMonthlyUsd(use, prices)).toBeCloseTo(254.3466, 4)
    const { resource } = sizingInput('elasticache-serverless')
    const facts = { ...resource.facts, ...use }
    expect(elasticacheServerless.listMonthlyUsd?.({ ...resource, facts }, prices)).toBeCloseTo(254.3466, 4)
  })

  test('has no price without prices or use', () => {
    const { resource } = sizingInput('elasticache-serverless')
    expect(elasticacheServerless.listMonthlyUsd?.(resource, prices)).toBeUndefined()
    const facts = { ...resource.facts, storedGib: 4, ecpuPerSecond: 1500 }
    expect(elasticacheServerless.listMonthlyUsd?.({ ...resource, facts }, prices)).toBeCloseTo(254.3466, 4)
    expect(elasticacheServerless.listMonthlyUsd?.({ ...resource, facts }, [])).toBeUndefined()
  })
})
