import type { MetricDefinition } from '#lib/model/measure.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import type { ClassDefinition } from './definition.ts'
import { heapBlockedShare, largestVolumeGib, usableStorageGib } from './opensearch-limits.ts'

function metric(key: string, name: string, rest: Partial<MetricDefinition> = {}): MetricDefinition {
  return { key, name, namespace: 'AWS/ES', mean: 'Maximum', per: 'resource', ...rest }
}

function describe({ facts, count }: Resource): string {
  const engine = String(facts.engine ?? 'OpenSearch')
  const version = facts.engineVersion === undefined ? '' : ` ${facts.engineVersion}`
  const masters = facts.masterCount ? `, ${facts.masterCount} dedicated masters` : ''
  return `${engine}${version}, ${count} data ${count === 1 ? 'node' : 'nodes'}${masters}`
}

/** Indexes of these families live in S3; a domain cannot go back (Developer Guide, "OpenSearch optimized instances"). */
const optimized = /^(or|om|oi)\d/
/** Families with NVMe disks of their own instead of EBS volumes. */
const localDisk = /^(i\d|im\d|r\d\w*d$)/
/** For tests and small domains only; never a data node of a production domain. */
const burstable = /^t\d/

/** A domain stays on its kind of storage, and a data node that is not burstable stays so. */
function fits(resource: Resource, shape: Shape): boolean {
  if (shape.service !== 'opensearch' || shape.family.startsWith('ultrawarm')) return false
  if (shape.name === resource.shape) return true
  const present = resource.shape.split('.')[0] ?? ''
  if (burstable.test(shape.family) && !burstable.test(present)) return false
  return [optimized, localDisk].every((kind) => kind.test(present) === kind.test(shape.family))
}

/**
 * One OpenSearch Service domain: equal data nodes. Memory is the Java heap (half of a node's, 32 GiB at most) up to
 * where writes are blocked, of which JVMMemoryPressure tells the whole, and
 * k-NN graphs have their own share of what is left. `FreeStorageSpace` is asked as Minimum: the fullest node blocks
 * writes for all. `JVMMemoryPressure` Maximum is the worst node's. Rejections are cumulative counters, read as Maximum: their Sum over
 * an hour adds one counter sixty times.
 */
export const opensearchDomain: ClassDefinition = {
  resourceClass: 'opensearch-domain',
  label: 'AOS',
  describe,
  metrics: [
    metric('cpu-utilization', 'CPUUtilization', { mean: 'Average', peak: 'Maximum' }),
    metric('heap-pressure', 'JVMMemoryPressure'),
    metric('free-storage', 'FreeStorageSpace', { mean: 'Minimum' }),
    metric('shards', 'Shards.active'),
    metric('used-space', 'ClusterUsedSpace'),
    metric('write-rejections', 'ThreadpoolWriteRejected', { counter: true }),
    metric('master-cpu', 'MasterCPUUtilization', { optional: true }),
    metric('graph-memory', 'KNNGraphMemoryUsagePercentage', { optional: true }),
  ],
  dimensions: [
    { dimension: 'cpu', hard: false, conversion: { kind: 'percent', metric: 'cpu-utilization' } },
    {
      dimension: 'memory',
      hard: true,
      conversion: {
        kind: 'worst-member',
        metric: 'heap-pressure',
        of: 'percent',
        scale: 1 / heapBlockedShare,
      },
    },
    {
      dimension: 'storage',
      hard: true,
      monotone: true,
      conversion: { kind: 'worst-member', metric: 'free-storage', of: 'free', scale: 1 / 1024 },
    },
    { dimension: 'shards', hard: false, conversion: { kind: 'absolute', metrics: ['shards'], scale: 1 } },
    {
      dimension: 'graph-memory',
      hard: true,
      onlyWith: 'knn',
      conversion: { kind: 'percent', metric: 'graph-memory' },
    },
  ],
  stateful: true,
  service: 'opensearch',
  sizing: 'members',
  memberVolume: {
    priceKey: ({ facts }) => `opensearch-${facts.volumeType ?? 'gp3'}-gib-month`,
    usableGib: usableStorageGib,
    largestGib: largestVolumeGib,
    shrinks: true,
    note: 'How large a volume this type takes is not read: the service refuses what is too large.',
  },
  priceKey: () => 'opensearch',
  fits,
  effort: () => 'low',
  downtime: (_resource, from, to) => (from.name === to.name ? 'none' : 'none: a blue/green deployment'),
  terraform: {
    resourceType: 'aws_opensearch_domain',
    shapeAttribute: 'cluster_config.instance_type',
    named: { attribute: 'domain_name' },
    settings: {
      resourceType: 'aws_opensearch_domain',
      attributes: { volumeGib: { attribute: 'ebs_options.volume_size', fact: 'volumeGib' } },
    },
  },
}
