import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { isoTime, tagElements, type XmlObject } from '../wire/xml.ts'
import type { WorldRedshiftCluster } from '../world-clusters.ts'
import { queryPage } from './query-page.ts'

/** DescribeClusters: all or one; pages of 20 to 100. */
export function describeRedshiftClusters(call: Call): Answer {
  const identifier = call.params.get('ClusterIdentifier')
  const all = call.world.things?.(call.place, 'redshift-cluster') ?? []
  const wanted = identifier === undefined ? all : all.filter((cluster) => cluster.identifier === identifier)
  if (identifier !== undefined && wanted.length === 0) {
    throw new AwsError('ClusterNotFound', `Cluster ${identifier} not found.`, 404)
  }
  const options = { kind: 'DescribeClusters', tokenName: 'Marker', min: 20, max: 100, size: 100 }
  const page = pageOf(wanted, queryPage(call.params, options))
  return xml({ Clusters: { Cluster: page.items.map(clusterElement) }, Marker: page.next })
}

function clusterElement(cluster: WorldRedshiftCluster): XmlObject {
  return {
    ClusterIdentifier: cluster.identifier,
    NodeType: cluster.nodeType,
    NumberOfNodes: cluster.nodes,
    ClusterStatus: 'available',
    ClusterAvailabilityStatus: 'Available',
    DBName: 'dev',
    MultiAZ: 'Disabled',
    ClusterVersion: cluster.version,
    AvailabilityZone: cluster.zone,
    TotalStorageCapacityInMegaBytes: cluster.storageGib * 1024,
    PreferredMaintenanceWindow: cluster.maintenanceWindow,
    ClusterCreateTime: isoTime(cluster.createdMs),
    Encrypted: true,
    Tags: { Tag: tagElements(cluster.tags, 'Key', 'Value') },
  }
}
