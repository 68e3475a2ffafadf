import { describe, expect, test } from 'vitest'
import { demandOf } from '#lib/forecast/demand.ts'
import type { MetricSamples } from '#lib/forecast/samples.ts'
import type { Capacity, CapacityChange, Dimension } from '#lib/model/capacity.ts'
import { hourMs } from '#lib/model/time.ts'
import { pressureOf } from '#lib/recommend/pressure.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { ec2Instance } from '#lib/resources/ec2-instance.ts'
import { elasticacheGroup } from '#lib/resources/elasticache-group.ts'
import { shardSkew } from '#lib/resources/elasticache-skew.ts'
import { seriesIn as foundSeries, keyValueInventory, resourceIn } from '#tests/collect/key-value.ts'
import { cacheShapes } from '#tests/support/cache-catalogue.ts'

const nowMs = Date.UTC(2026, 10, 22)

function samples(key: string, member: string, values: readonly number[]): MetricSamples {
  const startMs = nowMs - values.length * hourMs
  return { key, member, mean: { startMs, stepMs: hourMs, values: Float64Array.from(values) } }
}

const change = (fromMs: number, capacity: Capacity, count: number): CapacityChange => {
  return { fromMs, shape: 'cache.r7g.large', count, capacity, source: 'inventory' }
}

type Asked = {
  readonly of?: ClassDefinition
  readonly dimension: Dimension
  readonly metrics: readonly MetricSamples[]
  readonly changes: readonly CapacityChange[]
}

function demand({ of = elasticacheGroup, dimension, metrics, changes }: Asked): Float64Array {
  const definition = of.dimensions.find((one) => one.dimension === dimension)
  if (!definition) throw new Error(`no dimension ${dimension}`)
  return demandOf({ definition, metrics, changes, nowMs }).mean
}

/** Bytes of an hour at so many Mbit/s. */
const bytes = (mbit: number) => ((mbit * 1e6) / 8) * 3600

describe('trap 8: burstable nodes', () => {
  test('trap 8: a cache.t3 is asked for its credits: 40 % of CPU looks calm and is twice the baseline', async () => {
    const { found } = await keyValueInventory()
    const tiny = resourceIn(found, 'elasticache-group', 'tiny')
    expect(tiny.shape).toBe('cache.t3.medium')
    expect(foundSeries(found, tiny).map(({ key }) => key)).toContain('credit-balance')
    const cpu = { p50: 0.8, p99: 0.9 }
    // Naive: no baseline, so 40 % of two vCPU is no pressure.
    const signals = { 'credit-balance': { min: 0, p50: 3, max: 576 } }
    expect(pressureOf({ signals, cpu, alwaysUnlimited: false })).toEqual({})
    expect(pressureOf({ signals, cpu, baselineVcpu: 0.4, alwaysUnlimited: false })).toEqual({
      creditsBilled: 0,
    })
  })
})

describe('trap 9: the average over members hides a hot one', () => {
  const shards = [72, 24, 24]
  const metrics = shards.map((value, i) => samples('cpu-utilization', `feed-${i}`, [value]))
  const changes = [change(0, { cpu: 3 }, 3)]

  test('trap 9: the busiest shard decides and not the mean of all', () => {
    const naive = shards.reduce((sum, value) => sum + value, 0) / shards.length
    expect(naive).toBe(40)
    expect((demand({ dimension: 'cpu', metrics, changes })[0] ?? 0) / 3).toBeCloseTo(0.72, 9)
    expect(shardSkew(shards)).toBeCloseTo(1.8, 9)
  })

  test('trap 9: the engine runs on one core: more vCPU of a node are no more capacity', () => {
    const [large, double] = ['cache.r7g.xlarge', 'cache.r7g.2xlarge'].map((name) =>
      cacheShapes.find((shape) => shape.name === name),
    )
    if (!large || !double) throw new Error('no shapes')
    const resource = { facts: { engine: 'redis' }, count: 3, shape: large.name } as const
    const cpu = [large, double].map(
      (shape) => elasticacheGroup.capacityWith?.(asResource(resource), shape).cpu,
    )
    // Naive: 8 instead of 4 vCPU a node would halve the utilization.
    expect((double.capacity.cpu ?? 0) / (large.capacity.cpu ?? 1)).toBe(2)
    expect(cpu).toEqual([3, 3])
  })
})

describe('trap 10: received and sent bytes have limits of their own', () => {
  test('trap 10: ElastiCache: 500 in and 450 Mbit/s out fit into 937 each way; their sum would not', () => {
    const metrics = [samples('network-in', 'a', [bytes(500)]), samples('network-out', 'a', [bytes(450)])]
    const used =
      demand({ dimension: 'network', metrics, changes: [change(0, { network: 0.937 }, 1)] })[0] ?? 0
    const naive = (500 + 450) / 1000
    expect(naive).toBeGreaterThan(0.937)
    expect(used).toBeCloseTo(0.5, 9)
  })

  test('trap 10: EC2: the same, and the sum of both would call a calm instance full', () => {
    const metrics = [samples('network-in', '', [bytes(60)]), samples('network-out', '', [bytes(700)])]
    const changes = [change(0, { network: 0.75 }, 1)]
    const used = demand({ of: ec2Instance, dimension: 'network', metrics, changes })[0] ?? 0
    expect((60 + 700) / 1000 / 0.75).toBeGreaterThan(1)
    expect(used / 0.75).toBeCloseTo(0.9333, 4)
  })

  test('trap 10: the limit is the baseline and not the burst, of EC2 and of nodes', async () => {
    const { found } = await keyValueInventory()
    const sessions = resourceIn(found, 'elasticache-group', 'sessions')
    const instance = found.resources.find(({ shape }) => shape === 'm7g.xlarge')
    const network = (id: string | undefined) =>
      found.changes.find(({ resourceId }) => resourceId === id)?.changes.at(-1)?.capacity.network
    // Naive: "Up to 12.5 Gigabit". m7g.large sustains 0.937 Gbit/s, m7g.xlarge 1.876; two nodes.
    expect(network(sessions.id)).toBeCloseTo(2 * 0.937, 6)
    expect(network(instance?.id)).toBeCloseTo(1.876, 6)
  })
})

test('trap 15: a larger node halves the percentage and not the data', () => {
  const half = nowMs - 2 * hourMs
  const changes = [change(0, { memory: 9.8 }, 1), change(half, { memory: 19.7 }, 1)]
  const percent = [90, 90, (90 * 9.8) / 19.7, (90 * 9.8) / 19.7]
  const metrics = [samples('memory-used', 'a', percent)]
  // Naive: the mean of the percentages over today's capacity.
  const naive = (percent.reduce((sum, value) => sum + value, 0) / 4 / 100) * 19.7
  expect(naive).toBeGreaterThan(13)
  for (const gib of demand({ dimension: 'memory', metrics, changes })) expect(gib).toBeCloseTo(8.82, 9)
})

/** What `capacityWith` looks at, as a resource. */
function asResource(part: { facts: { engine: string }; count: number; shape: string }) {
  return {
    id: 'a',
    resourceClass: 'elasticache-group',
    accountId: '1',
    region: 'us-east-1',
    arn: 'arn',
    nativeId: 'feed',
    name: 'feed',
    tags: {},
    serviceTier: 'tier-2',
    zoneCount: 3,
    ...part,
  } as const
}
