import type { Capacity } from '#lib/model/capacity.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import type { MetricId } from '#lib/model/series.ts'
import { gpuPool } from '#lib/resources/gpu-pool.ts'
import type { FoundSeries } from '../collector.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { poolTag, tagOf } from '../ownership.ts'
import { identityOf, partitionOf } from './identity.ts'
import type { ClassReader, FoundInstance, RegionFacts, SizedResource } from './region.ts'
import { statisticsOf } from './series.ts'

/** Pools of GPU instances: those with the same `headroom:gpu-pool` tag, else those of one Auto Scaling group. */
export const readPools: ClassReader = (facts) => {
  const pools = new Map<string, FoundInstance[]>()
  for (const instance of facts.instances) {
    const name = poolOf(facts, instance)
    if (name !== undefined) pools.set(name, [...(pools.get(name) ?? []), instance])
  }
  // A group of GPU instances that is scaled to nothing is still a pool.
  for (const group of facts.groups) {
    if (group.memberIds.length > 0 || !isGpuType(facts.types, group.instanceType ?? '')) continue
    const name = tagOf(group.tags, poolTag) ?? group.name
    if (!pools.has(name)) pools.set(name, [])
  }
  return [...pools].map(([name, members]) => sizedPool(facts, { name, members }))
}

/** Does the type have GPUs? By its name where the region does not describe it. */
export function isGpuType(types: InstanceTypes, name: string): boolean {
  const type = types.get(name)
  return type ? type.capacity.gpu !== undefined : /^(p\d|g\d)/.test(name)
}

/** The pool that an instance belongs to. */
export function poolOf(facts: RegionFacts, instance: FoundInstance): string | undefined {
  if (!isGpuType(facts.types, instance.type)) return undefined
  return tagOf(instance.tags, poolTag) ?? facts.groupOf.get(instance.id)
}

type Pool = { readonly name: string; readonly members: readonly FoundInstance[] }

function sizedPool(facts: RegionFacts, { name, members }: Pool): SizedResource {
  const group = facts.groups.find((candidate) => candidate.name === name)
  const tags = group?.tags ?? members[0]?.tags ?? {}
  const identity = { ...identityOf(facts, { resourceClass: 'gpu-pool', nativeId: name, tags }), name }
  const shape = members[0]?.type ?? group?.instanceType ?? ''
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
      },
    },
    today: { shape, count: members.length },
    todaySinceMs: Math.max(0, ...members.map(({ launchMs }) => launchMs)),
    capacityOf: () => capacity,
    series: memberSeries(facts.agentMetrics, { resourceId: identity.id, members }),
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

/** One series per GPU and metric. Of several dimension sets of one GPU the first counts: the most active. */
function memberSeries(
  agentMetrics: readonly MetricId[],
  { resourceId, members }: { readonly resourceId: string; readonly members: readonly FoundInstance[] },
): FoundSeries[] {
  const ids = new Set(members.map(({ id }) => id))
  const definitions: readonly MetricDefinition[] = gpuPool.metrics
  const found = new Map<string, FoundSeries>()
  for (const metric of agentMetrics) {
    const definition = definitions.find(({ name }) => name === metric.name)
    const { InstanceId: instanceId = '', index } = metric.dimensions
    if (!definition || index === undefined || !ids.has(instanceId)) continue
    const member = `${instanceId}/gpu${index}`
    const at = `${definition.key} ${member}`
    if (found.has(at)) continue
    found.set(at, { resourceId, key: definition.key, member, metric, statistics: statisticsOf(definition) })
  }
  return [...found.values()]
}
