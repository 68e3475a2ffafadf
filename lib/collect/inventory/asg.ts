import type { Capacity } from '#lib/model/capacity.ts'
import type { Sizing } from '../history-change.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { defined } from './ec2-instance.ts'
import { isGpuType } from './gpu-pool.ts'
import { identityOf } from './identity.ts'
import { instancesOf, meanMember, mixedFacts } from './mixed-group.ts'
import { purchaseFacts } from './purchases.ts'
import type { ClassReader, FoundGroup, RegionFacts, SizedResource } from './region.ts'
import { agentMetricOf, resourceSeries } from './series.ts'

/** Auto Scaling groups; those of GPU instances, EKS nodes and capacity providers are sized as such. */
export const readGroups: ClassReader = (facts) =>
  facts.groups
    .filter((group) => !isGpuType(facts.types, group.instanceType ?? ''))
    .filter((group) => !facts.providerOfGroup.has(group.name) && !facts.nodePoolOfGroup.has(group.name))
    .map((group) => sizedGroup(facts, group))

function sizedGroup(facts: RegionFacts, group: FoundGroup): SizedResource {
  const identity = identityOf(facts, { resourceClass: 'asg', nativeId: group.name, tags: group.tags })
  const shape = group.instanceType ?? ''
  return {
    resource: {
      ...identity,
      arn: group.arn,
      shape,
      count: instancesOf(group, group.desired),
      zoneCount: group.zones.length,
      facts: {
        minSize: group.minSize,
        maxSize: group.maxSize,
        desired: group.desired,
        zones: group.zones.length,
        ...mixedFacts(group),
        ...purchaseFacts(facts.instances.filter(({ id }) => facts.groupOf.get(id) === group.name)),
      },
      ...(group.createdMs === undefined ? {} : { createdMs: group.createdMs }),
    },
    subject: { kind: 'group', id: group.name, configId: group.arn },
    today: { shape, count: group.maxSize },
    capacityOf: (sizing) => groupCapacity(facts.types, { group, sizing }),
    series: resourceSeries({
      resourceClass: 'asg',
      resourceId: identity.id,
      dimensions: { AutoScalingGroupName: group.name },
      burstable: facts.types.get(shape)?.burstable === true,
      agentMetric: (name) =>
        agentMetricOf(facts.agentMetrics, {
          name,
          key: 'AutoScalingGroupName',
          value: group.name,
          without: 'InstanceId',
        }),
    }),
  }
}

type Sized = { readonly group: FoundGroup; readonly sizing: Sizing }

/** Of the whole group at its maximum size; of mixed types with as much of each as its present members have. */
function groupCapacity(types: InstanceTypes, { group, sizing }: Sized): Capacity {
  const { shape = '' } = sizing
  const count = instancesOf(group, sizing.count ?? 0)
  // A history names one of the group's types; which of them says nothing.
  const own = [group.instanceType, ...group.memberTypes, ...group.overrides.map(({ type }) => type)]
  const mixed = own.includes(shape) ? meanMember(types, group) : undefined
  const { cpu, memory } = mixed ?? types.get(shape)?.capacity ?? {}
  return defined({
    cpu: cpu === undefined ? undefined : cpu * count,
    memory: memory === undefined ? undefined : memory * count,
    'group-maximum': count,
  })
}
