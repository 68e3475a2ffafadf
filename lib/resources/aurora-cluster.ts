import type { Capacity } from '#lib/model/capacity.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import { auroraConnections, localStorageGib } from './aurora-limits.ts'
import { provisionedUsd, storageModeNotes, unequalNotes } from './aurora-notes.ts'
import { serverlessNotes } from './aurora-range.ts'
import type { ClassDefinition } from './definition.ts'
import { supportNotes } from './support-note.ts'

const engineNames: Readonly<Record<string, string>> = {
  aurora: 'MySQL',
  'aurora-mysql': 'MySQL',
  'aurora-postgresql': 'PostgreSQL',
}

/** `Aurora PostgreSQL`. */
export function engineTitle({ facts }: Resource): string {
  return `Aurora ${engineNames[String(facts.engine)] ?? String(facts.engine ?? '')}`
}

/** `Aurora PostgreSQL 15.4, I/O-Optimized`, for clusters and serverless alike. */
export function auroraName(resource: Resource): string {
  const { engineVersion, storageType } = resource.facts
  const version = engineVersion === undefined ? '' : ` ${engineVersion}`
  const mode = storageType === 'aurora-iopt1' ? ', I/O-Optimized' : ''
  return `${engineTitle(resource)}${version}${mode}`
}

function describe(resource: Resource): string {
  const members = resource.count === 1 ? '1 instance' : `${resource.count} instances`
  return `${auroraName(resource)}, ${members}`
}

/** Instances of I/O-Optimized clusters have prices of their own. */
function priceKey({ facts }: Resource): string {
  const mode = facts.storageType === 'aurora-iopt1' ? 'io-optimized' : 'standard'
  return `${facts.engine === 'aurora' ? 'aurora-mysql' : facts.engine}/${mode}`
}

/** A class is changed reader by reader and the writer by a failover, typically under 30 s (Aurora User Guide). */
function downtime(resource: Resource, from: Shape, to: Shape): string {
  if (from.name === to.name) return 'none'
  return resource.count > 1 ? 'one failover, about 30 s' : 'restart, several minutes'
}

/** Capacity of a cluster of `members` equal instances; what is not published of the class is absent. */
export function auroraCapacity(options: {
  readonly engine: string
  readonly databaseClass: string
  readonly members: number
  readonly cpu: number | undefined
  readonly memory: number | undefined
}): Capacity {
  const { engine, databaseClass, members, cpu, memory } = options
  const one: Readonly<Record<string, number | undefined>> = {
    cpu,
    memory,
    storage: localStorageGib(engine, databaseClass),
    connections: memory === undefined ? undefined : auroraConnections(engine, memory),
  }
  return Object.fromEntries(
    Object.entries(one).flatMap(([dimension, value]) =>
      value === undefined ? [] : [[dimension, value * members]],
    ),
  )
}

/** Metrics of the volume, which all members share: its size and I/O are what it costs, not what it can hold. */
export const volumeMetrics: readonly MetricDefinition[] = [
  { key: 'volume-bytes', namespace: 'AWS/RDS', name: 'VolumeBytesUsed', mean: 'Maximum', per: 'resource' },
  { key: 'volume-reads', namespace: 'AWS/RDS', name: 'VolumeReadIOPs', mean: 'Sum', per: 'resource' },
  { key: 'volume-writes', namespace: 'AWS/RDS', name: 'VolumeWriteIOPs', mean: 'Sum', per: 'resource' },
]

/** Aurora runs on the memory-optimized and the burstable families (Aurora User Guide, "DB instance classes"). */
const offered = /^db\.(r|x|t)\d/

const perMember = { namespace: 'AWS/RDS', per: 'member' } as const

/**
 * An Aurora cluster of provisioned instances. A reader may be promoted at any moment and then carries the writer, so
 * every member has to hold what the fullest holds.
 */
export const auroraCluster: ClassDefinition = {
  resourceClass: 'aurora-cluster',
  label: 'AUR',
  describe,
  metrics: [
    { ...perMember, key: 'cpu-utilization', name: 'CPUUtilization', mean: 'Average', peak: 'Maximum' },
    { ...perMember, key: 'freeable-memory', name: 'FreeableMemory', mean: 'Average', peak: 'Minimum' },
    { ...perMember, key: 'connections', name: 'DatabaseConnections', mean: 'Average', peak: 'Maximum' },
    { ...perMember, key: 'free-local-storage', name: 'FreeLocalStorage', mean: 'Minimum' },
    { ...perMember, key: 'replica-lag', name: 'AuroraReplicaLag', mean: 'Maximum', optional: true },
    { ...perMember, key: 'credit-balance', name: 'CPUCreditBalance', mean: 'Minimum', optional: true },
    ...volumeMetrics,
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
    {
      dimension: 'storage',
      hard: true,
      conversion: { kind: 'worst-member', metric: 'free-local-storage', of: 'free', scale: 1 / 2 ** 30 },
    },
    {
      dimension: 'connections',
      hard: true,
      conversion: { kind: 'worst-member', metric: 'connections', of: 'amount', scale: 1 },
    },
  ],
  stateful: true,
  service: 'rds',
  sizing: 'members',
  priceKey,
  notes: (context) => [
    ...storageModeNotes(context, provisionedUsd(context)),
    ...serverlessNotes(context),
    ...unequalNotes(context),
    ...supportNotes(context, engineTitle(context.resource)),
  ],
  capacityWith: ({ facts, count }, shape) =>
    auroraCapacity({
      engine: String(facts.engine),
      databaseClass: shape.name,
      members: count,
      cpu: shape.capacity.cpu,
      memory: shape.capacity.memory,
    }),
  fits: (_resource, shape) => shape.service === 'rds' && offered.test(shape.name),
  effort: (_resource, from, to) => (from.arch === to.arch ? 'low' : 'medium'),
  downtime,
  terraform: {
    resourceType: 'aws_rds_cluster_instance',
    shapeAttribute: 'instance_class',
    named: { attribute: 'cluster_identifier', resourceType: 'aws_rds_cluster' },
    reference: { in: 'own', attributes: ['cluster_identifier'] },
  },
}
