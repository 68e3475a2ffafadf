import type { Resource } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'
import { monthlyUsd } from '#lib/model/units.ts'
import type { ClassDefinition } from './definition.ts'

function describe(resource: Resource): string {
  return `Redshift of ${resource.shape} × ${resource.count}`
}

/** The nodes alone: managed storage is paid by the GiB that is used. */
function listMonthlyUsd(resource: Resource, prices: readonly Price[]): number | undefined {
  const price = prices.find(({ shape, key }) => shape === resource.shape && key === nodeKey)
  return price && monthlyUsd(price.hourlyUsd * resource.count)
}

const nodeKey = 'node'

const cluster = { namespace: 'AWS/Redshift', per: 'resource' } as const

/** A provisioned Redshift cluster, watched: another node type or number is a resize of hours with its own rules. */
export const redshiftCluster: ClassDefinition = {
  resourceClass: 'redshift-cluster',
  label: 'RS',
  describe,
  metrics: [
    { ...cluster, key: 'cpu-utilization', name: 'CPUUtilization', mean: 'Average', peak: 'Maximum' },
    { ...cluster, key: 'disk-used', name: 'PercentageDiskSpaceUsed', mean: 'Maximum' },
    { ...cluster, key: 'connections', name: 'DatabaseConnections', mean: 'Maximum' },
  ],
  dimensions: [
    { dimension: 'cpu', hard: false, conversion: { kind: 'percent', metric: 'cpu-utilization' } },
    {
      dimension: 'storage',
      hard: true,
      monotone: true,
      conversion: { kind: 'percent', metric: 'disk-used' },
    },
  ],
  stateful: true,
  service: 'redshift',
  sizing: 'none',
  priceKey: () => nodeKey,
  listMonthlyUsd,
  fits: (resource, shape) => shape.service === 'redshift' && shape.name === resource.shape,
  effort: () => 'high',
  downtime: () => 'elastic resize, minutes without writes',
  terraform: {
    resourceType: 'aws_redshift_cluster',
    shapeAttribute: 'node_type',
    named: { attribute: 'cluster_identifier' },
  },
}
