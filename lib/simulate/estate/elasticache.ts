import { type CacheEngine, cacheNode } from '../facts/cache-nodes.ts'
import type { WorldCache } from '../world-elasticache.ts'
import { locationOf } from './accounts.ts'
import { cacheClusters, cacheNodesOf } from './cache-nodes.ts'
import { cacheNodeSeries } from './cache-series.ts'
import { type Frame, seedFor } from './frame.ts'
import { ownerOf } from './owner.ts'
import { createdMsOf, type EstateResource, hoursAlive, lifeOf } from './resource.ts'
import { scaledByOption } from './scalable-target.ts'
import { cell, numberCell, numberOption, type TableRow } from './table.ts'
import { workloadOf } from './workload.ts'

const versions: Readonly<Record<CacheEngine, string>> = {
  redis: '7.1.0',
  valkey: '8.0.1',
  memcached: '1.6.22',
}

/** An ElastiCache group or a cluster on its own. */
export function cacheOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const seed = seedFor(frame, name)
  const createdMs = createdMsOf(row, frame)
  const clusters = cacheClusters(row, location.region, seed)
  const nodes = cacheNodesOf(row, clusters)
  const workload = workloadOf(row, frame, location.offsetHours)
  const life = lifeOf(row, frame)
  const engine = engineOf(row)
  const type = cacheNode(cell(row, 'type'))
  const hourlyUsd = type.hourlyUsd[engine] ?? 0
  return {
    resourceClass: 'elasticache-group',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: nodes.flatMap((node, i) =>
      cacheNodeSeries({ row, frame, node, seed: seed ^ ((i + 1) * 6007), workload, life }),
    ),
    changes: [],
    // Nodes are billed under their cluster and not under the group.
    cost: (fromHour, hours) =>
      clusters.map(({ clusterId, nodeIds }) => ({
        service: 'Amazon ElastiCache',
        usageType: `NodeUsage:${type.name}`,
        resourceId: `arn:aws:elasticache:${location.region}:${location.accountId}:cluster:${clusterId}`,
        usd: hoursAlive(createdMs, fromHour, hours) * nodeIds.length * hourlyUsd,
      })),
    things: (nowMs) => ({
      cache: [worldCache(row, { clusters, createdMs, tags: owner.tagsAt(nowMs) })],
      'scalable-target': scaledByOption(row.options.scale, {
        serviceNamespace: 'elasticache',
        resourceId: `replication-group/${name}`,
        scalableDimension: 'elasticache:replication-group:NodeGroups',
        name,
        metric: 'ElastiCachePrimaryEngineCPUUtilization',
      }),
    }),
  }
}

export function engineOf(row: TableRow): CacheEngine {
  const engine = cell(row, 'engine')
  if (engine === 'redis' || engine === 'valkey' || engine === 'memcached') return engine
  throw new Error(`unknown engine of ${cell(row, 'name')}: ${engine}, expected redis, valkey or memcached`)
}

function worldCache(row: TableRow, rest: Pick<WorldCache, 'clusters' | 'createdMs' | 'tags'>): WorldCache {
  const engine = engineOf(row)
  const clusterMode = numberCell(row, 'shards') > 1 && engine !== 'memcached'
  return {
    ...rest,
    id: cell(row, 'name'),
    replicationGroup: !('alone' in row.options),
    engine,
    engineVersion: versions[engine],
    nodeType: cell(row, 'type'),
    clusterMode,
    autoFailover: !('nomulti' in row.options) && numberCell(row, 'replicas') > 0,
    dataTiering: cell(row, 'type').includes('gd.'),
    parameterGroup: `${cell(row, 'name')}-parameters`,
    maxmemoryPolicy: row.options.policy ?? 'volatile-lru',
    reservedMemoryPercent: numberOption(row, 'reserved', 25),
  }
}
