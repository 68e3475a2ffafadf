import type { CacheCluster } from '@aws-sdk/client-elasticache'
import type { MetricDefinition } from '#lib/model/measure.ts'
import { elasticacheGroup } from '#lib/resources/elasticache-group.ts'
import type { FoundSeries } from '../collector.ts'
import { statisticsOf } from './series.ts'

export type CacheSeriesOptions = {
  readonly resourceId: string
  readonly engine: string
  readonly nodeType: string
  readonly clusters: readonly CacheCluster[]
}

/** Every metric of every node; a member is `CLUSTER/NODE`. */
export function cacheSeries({ resourceId, engine, nodeType, clusters }: CacheSeriesOptions): FoundSeries[] {
  const metrics: readonly MetricDefinition[] = elasticacheGroup.metrics
  const published = metrics.filter(({ key }) => isPublished(key, { engine, nodeType }))
  return clusters.flatMap((cluster) =>
    nodesOf(cluster).flatMap((dimensions) =>
      published.map((definition) => ({
        resourceId,
        key: definition.key,
        member: `${dimensions.CacheClusterId}/${dimensions.CacheNodeId}`,
        metric: {
          namespace: definition.namespace,
          name: nameOf(definition, engine),
          dimensions,
        },
        statistics: statisticsOf(definition),
      })),
    ),
  )
}

function nodesOf({ CacheClusterId, CacheNodes = [] }: CacheCluster) {
  if (CacheClusterId === undefined) return []
  return CacheNodes.flatMap(({ CacheNodeId }) =>
    CacheNodeId === undefined ? [] : [{ CacheClusterId, CacheNodeId }],
  )
}

/** memcached has many threads and no engine CPU: the host's says the same. */
function nameOf({ key, name }: MetricDefinition, engine: string): string {
  return key === 'cpu-utilization' && engine === 'memcached' ? 'CPUUtilization' : name
}

/** Credits exist for burstable nodes only, and memcached does not tell how full its memory is. */
function isPublished(
  key: string,
  { engine, nodeType }: { readonly engine: string; readonly nodeType: string },
): boolean {
  if (key === 'credit-balance') return nodeType.startsWith('cache.t')
  return engine !== 'memcached' || (key !== 'memory-used' && key !== 'bytes-used')
}
