import { createHash } from 'node:crypto'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { isoTime, tagElements, type XmlObject } from '../wire/xml.ts'
import type { Place } from '../world.ts'
import type { WorldDbCluster } from '../world-clusters.ts'
import { queryPage } from './query-page.ts'

function clusterArn(place: Place, identifier: string): string {
  return `arn:aws:rds:${place.region}:${place.accountId}:cluster:${identifier}`
}

/** DescribeDBClusters: all or one, of every engine that has clusters; pages of 20 to 100. */
export function describeDbClusters(call: Call): Answer {
  const identifier = call.params.get('DBClusterIdentifier')
  const all = call.world.things?.(call.place, 'db-cluster') ?? []
  const wanted = identifier === undefined ? all : all.filter((cluster) => cluster.identifier === identifier)
  if (identifier !== undefined && wanted.length === 0) {
    throw new AwsError('DBClusterNotFoundFault', `DBCluster ${identifier} not found.`, 404)
  }
  const options = { kind: 'DescribeDBClusters', tokenName: 'Marker', min: 20, max: 100, size: 100 }
  const page = pageOf(wanted, queryPage(call.params, options))
  const DBCluster = page.items.map((cluster) => clusterElement(call.place, cluster))
  return xml({ DBClusters: { DBCluster }, Marker: page.next })
}

function clusterElement(place: Place, cluster: WorldDbCluster): XmlObject {
  const { minAcu: MinCapacity, maxAcu: MaxCapacity } = cluster
  const arn = clusterArn(place, cluster.identifier)
  return {
    DBClusterIdentifier: cluster.identifier,
    DBClusterArn: arn,
    DbClusterResourceId: `cluster-${createHash('sha256').update(arn).digest('hex').toUpperCase().slice(0, 26)}`,
    Engine: cluster.engine,
    EngineVersion: cluster.engineVersion,
    EngineMode: cluster.engine === 'docdb' ? undefined : 'provisioned',
    Status: 'available',
    MultiAZ: cluster.memberIds.length > 1,
    AvailabilityZones: { AvailabilityZone: cluster.zones },
    // Aurora leaves the field out for its Standard mode.
    StorageType: /iopt1$/.test(cluster.storageType) ? cluster.storageType : undefined,
    AllocatedStorage: 1,
    DBClusterMembers: {
      DBClusterMember: cluster.memberIds.map((id, i) => ({
        DBInstanceIdentifier: id,
        IsClusterWriter: id === cluster.writerId,
        DBClusterParameterGroupStatus: 'in-sync',
        PromotionTier: i === 0 ? 0 : 1,
      })),
    },
    ServerlessV2ScalingConfiguration: MaxCapacity === undefined ? undefined : { MinCapacity, MaxCapacity },
    EngineLifecycleSupport: cluster.engine === 'docdb' ? undefined : 'open-source-rds-extended-support',
    PreferredMaintenanceWindow: cluster.maintenanceWindow,
    ClusterCreateTime: isoTime(cluster.createdMs),
    StorageEncrypted: true,
    TagList: { Tag: tagElements(cluster.tags, 'Key', 'Value') },
  }
}
