import type { Capacity } from '#lib/model/capacity.ts'
import { hasBurstBalance, type Volume, volumeFacts } from '#lib/resources/ebs-volumes.ts'
import type { FoundSeries } from '../collector.ts'
import type { Sizing } from '../history-change.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { readAttachedVolumes } from './ebs-volumes.ts'
import { poolOf } from './gpu-pool.ts'
import { identityOf, partitionOf } from './identity.ts'
import { purchaseFacts } from './purchases.ts'
import type { ClassReader, FoundInstance, RegionFacts, SizedResource } from './region.ts'
import { agentMetricOf, resourceSeries } from './series.ts'

/** Instances on their own: members of groups, EKS pools and GPU pools are sized with those. */
export const readInstances: ClassReader = async (facts, asking) => {
  const alone = facts.instances.filter(
    (instance) =>
      !facts.groupOf.has(instance.id) &&
      !facts.nodePoolOf.has(instance.id) &&
      poolOf(facts, instance) === undefined,
  )
  const volumes = alone.length === 0 ? new Map<string, Volume[]>() : await readAttachedVolumes(asking)
  return alone.map((instance) => sizedInstance(facts, { instance, volumes: volumes.get(instance.id) ?? [] }))
}

type Attached = { readonly instance: FoundInstance; readonly volumes: readonly Volume[] }

function sizedInstance(facts: RegionFacts, { instance, volumes }: Attached): SizedResource {
  const { accountId, region, types } = facts
  const identity = identityOf(facts, {
    resourceClass: 'ec2-instance',
    nativeId: instance.id,
    tags: instance.tags,
  })
  const type = types.get(instance.type)
  const typeVcpu = type?.capacity.cpu
  const vcpu = instance.vcpu === typeVcpu ? undefined : instance.vcpu
  return {
    resource: {
      ...identity,
      arn: `arn:${partitionOf(region)}:ec2:${region}:${accountId}:instance/${instance.id}`,
      shape: instance.type,
      count: 1,
      zoneCount: 1,
      facts: {
        state: instance.state,
        zone: instance.zone,
        ...(vcpu === undefined ? {} : { vcpu }),
        ...(instance.imageId === undefined ? {} : { imageId: instance.imageId }),
        ...purchaseFacts([instance]),
        ...volumeFacts(volumes),
      },
      createdMs: instance.launchMs,
    },
    subject: { kind: 'instance', id: instance.id, configId: instance.id },
    today: { shape: instance.type, vcpu, count: 1 },
    capacityOf: (sizing) => instanceCapacity(types, sizing),
    series: [
      ...resourceSeries({
        resourceClass: 'ec2-instance',
        resourceId: identity.id,
        dimensions: { InstanceId: instance.id },
        burstable: type?.burstable === true,
        agentMetric: (name) =>
          agentMetricOf(facts.agentMetrics, { name, key: 'InstanceId', value: instance.id }),
      }),
      ...volumes.flatMap((volume) => burstSeries(identity.id, volume)),
    ],
  }
}

/** Only volumes that save up credits for bursts have a balance of them. */
function burstSeries(resourceId: string, { id, type, gib }: Volume): FoundSeries[] {
  if (!hasBurstBalance(type, gib)) return []
  const metric = { namespace: 'AWS/EBS', name: 'BurstBalance', dimensions: { VolumeId: id } }
  return [{ resourceId, key: 'burst-balance', member: id, metric, statistics: ['Minimum'] }]
}

function instanceCapacity(types: InstanceTypes, { shape = '', vcpu }: Sizing): Capacity {
  const { cpu, memory, network, throughput } = types.get(shape)?.capacity ?? {}
  return defined({ cpu: vcpu ?? cpu, memory, network, throughput })
}

/** Only what is known. */
export function defined(capacity: Capacity): Capacity {
  return Object.fromEntries(Object.entries(capacity).filter(([, value]) => value !== undefined))
}
