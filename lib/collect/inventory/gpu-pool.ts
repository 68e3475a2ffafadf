import type { Capacity } from '#lib/model/capacity.ts'
import type { MetricId } from '#lib/model/series.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { poolTag, tagOf } from '../ownership.ts'
import { gpuInsightNames, gpuSeries } from './gpu-series.ts'
import { identityOf, partitionOf } from './identity.ts'
import { readNodeInsights } from './node-insights.ts'
import { purchaseFacts } from './purchases.ts'
import type { ClassReader, FoundInstance, RegionFacts, SizedResource } from './region.ts'

/** Pools of GPU instances: those with the same `headroom:gpu-pool` tag, else those of one Auto Scaling group. */
export const readPools: ClassReader = async (facts, { aws, attempt }) => {
  const pools = new Map<string, FoundInstance[]>()
  for (const instance of facts.instances) {
    const name = poolOf(facts, instance)
    if (name !== undefined) pools.set(name, [...(pools.get(name) ?? []), instance])
  }
  // A group of GPU instances that is scaled to nothing is still a pool.
  for (const group of facts.groups) {
    if (group.memberIds.length > 0 || !isGpuType(facts.types, group.instanceType ?? '')) continue
    if (facts.nodePoolOfGroup.has(group.name)) continue
    const name = tagOf(group.tags, poolTag) ?? group.name
    if (!pools.has(name)) pools.set(name, [])
  }
  const unseen = [...pools.values()].flat().some(({ id }) => !hasAgent(facts, id))
  const insights = unseen ? await readNodeInsights({ aws, attempt, names: gpuInsightNames }) : []
  const metrics = [...facts.agentMetrics, ...insights]
  return [...pools].map(([name, members]) => sizedPool(facts, { name, members, metrics }))
}

/** Does the type have GPUs? By its name where the region does not describe it. */
export function isGpuType(types: InstanceTypes, name: string): boolean {
  const type = types.get(name)
  return type ? type.capacity.gpu !== undefined : /^(p\d|g\d)/.test(name)
}

/** Does the agent on the instance tell of its GPUs? */
function hasAgent({ agentMetrics }: RegionFacts, id: string): boolean {
  return agentMetrics.some(({ dimensions }) => dimensions.InstanceId === id && dimensions.index !== undefined)
}

/** The pool that an instance belongs to; nodes of EKS are sized with their node pool. */
export function poolOf(facts: RegionFacts, instance: FoundInstance): string | undefined {
  if (facts.nodePoolOf.has(instance.id)) return undefined
  if (!isGpuType(facts.types, instance.type)) return undefined
  return tagOf(instance.tags, poolTag) ?? facts.groupOf.get(instance.id)
}

type Pool = {
  readonly name: string
  readonly members: readonly FoundInstance[]
  readonly metrics: readonly MetricId[]
}

/** A stopped instance gives no GPUs and costs none. */
const stopped = new Set(['stopped', 'stopping'])

function sizedPool(facts: RegionFacts, { name, members: all, metrics }: Pool): SizedResource {
  const members = all.filter(({ state }) => !stopped.has(state))
  const group = facts.groups.find((candidate) => candidate.name === name)
  const tags = group?.tags ?? all[0]?.tags ?? {}
  const identity = { ...identityOf(facts, { resourceClass: 'gpu-pool', nativeId: name, tags }), name }
  const shape = (members[0] ?? all[0])?.type ?? group?.instanceType ?? ''
  const type = facts.types.get(shape)
  const { accountId, region } = facts
  const capacity = poolCapacity(facts.types, members)
  return {
    resource: {
      ...identity,
      arn: group?.arn ?? `arn:${partitionOf(region)}:ec2:${region}:${accountId}:gpu-pool/${name}`,
      shape,
      count: members.length,
      zoneCount: new Set(members.map(({ zone }) => zone)).size,
      facts: {
        ...(type?.gpuModel === undefined ? {} : { gpuModel: type.gpuModel }),
        ...(type?.capacity.gpu === undefined ? {} : { gpuPerMember: type.capacity.gpu }),
        // Only a scheduler knows which GPUs are given out, to whom, and who waits.
        gpusAllocated: 'not measured',
        gpuOwners: 'not measured',
        gpuQueues: 'not measured',
        ...(group === undefined ? {} : { groupMin: group.minSize, groupMax: group.maxSize }),
        ...purchaseFacts(members),
      },
    },
    today: { shape, count: members.length },
    todaySinceMs: Math.max(0, ...members.map(({ launchMs }) => launchMs)),
    capacityOf: () => capacity,
    series: gpuSeries(metrics, {
      resourceId: identity.id,
      instanceIds: new Set(members.map(({ id }) => id)),
    }),
  }
}

function poolCapacity(types: InstanceTypes, members: readonly FoundInstance[]): Capacity {
  const capacity = { gpu: 0, 'gpu-memory': 0 }
  for (const member of members) {
    const own = types.get(member.type)?.capacity
    if (own?.gpu === undefined || own['gpu-memory'] === undefined) return {}
    capacity.gpu += own.gpu
    capacity['gpu-memory'] += own['gpu-memory']
  }
  return capacity
}
