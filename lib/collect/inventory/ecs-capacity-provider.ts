import type { ScalingPolicy } from '@aws-sdk/client-auto-scaling'
import { DescribePoliciesCommand } from '@aws-sdk/client-auto-scaling'
import type { Capacity } from '#lib/model/capacity.ts'
import type { RegionAws } from '../aws.ts'
import type { FoundSeries } from '../collector.ts'
import type { Sizing } from '../history-change.ts'
import { readAllPages } from '../pages.ts'
import { type FoundContainerInstance, readContainerInstances } from './container-instances.ts'
import { defined } from './ec2-instance.ts'
import type { FoundProvider } from './ecs.ts'
import { nameEcsFailures } from './ecs-service.ts'
import { isGpuType } from './gpu-pool.ts'
import { identityOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import { purchaseFacts } from './purchases.ts'
import type { ClassReader, FoundGroup, RegionFacts, SizedResource } from './region.ts'
import { resourceSeries } from './series.ts'

/** Capacity providers over Auto Scaling groups, each sized with its group. Those of GPU instances are GPU pools. */
export const readEcsProviders: ClassReader = async (facts, asking) => {
  await nameEcsFailures(facts.ecs, asking)
  const { aws, attempt } = asking
  const found = facts.ecs.providers.flatMap((provider) => {
    const group = facts.groups.find(({ name }) => name === provider.groupName)
    return group && !isGpuType(facts.types, group.instanceType ?? '') ? [{ provider, group }] : []
  })
  const clusters = [...new Set(found.flatMap(({ provider }) => provider.clusters))]
  const instances = await Promise.all(clusters.map((cluster) => readContainerInstances(asking, cluster)))
  return Promise.all(
    found.map(async ({ provider, group }) => {
      const policies = await attempt('autoscaling:DescribePolicies', () => describePolicies(aws, group.name))
      const own = instances.flat().filter((one) => one.provider === provider.name)
      return sizedProvider(facts, { provider, group, policies: policies ?? [], instances: own })
    }),
  )
}

function describePolicies(aws: RegionAws, groupName: string): Promise<ScalingPolicy[]> {
  return readAllPages(async (token) => {
    const page = await aws.call('autoscaling:DescribePolicies', ({ autoscaling }, sending) =>
      autoscaling.send(
        new DescribePoliciesCommand({ AutoScalingGroupName: groupName, NextToken: token }),
        sending,
      ),
    )
    return { items: page.ScalingPolicies ?? [], next: page.NextToken }
  })
}

type Found = {
  readonly provider: FoundProvider
  readonly group: FoundGroup
  readonly policies: readonly ScalingPolicy[]
  readonly instances: readonly FoundContainerInstance[]
}

function sizedProvider(facts: RegionFacts, found: Found): SizedResource {
  const { provider, group, instances } = found
  const tags = Object.keys(provider.tags).length > 0 ? provider.tags : group.tags
  const identity = identityOf(facts, {
    resourceClass: 'ecs-capacity-provider',
    nativeId: provider.name,
    tags,
  })
  const shape = group.instanceType ?? ''
  return {
    resource: {
      ...identity,
      name: provider.name,
      arn: provider.arn,
      shape,
      count: group.desired,
      zoneCount: group.zones.length,
      facts: knownFacts({
        ...providerFacts(found),
        ...sharedFacts(facts, provider),
        ...purchaseFacts(facts.instances.filter(({ id }) => facts.groupOf.get(id) === group.name)),
      }),
      ...(group.createdMs === undefined ? {} : { createdMs: group.createdMs }),
    },
    subject: { kind: 'group', id: group.name, configId: group.arn },
    today: { shape, count: group.maxSize },
    capacityOf: (sizing) => providerCapacity({ facts, instances, today: shape, sizing }),
    series: seriesOf(identity.id, found),
  }
}

function providerFacts({ provider, group, policies, instances }: Found) {
  const total = (part: (one: FoundContainerInstance) => number) =>
    instances.length === 0 ? undefined : instances.reduce((sum, one) => sum + part(one), 0)
  const reservedVcpu = total((one) => one.registeredVcpu - one.remainingVcpu)
  const reservedGib = total((one) => one.registeredGib - one.remainingGib)
  return {
    group: group.name,
    cluster: provider.clusters[0],
    clusters: provider.clusters.length,
    minSize: group.minSize,
    maxSize: group.maxSize,
    desired: group.desired,
    zones: group.zones.length,
    managedScaling: provider.managedScaling,
    targetCapacity: provider.targetCapacity,
    warmupSeconds: provider.warmupSeconds,
    cpuPolicyOnManagedGroup: provider.managedScaling && policies.some(tracksCpu),
    registeredInstances: instances.length,
    registeredVcpu: total((one) => one.registeredVcpu),
    registeredGib: total((one) => one.registeredGib),
    remainingVcpu: total((one) => one.remainingVcpu),
    remainingGib: total((one) => one.remainingGib),
    reservedGibPerVcpu:
      reservedVcpu === undefined || reservedGib === undefined || reservedVcpu <= 0
        ? undefined
        : reservedGib / reservedVcpu,
  }
}

/**
 * How many providers share its cluster, whose reservation is one figure for all; and the largest task of the services
 * that are placed on it, which an instance has to hold.
 */
function sharedFacts({ ecs }: RegionFacts, { name, clusters: [cluster = ''] }: FoundProvider) {
  const providersInCluster = ecs.providers.filter(({ clusters }) => clusters.includes(cluster)).length
  const tasks = ecs.services.filter(({ providers }) => providers.includes(name)).map(({ task }) => task)
  if (tasks.length === 0) return { providersInCluster }
  return {
    providersInCluster,
    largestTaskVcpu: Math.max(...tasks.map((task) => task?.vcpu ?? 0)),
    largestTaskGib: Math.max(...tasks.map((task) => task?.memoryGib ?? 0)),
  }
}

/** Managed scaling follows its own metric; a policy on CPU pulls the same group elsewhere. */
function tracksCpu({ TargetTrackingConfiguration: config }: ScalingPolicy): boolean {
  const predefined = config?.PredefinedMetricSpecification?.PredefinedMetricType
  const customized = config?.CustomizedMetricSpecification?.MetricName
  return predefined === 'ASGAverageCPUUtilization' || customized === 'CPUUtilization'
}

type CapacityOptions = {
  readonly facts: RegionFacts
  readonly instances: readonly FoundContainerInstance[]
  readonly today: string
  readonly sizing: Sizing
}

/** Of the whole group at its maximum. The agent registers a little less memory than the type has. */
function providerCapacity({ facts, instances, today, sizing }: CapacityOptions): Capacity {
  const { shape = '', count = 0 } = sizing
  const own = facts.types.get(shape)?.capacity
  const mean = (part: (one: FoundContainerInstance) => number) =>
    shape === today && instances.length > 0
      ? instances.reduce((sum, one) => sum + part(one), 0) / instances.length
      : undefined
  const cpu = mean((one) => one.registeredVcpu) ?? own?.cpu
  const memory = mean((one) => one.registeredGib) ?? own?.memory
  return defined({
    cpu: cpu === undefined ? undefined : cpu * count,
    memory: memory === undefined ? undefined : memory * count,
    'group-maximum': count,
  })
}

/** Reservations are of the cluster, members of the group. */
function seriesOf(resourceId: string, { provider, group }: Found): FoundSeries[] {
  const [cluster] = provider.clusters
  if (cluster === undefined) return []
  const all = resourceSeries({
    resourceClass: 'ecs-capacity-provider',
    resourceId,
    dimensions: { ClusterName: cluster },
    burstable: false,
    agentMetric: () => undefined,
  })
  const dimensions = { AutoScalingGroupName: group.name }
  return all.map((one) =>
    one.metric.namespace === 'AWS/ECS' ? one : { ...one, metric: { ...one.metric, dimensions } },
  )
}
