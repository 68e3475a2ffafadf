import type { Resource } from '#lib/model/resource.ts'
import type { ClassDefinition } from './definition.ts'

function describe({ facts, count }: Resource): string {
  const version = facts.engineVersion === undefined ? '' : ` ${facts.engineVersion}`
  return `DocumentDB${version}, ${count === 1 ? '1 instance' : `${count} instances`}`
}

const perMember = { namespace: 'AWS/DocDB', per: 'member' } as const
const volume = { namespace: 'AWS/DocDB', per: 'resource' } as const

/** Families that DocumentDB offers (Developer Guide, "Managing instance classes"). */
const offered = /^db\.(r4|r5|r6g|r8g|t3|t4g)\./

/** A DocumentDB cluster; a replica may be promoted and then carries the primary, so the fullest member decides. */
export const documentdbCluster: ClassDefinition = {
  resourceClass: 'documentdb-cluster',
  label: 'DOC',
  describe,
  metrics: [
    { ...perMember, key: 'cpu-utilization', name: 'CPUUtilization', mean: 'Average', peak: 'Maximum' },
    { ...perMember, key: 'freeable-memory', name: 'FreeableMemory', mean: 'Average', peak: 'Minimum' },
    { ...perMember, key: 'cache-hit-ratio', name: 'BufferCacheHitRatio', mean: 'Average', optional: true },
    { ...volume, key: 'volume-bytes', name: 'VolumeBytesUsed', mean: 'Maximum' },
    { ...volume, key: 'volume-reads', name: 'VolumeReadIOPs', mean: 'Sum' },
    { ...volume, key: 'volume-writes', name: 'VolumeWriteIOPs', mean: 'Sum' },
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
      elastic: true,
      conversion: { kind: 'worst-member', metric: 'freeable-memory', of: 'free', scale: 1 / 2 ** 30 },
    },
  ],
  stateful: true,
  service: 'rds',
  sizing: 'members',
  priceKey: ({ facts }) => `docdb/${facts.storageType === 'iopt1' ? 'io-optimized' : 'standard'}`,
  fits: (_resource, shape) => shape.service === 'rds' && offered.test(shape.name),
  effort: (_resource, from, to) => (from.arch === to.arch ? 'low' : 'medium'),
  downtime: (resource, from, to) => {
    if (from.name === to.name) return 'none'
    return resource.count > 1 ? 'one failover, under 30 s' : 'restart, several minutes'
  },
  terraform: {
    resourceType: 'aws_docdb_cluster_instance',
    shapeAttribute: 'instance_class',
    named: { attribute: 'cluster_identifier', resourceType: 'aws_docdb_cluster' },
    reference: { in: 'own', attributes: ['cluster_identifier'] },
  },
}
