import type { Resource } from '#lib/model/resource.ts'
import { auroraName, volumeMetrics } from './aurora-cluster.ts'
import {
  acuMonthlyUsd,
  acuNotes,
  pinnedNotes,
  serverlessUsd,
  storageModeNotes,
  unequalNotes,
} from './aurora-notes.ts'
import { provisionedNotes } from './aurora-range.ts'
import type { ClassDefinition } from './definition.ts'

/** The one class of Serverless v2; its capacity is counted in ACU, of about 2 GiB each. */
export const serverlessClass = 'db.serverless'

export const gibPerAcu = 2

function describe(resource: Resource): string {
  const { minAcu, maxAcu } = resource.facts
  return `${auroraName(resource)}, Serverless v2 ${minAcu ?? '?'}–${maxAcu ?? '?'} ACU`
}

const perMember = { namespace: 'AWS/RDS', per: 'member' } as const

/**
 * An Aurora cluster whose writer is Serverless v2. It scales by itself between two capacities, and what it needs above
 * the upper one no metric tells: at the maximum the demand is cut off. Every member has the same bounds, and a reader
 * may be promoted, so the fullest decides.
 */
export const auroraServerless: ClassDefinition = {
  resourceClass: 'aurora-serverless',
  label: 'ACU',
  describe,
  metrics: [
    {
      ...perMember,
      key: 'capacity',
      name: 'ServerlessDatabaseCapacity',
      mean: 'Average',
      peak: 'Maximum',
    },
    { ...perMember, key: 'acu-utilization', name: 'ACUUtilization', mean: 'Maximum' },
    ...volumeMetrics,
  ],
  dimensions: [
    {
      dimension: 'acu',
      hard: true,
      conversion: { kind: 'worst-member', metric: 'capacity', of: 'amount', scale: 1 },
    },
  ],
  stateful: true,
  service: 'rds',
  sizing: 'none',
  priceKey: ({ facts }) =>
    `${facts.engine}/${facts.storageType === 'aurora-iopt1' ? 'io-optimized-acu-hour' : 'acu-hour'}`,
  listMonthlyUsd: acuMonthlyUsd,
  notes: (context) => [
    ...pinnedNotes(context),
    ...acuNotes(context),
    ...provisionedNotes(context),
    ...storageModeNotes(context, serverlessUsd(context)),
    ...unequalNotes(context),
  ],
  fits: (_resource, shape) => shape.service === 'rds' && shape.name === serverlessClass,
  effort: () => 'low',
  downtime: () => 'none',
  terraform: {
    resourceType: 'aws_rds_cluster',
    shapeAttribute: 'db_cluster_instance_class',
    named: { attribute: 'cluster_identifier' },
    settings: {
      resourceType: 'aws_rds_cluster',
      attributes: {
        minimum: { attribute: 'serverlessv2_scaling_configuration.min_capacity', fact: 'minAcu' },
        maximum: { attribute: 'serverlessv2_scaling_configuration.max_capacity', fact: 'maxAcu' },
      },
    },
  },
}
