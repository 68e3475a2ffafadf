import type { MetricId } from '#lib/model/series.ts'
import { assemblePools, boundsOf, type FoundPool, poolShape } from './eks-pool.ts'
import { poolCapacity } from './eks-pool-capacity.ts'
import { poolFacts } from './eks-pool-facts.ts'
import { poolInsightNames, poolSeries } from './eks-pool-series.ts'
import { identityOf, partitionOf } from './identity.ts'
import { readNodeInsights } from './node-insights.ts'
import { nodePoolKey } from './node-pools.ts'
import type { ClassReader, RegionFacts, SizedResource } from './region.ts'

/**
 * Pools of EKS nodes: by the tags of instances and groups, and by what EKS lists. Their groups and instances are sized
 * with them.
 */
export const readNodePools: ClassReader = async (facts, { aws, attempt, nowMs }) => {
  for (const { action, error } of facts.eks.failures) await attempt(action, () => Promise.reject(error))
  const pools = assemblePools(facts)
  const hasNodes = pools.some(({ nodes }) => nodes.length > 0)
  const insights = hasNodes ? await readNodeInsights({ aws, attempt, names: poolInsightNames }) : []
  return pools.map((pool) => sizedPool(facts, pool, { insights, nowMs }))
}

type Context = { readonly insights: readonly MetricId[]; readonly nowMs: number }

function sizedPool(facts: RegionFacts, pool: FoundPool, { insights, nowMs }: Context): SizedResource {
  const { types, agentMetrics } = facts
  const { nodes, group, nodeGroup } = pool
  const nativeId = nodePoolKey(pool)
  const identity = identityOf(facts, { resourceClass: 'eks-node-pool', nativeId, tags: tagsOf(pool) })
  const ids = new Set(nodes.map(({ id }) => id))
  const own = insights.filter(({ dimensions }) => ids.has(dimensions.InstanceId ?? ''))
  const shape = poolShape(pool)
  const { maxSize } = boundsOf(pool)
  const createdMs = nodeGroup?.createdMs ?? group?.createdMs
  return {
    resource: {
      ...identity,
      name: `${pool.cluster}/${pool.pool}`,
      arn: arnOf(facts, pool),
      shape,
      count: nodes.length,
      zoneCount: new Set(nodes.map(({ zone }) => zone)).size,
      facts: poolFacts(pool, {
        support: facts.support,
        types,
        nowMs,
        paid: own.length > 0,
        paidGpus: own.some(({ name }) => name === 'node_gpu_usage_total'),
      }),
      ...(createdMs === undefined ? {} : { createdMs }),
    },
    ...(group ? { subject: { kind: 'group', id: group.name, configId: group.arn } as const } : {}),
    ...(group ? {} : { todaySinceMs: Math.max(0, ...nodes.map(({ launchMs }) => launchMs)) }),
    today: { shape, count: maxSize ?? nodes.length },
    capacityOf: poolCapacity(pool, types),
    series: poolSeries(pool, { resourceId: identity.id, insights: own, agentMetrics }),
  }
}

/** The pool's own tags before its nodes', and theirs before the cluster's. */
function tagsOf({ nodeGroup, group, nodes, inCluster }: FoundPool) {
  return { ...inCluster?.tags, ...nodes[0]?.tags, ...group?.tags, ...nodeGroup?.tags }
}

function arnOf({ accountId, region }: RegionFacts, { nodeGroup, group, cluster, pool }: FoundPool): string {
  const made = `arn:${partitionOf(region)}:eks:${region}:${accountId}:nodepool/${cluster}/${pool}`
  return nodeGroup?.arn || group?.arn || made
}
