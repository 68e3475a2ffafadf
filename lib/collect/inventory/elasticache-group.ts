import type { CacheCluster, ReplicationGroup } from '@aws-sdk/client-elasticache'
import type { Capacity } from '#lib/model/capacity.ts'
import type { Facts } from '#lib/model/resource.ts'
import { engineCores } from '#lib/resources/elasticache-group.ts'
import {
  fillsMemory,
  nodeMemoryGib,
  reservedPercentDefault,
  usableMemoryGib,
} from '#lib/resources/elasticache-memory.ts'
import type { InstanceTypes } from '../instance-types.ts'
import type { DailyValues } from './daily-values.ts'
import { defined } from './ec2-instance.ts'
import {
  type CacheParameters,
  describeCacheClusters,
  describeParameters,
  describeReplicationGroups,
  listCacheTags,
} from './elasticache-describe.ts'
import { memoryTimeline, type NodeHistory, readEvictingDays, readNodeMemory } from './elasticache-history.ts'
import { cacheSeries } from './elasticache-series.ts'
import { identityOf, partitionOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import type { Asking, ClassReader, RegionFacts, SizedResource } from './region.ts'
import { nameUnreadable } from './unreadable.ts'

/** A replication group with its clusters, or one cluster on its own. */
type FoundCache = {
  readonly id: string
  readonly group?: ReplicationGroup
  readonly clusters: readonly CacheCluster[]
}

const gone = new Set(['deleting', 'deleted', 'create-failed'])

/** Replication groups of Redis OSS and Valkey, and clusters that belong to none, memcached too. */
export const readCacheGroups: ClassReader = async (facts, asking) => {
  const [groups, clusters] = await Promise.all([
    describeReplicationGroups(asking),
    describeCacheClusters(asking),
  ])
  // Without its clusters no group can be sized; the refusal is named already.
  const caches = clusters === undefined ? [] : cachesOf(groups ?? [], clusters)
  const names = caches.flatMap(({ clusters: [first] }) => parameterGroup(first) ?? [])
  const [parameters, memories] = await Promise.all([
    describeParameters(asking, names),
    memoriesOf(asking, caches),
  ])
  const sized = await Promise.all(
    caches.map((cache) =>
      readCache(facts, asking, {
        cache,
        parameters: parameters.get(parameterGroup(cache.clusters[0]) ?? ''),
        ...(memories.get(cache.id) ?? { memory: new Map() }),
      }),
    ),
  )
  return sized.flatMap((one) => one ?? [])
}

/** What the metrics of the first node of each cache tell; memcached tells nothing of its memory. */
async function memoriesOf(
  { aws, attempt, nowMs }: Asking,
  caches: readonly FoundCache[],
): Promise<ReadonlyMap<string, NodeUse>> {
  const asked = caches.flatMap(({ id, clusters: [first] }) => {
    const CacheNodeId = first?.CacheNodes?.[0]?.CacheNodeId
    const CacheClusterId = first?.CacheClusterId
    if (!CacheClusterId || !CacheNodeId || first?.Engine === 'memcached') return []
    return [{ id, node: { CacheClusterId, CacheNodeId } }]
  })
  if (asked.length === 0) return new Map()
  const nodes = asked.map(({ node }) => node)
  const read = await attempt('cloudwatch:GetMetricData', () =>
    Promise.all([readNodeMemory(aws, { nodes, nowMs }), readEvictingDays(aws, { nodes, nowMs })]),
  )
  const [memories, evictingDays] = read ?? []
  return new Map(
    asked.map(({ id }, i) => [id, { memory: memories?.[i] ?? new Map(), evictingDays: evictingDays?.[i] }]),
  )
}

type NodeUse = { readonly memory: DailyValues; readonly evictingDays?: number | undefined }

function cachesOf(groups: readonly ReplicationGroup[], clusters: readonly CacheCluster[]): FoundCache[] {
  const alive = clusters.filter(({ CacheClusterStatus }) => !gone.has(CacheClusterStatus ?? ''))
  const ofGroup = Map.groupBy(alive, ({ ReplicationGroupId }) => ReplicationGroupId ?? '')
  const grouped = groups.flatMap((group): FoundCache[] => {
    const { ReplicationGroupId: id, Status = '' } = group
    if (id === undefined || gone.has(Status)) return []
    return [{ id, group, clusters: ofGroup.get(id) ?? [] }]
  })
  const alone = (ofGroup.get('') ?? []).flatMap((cluster): FoundCache[] =>
    cluster.CacheClusterId === undefined ? [] : [{ id: cluster.CacheClusterId, clusters: [cluster] }],
  )
  return [...grouped, ...alone]
}

const parameterGroup = (cluster: CacheCluster | undefined) =>
  cluster?.CacheParameterGroup?.CacheParameterGroupName

type Read = NodeUse & {
  readonly cache: FoundCache
  readonly parameters: CacheParameters | undefined
}

async function readCache(
  facts: RegionFacts,
  asking: Asking,
  { cache, parameters, memory, evictingDays }: Read,
): Promise<SizedResource | undefined> {
  const { id, group, clusters } = cache
  const [first] = clusters
  const nodeType = group?.CacheNodeType ?? first?.CacheNodeType
  const engine = (group?.Engine ?? first?.Engine)?.toLowerCase()
  if (nodeType === undefined || engine === undefined || first === undefined) {
    return nameUnreadable(asking.attempt, {
      action: 'elasticache:DescribeCacheClusters',
      what: `cache ${id}`,
      lacks: 'clusters, node type or engine',
    })
  }
  const arn =
    group?.ARN ?? first.ARN ?? arnOf(facts, group === undefined ? `cluster:${id}` : `replicationgroup:${id}`)
  const tags = await listCacheTags(asking, arn)
  const identity = identityOf(facts, { resourceClass: 'elasticache-group', nativeId: id, tags })
  const count = nodesOf(cache)
  const found: Sizing = { nodeType, engine, parameters, dataTiering: group?.DataTiering === 'enabled' }
  const created = (group?.ReplicationGroupCreateTime ?? first.CacheClusterCreateTime)?.getTime()
  return {
    resource: {
      ...identity,
      arn,
      shape: nodeType,
      count,
      zoneCount: zonesOf(clusters),
      facts: cacheFacts(cache, { ...found, evictingDays }),
      ...(created === undefined ? {} : { createdMs: created }),
    },
    today: { shape: nodeType, count },
    capacityOf: ({ shape = nodeType, count: nodes = count }) =>
      cacheCapacity(facts.types, { ...found, nodeType: shape, nodes }),
    ...timelineOf(cache, {
      ...found,
      memory,
      count,
      nowMs: asking.nowMs,
      capacityOf: (shape) => cacheCapacity(facts.types, { ...found, nodeType: shape, nodes: count }),
    }),
    series: cacheSeries({ resourceId: identity.id, engine, nodeType, clusters }),
  }
}

type Sizing = {
  readonly nodeType: string
  readonly engine: string
  readonly parameters: CacheParameters | undefined
  readonly dataTiering: boolean
}

type Timeline = Sizing & Pick<NodeHistory, 'memory' | 'count' | 'nowMs' | 'capacityOf'>

/** Past node types by their memory; nothing where no day tells it. */
function timelineOf(
  { clusters, group }: FoundCache,
  { nodeType, parameters, ...rest }: Timeline,
): Pick<SizedResource, 'changes'> {
  const memoryGib = nodeMemoryGib(nodeType)
  if (rest.memory.size === 0 || memoryGib === undefined) return {}
  const reservedPercent = parameters?.reservedMemoryPercent ?? reservedPercentDefault
  const made = (group?.ReplicationGroupCreateTime ?? clusters[0]?.CacheClusterCreateTime)?.getTime() ?? 0
  const nodes = clusters.flatMap(({ CacheNodes = [] }) =>
    CacheNodes.map(({ CacheNodeCreateTime }) => CacheNodeCreateTime?.getTime() ?? 0),
  )
  const changes = memoryTimeline({
    ...rest,
    shape: nodeType,
    memoryGib: usableMemoryGib(memoryGib, reservedPercent),
    reservedPercent,
    createdMs: made,
    countSinceMs: Math.max(0, ...nodes),
  })
  return { changes }
}

function nodesOf({ clusters }: FoundCache): number {
  return clusters.reduce((sum, { NumCacheNodes = 1 }) => sum + NumCacheNodes, 0)
}

function zonesOf(clusters: readonly CacheCluster[]): number {
  const zones = clusters.flatMap(({ PreferredAvailabilityZone, CacheNodes = [] }) => [
    PreferredAvailabilityZone,
    ...CacheNodes.map(({ CustomerAvailabilityZone }) => CustomerAvailabilityZone),
  ])
  return Math.max(1, new Set(zones.filter((zone) => zone !== undefined && zone !== 'Multiple')).size)
}

function arnOf({ accountId, region }: RegionFacts, what: string): string {
  return `arn:${partitionOf(region)}:elasticache:${region}:${accountId}:${what}`
}

function cacheFacts(
  cache: FoundCache,
  { engine, parameters, dataTiering, evictingDays }: Sizing & Pick<NodeUse, 'evictingDays'>,
): Facts {
  const { group, clusters } = cache
  const shards = group?.NodeGroups?.length
  const { maxmemoryPolicy, reservedMemoryPercent } = parameters ?? {}
  return knownFacts({
    engine,
    engineVersion: clusters[0]?.EngineVersion,
    replicationGroup: group !== undefined,
    shards,
    replicasPerShard: shards ? Math.max(0, Math.round(nodesOf(cache) / shards) - 1) : undefined,
    clusterMode: group?.ClusterEnabled === true,
    autoFailover: group?.AutomaticFailover === 'enabled',
    multiAz: group?.MultiAZ === 'enabled',
    maxmemoryPolicy,
    reservedMemoryPercent,
    dataTiering,
    evictingDays,
    fillsMemory: fillsMemory({ engine, maxmemoryPolicy, dataTiering, evictingDays }),
  })
}

/**
 * Of all nodes. Connections have one limit a node and the engine one core; memory is what `maxmemory` leaves beside the
 * reserve. Network is the sustained baseline of the EC2 type, each way.
 */
function cacheCapacity(types: InstanceTypes, options: Sizing & { readonly nodes: number }): Capacity {
  const { nodeType, engine, parameters, nodes } = options
  const type = types.get(nodeType.replace(/^cache\./, ''))?.capacity
  const memory = nodeMemoryGib(nodeType)
  const reserved = parameters?.reservedMemoryPercent ?? reservedPercentDefault
  const whole = (each: number | undefined) => (each === undefined ? undefined : each * nodes)
  const cores = engine === 'memcached' ? type?.cpu : engineCores(engine, 1)
  return defined({
    cpu: whole(cores),
    memory:
      memory === undefined || engine === 'memcached' ? undefined : whole(usableMemoryGib(memory, reserved)),
    network: whole(type?.network),
    connections: whole(parameters?.connectionsMax),
  })
}
