import type { WorldCacheCluster } from '../world-elasticache.ts'
import { zoneOf } from './resource.ts'
import { cell, numberCell, numberOption, type TableRow } from './table.ts'

/** One node with its share of the load: of the mean of all shards, and less on a replica. */
export type CacheNode = {
  readonly clusterId: string
  readonly nodeId: string
  readonly load: number
  readonly shard: number
  readonly primary: boolean
}

/** A replica answers some of the reads and none of the writes. */
const replicaLoad = 0.6

/** Clusters of a row: one a node, but of memcached one with all nodes. */
export function cacheClusters(row: TableRow, region: string, seed: number): readonly WorldCacheCluster[] {
  const id = cell(row, 'name')
  const shards = numberCell(row, 'shards')
  if ('alone' in row.options) {
    const nodeIds = Array.from({ length: shards }, (_, i) => String(i + 1).padStart(4, '0'))
    return [{ clusterId: id, nodeIds, zone: zoneOf(region, seed), shard: 0, primary: true }]
  }
  const members = 1 + numberCell(row, 'replicas')
  return Array.from({ length: shards * members }, (_, i) => {
    const [shard, member] = [Math.floor(i / members) + 1, (i % members) + 1]
    const part = shards > 1 ? `-${String(shard).padStart(4, '0')}` : ''
    return {
      clusterId: `${id}${part}-${String(member).padStart(3, '0')}`,
      nodeIds: ['0001'],
      zone: zoneOf(region, seed, i),
      shard,
      primary: member === 1,
    }
  })
}

/** Nodes with their load; `skew` is that of the first shard over the mean, and the others share the rest. */
export function cacheNodesOf(row: TableRow, clusters: readonly WorldCacheCluster[]): readonly CacheNode[] {
  const shards = numberCell(row, 'shards')
  const skew = numberOption(row, 'skew', 1)
  const rest = shards > 1 ? (shards - skew) / (shards - 1) : 1
  return clusters.flatMap(({ clusterId, nodeIds, shard, primary }) =>
    nodeIds.map((nodeId) => ({
      clusterId,
      nodeId,
      shard,
      primary,
      load: (shard <= 1 ? skew : rest) * (primary ? 1 : replicaLoad),
    })),
  )
}
