import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { isoTime, tagElements, type XmlObject } from '../wire/xml.ts'
import type { WorldCache, WorldCacheCluster } from '../world-elasticache.ts'
import { cacheParameters } from './elasticache-parameters.ts'
import { serverlessArn } from './elasticache-serverless.ts'
import { queryPage } from './query-page.ts'

const cachesOf = (call: Call) => call.world.things?.(call.place, 'cache') ?? []
const paging = { tokenName: 'Marker', min: 20, max: 100, size: 100 }

function arn({ place }: Call, what: string): string {
  return `arn:aws:elasticache:${place.region}:${place.accountId}:${what}`
}

/** DescribeReplicationGroups: all or one; pages of 20 to 100. */
export function describeReplicationGroups(call: Call): Answer {
  const id = call.params.get('ReplicationGroupId')
  const groups = cachesOf(call).filter(
    (cache) => cache.replicationGroup && (id === undefined || cache.id === id),
  )
  if (id !== undefined && groups.length === 0)
    throw new AwsError('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`, 404)
  const page = pageOf(groups, queryPage(call.params, { kind: 'DescribeReplicationGroups', ...paging }))
  return xml({
    ReplicationGroups: { ReplicationGroup: page.items.map((cache) => groupElement(call, cache)) },
    Marker: page.next,
  })
}

function groupElement(call: Call, cache: WorldCache): XmlObject {
  const shards = [...Map.groupBy(cache.clusters, ({ shard }) => shard)]
  return {
    ReplicationGroupId: cache.id,
    Description: cache.id,
    Status: 'available',
    MemberClusters: { ClusterId: cache.clusters.map(({ clusterId }) => clusterId) },
    NodeGroups: {
      NodeGroup: shards.map(([shard, clusters]) => ({
        NodeGroupId: String(shard).padStart(4, '0'),
        Status: 'available',
        NodeGroupMembers: { NodeGroupMember: clusters.map(memberElement) },
      })),
    },
    AutomaticFailover: cache.autoFailover ? 'enabled' : 'disabled',
    MultiAZ: cache.autoFailover ? 'enabled' : 'disabled',
    ClusterEnabled: cache.clusterMode,
    CacheNodeType: cache.nodeType,
    ARN: arn(call, `replicationgroup:${cache.id}`),
    ReplicationGroupCreateTime: isoTime(cache.createdMs),
    DataTiering: cache.dataTiering ? 'enabled' : 'disabled',
    Engine: cache.engine,
  }
}

function memberElement({ clusterId, nodeIds, zone, primary }: WorldCacheCluster): XmlObject {
  return {
    CacheClusterId: clusterId,
    CacheNodeId: nodeIds[0],
    PreferredAvailabilityZone: zone,
    CurrentRole: primary ? 'primary' : 'replica',
  }
}

/** DescribeCacheClusters: all or one, with nodes where `ShowCacheNodeInfo` asks for them; pages of 20 to 100. */
export function describeCacheClusters(call: Call): Answer {
  const id = call.params.get('CacheClusterId')
  const all = cachesOf(call).flatMap((cache) => cache.clusters.map((cluster) => ({ cache, cluster })))
  const wanted = all.filter(({ cluster }) => id === undefined || cluster.clusterId === id)
  if (id !== undefined && wanted.length === 0)
    throw new AwsError('CacheClusterNotFound', `CacheCluster ${id} not found.`, 404)
  const page = pageOf(wanted, queryPage(call.params, { kind: 'DescribeCacheClusters', ...paging }))
  const withNodes = call.params.get('ShowCacheNodeInfo') === 'true'
  return xml({
    CacheClusters: { CacheCluster: page.items.map((one) => clusterElement(call, { ...one, withNodes })) },
    Marker: page.next,
  })
}

type Cluster = {
  readonly cache: WorldCache
  readonly cluster: WorldCacheCluster
  readonly withNodes: boolean
}

function clusterElement(call: Call, { cache, cluster, withNodes }: Cluster): XmlObject {
  const { clusterId, nodeIds, zone } = cluster
  return {
    CacheClusterId: clusterId,
    CacheNodeType: cache.nodeType,
    Engine: cache.engine,
    EngineVersion: cache.engineVersion,
    CacheClusterStatus: 'available',
    NumCacheNodes: nodeIds.length,
    PreferredAvailabilityZone: zone,
    CacheClusterCreateTime: isoTime(cache.createdMs),
    PreferredMaintenanceWindow: 'sun:05:00-sun:06:00',
    CacheParameterGroup: {
      CacheParameterGroupName: cache.parameterGroup,
      ParameterApplyStatus: 'in-sync',
    },
    CacheNodes: withNodes
      ? {
          CacheNode: nodeIds.map((nodeId) => ({
            CacheNodeId: nodeId,
            CacheNodeStatus: 'available',
            CacheNodeCreateTime: isoTime(cache.createdMs),
            ParameterGroupStatus: 'in-sync',
            CustomerAvailabilityZone: zone,
          })),
        }
      : undefined,
    ReplicationGroupId: cache.replicationGroup ? cache.id : undefined,
    ARN: arn(call, `cluster:${clusterId}`),
  }
}

/** DescribeCacheParameters of one parameter group; pages of 20 to 100. */
export function describeCacheParameters(call: Call): Answer {
  const name = call.params.get('CacheParameterGroupName') ?? ''
  const cache = cachesOf(call).find(({ parameterGroup }) => parameterGroup === name)
  if (!cache) throw new AwsError('CacheParameterGroupNotFound', `CacheParameterGroup ${name} not found.`, 404)
  const options = { kind: 'DescribeCacheParameters', ...paging }
  const page = pageOf(cacheParameters(cache), queryPage(call.params, options))
  return xml({ Parameters: { Parameter: page.items }, Marker: page.next })
}

/** ListTagsForResource of a replication group, cluster or serverless cache; a group's clusters carry its tags. */
export function listCacheTags(call: Call): Answer {
  const wanted = call.params.get('ResourceName') ?? ''
  const cache = cachesOf(call).find(
    ({ id, clusters }) =>
      wanted === arn(call, `replicationgroup:${id}`) ||
      clusters.some(({ clusterId }) => wanted === arn(call, `cluster:${clusterId}`)),
  )
  const serverless = (call.world.things?.(call.place, 'serverless-cache') ?? []).find(
    ({ name }) => wanted === serverlessArn(call, name),
  )
  const tags = cache?.tags ?? serverless?.tags
  if (tags === undefined) throw new AwsError('CacheClusterNotFound', `${wanted} is either not present.`, 404)
  return xml({ TagList: { Tag: tagElements(tags, 'Key', 'Value') } })
}
