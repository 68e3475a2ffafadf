import type { Capacity } from '#lib/model/capacity.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import type { ClassDefinition } from './definition.ts'
import { nodeMemoryGib, reservedPercentDefault, usableMemoryGib } from './elasticache-memory.ts'
import { cacheNotes } from './elasticache-notes.ts'

const engineNames: Readonly<Record<string, string>> = {
  redis: 'Redis OSS',
  valkey: 'Valkey',
  memcached: 'Memcached',
}

function metric(key: string, name: string, rest: Partial<MetricDefinition> = {}): MetricDefinition {
  return { key, name, namespace: 'AWS/ElastiCache', mean: 'Average', peak: 'Maximum', per: 'member', ...rest }
}

function describe({ facts, count, shape }: Resource): string {
  const engine = engineNames[String(facts.engine)] ?? String(facts.engine ?? 'ElastiCache')
  const version = facts.engineVersion === undefined ? '' : ` ${facts.engineVersion}`
  const { shards, replicasPerShard } = facts
  if (typeof shards !== 'number') return `${engine}${version}, ${shape} × ${count}`
  const replicas = replicasPerShard === 1 ? '1 replica' : `${replicasPerShard ?? 0} replicas`
  const parts = shards === 1 ? replicas : `${shards} shards, ${replicas} each`
  return `${engine}${version}, ${parts}`
}

/** Nodes with disks as second tier (`r6gd`) and nodes made for network (`c7gn`) are bought for that: they stay so. */
const kinds: readonly RegExp[] = [/^cache\.[a-z]\d+gd$/, /^cache\.[a-z]\d+gn$/]

/**
 * A cache that fills its memory is not offered less of it: how many more misses fewer keys would bring, and what those
 * cost behind it, is not measured.
 */
function fits(resource: Resource, shape: Shape): boolean {
  if (shape.service !== 'elasticache') return false
  if (shape.name === resource.shape) return true
  if (resource.facts.fillsMemory === true && (shape.capacity.memory ?? 0) < leastMemory(resource))
    return false
  const present = resource.shape.slice(0, resource.shape.lastIndexOf('.'))
  return kinds.every((kind) => kind.test(present) === kind.test(shape.family))
}

/** 1 % below the present: the price list rounds `maxmemory`, and families of one size differ by as much. */
function leastMemory({ shape }: Resource): number {
  return 0.99 * (nodeMemoryGib(shape) ?? Number.POSITIVE_INFINITY)
}

/** Cores of one node that commands run on: one of Redis OSS and Valkey, whatever the node has; all of memcached. */
export function engineCores(engine: string, vcpu: number): number {
  return engine === 'memcached' ? vcpu : 1
}

/** Of all nodes, if each were of that shape. */
function capacityWith({ facts, count }: Resource, { capacity }: Shape): Capacity {
  const reserved =
    typeof facts.reservedMemoryPercent === 'number' ? facts.reservedMemoryPercent : reservedPercentDefault
  const { cpu, memory, network } = capacity
  return {
    ...(cpu === undefined ? {} : { cpu: engineCores(String(facts.engine), cpu) * count }),
    ...(memory === undefined ? {} : { memory: usableMemoryGib(memory, reserved) * count }),
    ...(network === undefined ? {} : { network: network * count }),
  }
}

const bytesPerSecondToGbit = 8 / 1e9

/**
 * A replication group of Redis OSS or Valkey, or a single cluster, memcached too. Its members are the nodes; the
 * fullest decides, for a shard that is full or busy is not helped by the others. The engine runs on one core: its
 * capacity is a core a node. `cpu-utilization` is `EngineCPUUtilization`, of memcached `CPUUtilization`. A counter of
 * bytes has one sample a minute. Receive and send limits are separate.
 */
export const elasticacheGroup: ClassDefinition = {
  resourceClass: 'elasticache-group',
  label: 'ELC',
  describe,
  metrics: [
    metric('cpu-utilization', 'EngineCPUUtilization'),
    metric('memory-used', 'DatabaseMemoryUsageCountedForEvictPercentage', { optional: true }),
    metric('bytes-used', 'BytesUsedForCache', { peak: undefined, optional: true }),
    metric('connections', 'CurrConnections'),
    metric('network-in', 'NetworkBytesIn', { mean: 'Sum', peak: undefined }),
    metric('network-out', 'NetworkBytesOut', { mean: 'Sum', peak: undefined }),
    metric('evictions', 'Evictions', { mean: 'Sum', peak: undefined, optional: true }),
    metric('credit-balance', 'CPUCreditBalance', { mean: 'Minimum', peak: undefined, optional: true }),
  ],
  dimensions: [
    {
      dimension: 'cpu',
      hard: false,
      conversion: { kind: 'worst-member', metric: 'cpu-utilization', of: 'percent', scale: 1 },
    },
    {
      dimension: 'memory',
      hard: true,
      elasticWith: 'fillsMemory',
      conversion: { kind: 'worst-member', metric: 'memory-used', of: 'percent', scale: 1 },
    },
    {
      dimension: 'network',
      hard: false,
      conversion: {
        kind: 'rate',
        metrics: ['network-in', 'network-out'],
        scale: bytesPerSecondToGbit,
        combine: 'max',
      },
    },
    {
      dimension: 'connections',
      hard: true,
      conversion: { kind: 'worst-member', metric: 'connections', of: 'amount', scale: 1 },
    },
  ],
  stateful: true,
  service: 'elasticache',
  sizing: 'members',
  priceKey: ({ facts }) => String(facts.engine ?? 'redis'),
  capacityWith,
  notes: cacheNotes,
  fits,
  effort: ({ facts }) => (facts.engine === 'memcached' ? 'medium' : 'low'),
  downtime,
  terraform: {
    resourceType: 'aws_elasticache_replication_group',
    shapeAttribute: 'node_type',
    named: { attribute: 'replication_group_id' },
    variant: ({ facts }) =>
      facts.replicationGroup === false
        ? { resourceType: 'aws_elasticache_cluster', named: { attribute: 'cluster_id' } }
        : undefined,
  },
}

/** New nodes are filled from the old ones and take over (ElastiCache User Guide, "Online vertical scaling"). */
function downtime({ facts }: Resource, from: Shape, to: Shape): string {
  if (from.name === to.name) return 'none'
  if (facts.engine === 'memcached') return 'the new nodes start empty'
  return facts.autoFailover === true ? 'a few seconds at the failover' : 'about a minute without writes'
}
