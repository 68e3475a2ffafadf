import type { Capacity } from '#lib/model/capacity.ts'
import type { Sizing } from '../history-change.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { defined } from './ec2-instance.ts'
import { isGpuType } from './gpu-pool.ts'
import { identityOf } from './identity.ts'
import type { ClassReader, FoundGroup, RegionFacts, SizedResource } from './region.ts'
import { agentMetricOf, resourceSeries } from './series.ts'

/** Auto Scaling groups, those of GPU instances apart. */
export const readGroups: ClassReader = (facts) =>
  facts.groups
    .filter((group) => !isGpuType(facts.types, group.instanceType ?? ''))
    .map((group) => sizedGroup(facts, group))

function sizedGroup(facts: RegionFacts, group: FoundGroup): SizedResource {
  const identity = identityOf(facts, { resourceClass: 'asg', nativeId: group.name, tags: group.tags })
  const shape = group.instanceType ?? ''
  return {
    resource: {
      ...identity,
      arn: group.arn,
      shape,
      count: group.desired,
      zoneCount: group.zones.length,
      facts: {
        minSize: group.minSize,
        maxSize: group.maxSize,
        desired: group.desired,
        zones: group.zones.length,
      },
      ...(group.createdMs === undefined ? {} : { createdMs: group.createdMs }),
    },
    subject: { kind: 'group', id: group.name, configId: group.arn },
    today: { shape, count: group.maxSize },
    capacityOf: (sizing) => groupCapacity(facts.types, sizing),
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

/** Of the whole group at its maximum size. */
function groupCapacity(types: InstanceTypes, { shape = '', count = 0 }: Sizing): Capacity {
  const { cpu, memory } = types.get(shape)?.capacity ?? {}
  return defined({
    cpu: cpu === undefined ? undefined : cpu * count,
    memory: memory === undefined ? undefined : memory * count,
    'group-maximum': count,
  })
}
