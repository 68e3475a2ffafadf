import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import type { ClassDefinition } from './definition.ts'
import { engineName, rdsPriceKey } from './rds-engines.ts'
import { supportNotes } from './support-note.ts'

function describe(resource: Resource): string {
  const { engine, engineVersion, multiAz } = resource.facts
  const name = engineName(String(engine ?? 'unknown engine'))
  const version = engineVersion === undefined ? '' : ` ${engineVersion}`
  return `RDS for ${name}${version}, ${multiAz === true ? 'Multi-AZ' : 'single-AZ'}`
}

/** A Multi-AZ change of class fails over: typically 60 to 120 s (RDS User Guide, Multi-AZ deployments). */
function downtime(resource: Resource, from: Shape, to: Shape): string {
  if (from.name === to.name) return 'none'
  return resource.facts.multiAz === true ? 'one failover, 60–120 s' : 'restart, several minutes'
}

/** The members of a Multi-AZ DB cluster have the class of the cluster: none is changed by itself. */
function memberNotes({ facts }: Resource): readonly EvidenceItem[] {
  const { multiAzCluster } = facts
  if (typeof multiAzCluster !== 'string') return []
  const text = `Of the Multi-AZ DB cluster ${multiAzCluster}: class and storage are the cluster's, and one of its readers may take over at any moment. No size is offered for one member.`
  return [{ title: 'Member', text }]
}

/** One RDS database instance, Aurora apart: one box with five dimensions. */
export const rdsInstance: ClassDefinition = {
  resourceClass: 'rds-instance',
  label: 'RDS',
  describe,
  metrics: [
    {
      key: 'cpu-utilization',
      namespace: 'AWS/RDS',
      name: 'CPUUtilization',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
    {
      key: 'freeable-memory',
      namespace: 'AWS/RDS',
      name: 'FreeableMemory',
      mean: 'Average',
      peak: 'Minimum',
      per: 'resource',
    },
    { key: 'free-storage', namespace: 'AWS/RDS', name: 'FreeStorageSpace', mean: 'Minimum', per: 'resource' },
    {
      key: 'connections',
      namespace: 'AWS/RDS',
      name: 'DatabaseConnections',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
    {
      key: 'read-iops',
      namespace: 'AWS/RDS',
      name: 'ReadIOPS',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
    {
      key: 'write-iops',
      namespace: 'AWS/RDS',
      name: 'WriteIOPS',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
    {
      key: 'swap-usage',
      namespace: 'AWS/RDS',
      name: 'SwapUsage',
      mean: 'Maximum',
      per: 'resource',
      optional: true,
    },
    {
      key: 'credit-balance',
      namespace: 'AWS/RDS',
      name: 'CPUCreditBalance',
      mean: 'Minimum',
      per: 'resource',
      optional: true,
    },
  ],
  dimensions: [
    { dimension: 'cpu', hard: false, conversion: { kind: 'percent', metric: 'cpu-utilization' } },
    {
      dimension: 'memory',
      hard: true,
      elastic: true,
      conversion: { kind: 'free', metric: 'freeable-memory', scale: 1 / 2 ** 30 },
    },
    {
      dimension: 'storage',
      hard: true,
      monotone: true,
      conversion: { kind: 'free', metric: 'free-storage', scale: 1 / 2 ** 30 },
    },
    {
      dimension: 'connections',
      hard: true,
      conversion: { kind: 'absolute', metrics: ['connections'], scale: 1 },
    },
    {
      dimension: 'iops',
      hard: false,
      conversion: { kind: 'absolute', metrics: ['read-iops', 'write-iops'], scale: 1 },
    },
  ],
  stateful: true,
  service: 'rds',
  sizing: 'box',
  hasSizes: ({ facts }) => facts.multiAzCluster === undefined,
  priceKey: ({ facts }) => rdsPriceKey(facts),
  notes: (context) => [
    ...memberNotes(context.resource),
    ...supportNotes(context, engineName(String(context.resource.facts.engine))),
  ],
  fits: (_resource, shape) => shape.service === 'rds' && shape.name !== 'db.serverless',
  effort: (_resource, from, to) => (from.arch === to.arch ? 'low' : 'medium'),
  downtime,
  terraform: {
    resourceType: 'aws_db_instance',
    shapeAttribute: 'instance_class',
    named: { attribute: 'identifier' },
    settings: {
      resourceType: 'aws_db_instance',
      attributes: {
        storageGib: { attribute: 'allocated_storage', fact: 'storageGib' },
        storageGibMax: { attribute: 'max_allocated_storage', fact: 'storageGibMax' },
      },
    },
    variant: ({ facts }) =>
      facts.multiAzCluster === undefined
        ? undefined
        : {
            resourceType: 'aws_rds_cluster',
            shapeAttribute: 'db_cluster_instance_class',
            named: { attribute: 'cluster_identifier', nameOf: () => String(facts.multiAzCluster) },
            settings: {
              resourceType: 'aws_rds_cluster',
              attributes: { storageGib: { attribute: 'allocated_storage', fact: 'storageGib' } },
            },
          },
  },
}
