import type { Capacity } from '#lib/model/capacity.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import type { Facts, ResourceClass } from '#lib/model/resource.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import type { FoundSeries } from '../collector.ts'
import type { Sizing } from '../history-change.ts'
import type { ClusterMembers } from './db-clusters.ts'
import { identityOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import type { RegionFacts, SizedResource } from './region.ts'
import { statisticsOf } from './series.ts'

export type ClusterResource = {
  readonly resourceClass: ResourceClass
  readonly members: ClusterMembers
  /** Facts of the class, beside those of every cluster. */
  readonly facts: Facts
  readonly capacityOf: (sizing: Sizing) => Capacity
  /** The past sizes of the writer, which AWS records by instance, are the cluster's. */
  readonly sizedByWriter: boolean
}

/** One resource for a cluster of databases: as many members as there are of the writer's class. */
export function clusterResource(region: RegionFacts, options: ClusterResource): SizedResource {
  const { resourceClass, members, capacityOf, sizedByWriter } = options
  const { cluster, writer, alike } = members
  const identity = identityOf(region, { resourceClass, nativeId: cluster.id, tags: cluster.tags })
  const all = [...alike, ...members.others]
  const subject = { kind: 'database', id: writer.id, configId: writer.resourceId } as const
  return {
    resource: {
      ...identity,
      arn: cluster.arn,
      shape: writer.databaseClass,
      count: alike.length,
      zoneCount: new Set(all.map(({ zone }) => zone)).size,
      facts: { ...sharedFacts(members), ...options.facts },
      ...(cluster.createdMs === undefined ? {} : { createdMs: cluster.createdMs }),
    },
    ...(sizedByWriter ? { subject } : {}),
    today: { shape: writer.databaseClass, count: alike.length },
    capacityOf,
    series: seriesOf(options, identity.id),
  }
}

function sharedFacts({ cluster, writer, alike, others }: ClusterMembers): Facts {
  const readers = [...alike, ...others].filter((one) => one !== writer).map(({ id }) => id)
  const unlike = others.map(({ id, databaseClass }) => `${id} (${databaseClass})`)
  return knownFacts({
    engine: cluster.engine,
    engineVersion: cluster.engineVersion,
    storageType: cluster.storageType,
    members: alike.length + others.length,
    writer: writer.id,
    readers: readers.length === 0 ? undefined : readers.join(', '),
    otherClasses: unlike.length === 0 ? undefined : unlike.join(', '),
    zones: new Set([...alike, ...others].map(({ zone }) => zone)).size,
    maintenanceWindow: cluster.maintenanceWindow,
    state: cluster.state,
  })
}

/** Metrics that a writer does not have, or only burstable members do. */
const readersOnly = 'replica-lag'
const burstableOnly = 'credit-balance'

/** Series per member under its id, and those of the volume. A member of another class is no measure of this one. */
function seriesOf({ resourceClass, members }: ClusterResource, resourceId: string): FoundSeries[] {
  const metrics: readonly MetricDefinition[] = classDefinitions[resourceClass].metrics
  const burstable = members.writer.databaseClass.startsWith('db.t')
  return metrics.flatMap((definition): FoundSeries[] => {
    const { key, namespace, name, per } = definition
    if (key === burstableOnly && !burstable) return []
    const of = (member: string, dimensions: Readonly<Record<string, string>>): FoundSeries => ({
      resourceId,
      key,
      member,
      metric: { namespace, name, dimensions },
      statistics: statisticsOf(definition),
    })
    if (per === 'resource') return [of('', { DBClusterIdentifier: members.cluster.id })]
    return members.alike
      .filter((member) => key !== readersOnly || member !== members.writer)
      .map(({ id }) => of(id, { DBInstanceIdentifier: id }))
  })
}
