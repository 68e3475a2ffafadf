import { DescribeScheduledActionsCommand } from '@aws-sdk/client-application-auto-scaling'
import type { Capacity } from '#lib/model/capacity.ts'
import { taskShapeName } from '#lib/resources/fargate-sizes.ts'
import type { RegionAws } from '../aws.ts'
import { tagOf } from '../ownership.ts'
import { readAllPages } from '../pages.ts'
import type { EcsFacts } from './ecs.ts'
import type { FoundService } from './ecs-services.ts'
import { identityOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import type { Asking, ClassReader, RegionFacts, SizedResource } from './region.ts'
import { readScalableTargets, type ScalableTarget, type ScalableTargets } from './scalable-targets.ts'
import { resourceSeries } from './series.ts'

/** Names what ECS refused: each class that needs it is incomplete. */
export async function nameEcsFailures({ failures }: EcsFacts, { attempt }: Asking): Promise<void> {
  for (const { action, error } of failures) await attempt(action, () => Promise.reject(error))
}

/** Services of ECS with the limits and targets of their scaling; those that scaled to nothing too. */
export const readEcsServices: ClassReader = async (facts, asking) => {
  const { ecs } = facts
  await nameEcsFailures(ecs, asking)
  if (ecs.services.length === 0) return []
  const { aws, attempt } = asking
  const [targets, scheduled] = await Promise.all([
    attempt('application-autoscaling:DescribeScalableTargets', () => readScalableTargets(aws, 'ecs')),
    attempt('application-autoscaling:DescribeScheduledActions', () => scheduledResources(aws)),
  ])
  return ecs.services.map((service) => sizedService(facts, { service, targets, scheduled }))
}

/** How many scheduled actions each service has. Throws the SDK's error. */
async function scheduledResources(aws: RegionAws): Promise<ReadonlyMap<string, number>> {
  const actions = await readAllPages(async (token) => {
    const page = await aws.call(
      'application-autoscaling:DescribeScheduledActions',
      ({ applicationAutoScaling }, sending) =>
        applicationAutoScaling.send(
          new DescribeScheduledActionsCommand({ ServiceNamespace: 'ecs', MaxResults: 50, NextToken: token }),
          sending,
        ),
    )
    return { items: page.ScheduledActions ?? [], next: page.NextToken }
  })
  const groups = Map.groupBy(actions, ({ ResourceId }) => ResourceId ?? '')
  return new Map([...groups].map(([id, list]) => [id, list.length]))
}

type Found = {
  readonly service: FoundService
  readonly targets: ScalableTargets | undefined
  readonly scheduled: ReadonlyMap<string, number> | undefined
}

function sizedService(facts: RegionFacts, { service, targets, scheduled }: Found): SizedResource {
  const { name, cluster, task } = service
  const nativeId = `${cluster}/${name}`
  const identity = identityOf(facts, { resourceClass: 'ecs-service', nativeId, tags: service.tags })
  const scalableId = `service/${nativeId}`
  const target = targets?.of(scalableId, 'ecs:service:DesiredCount')
  // Without an answer the maximum is not known; without a target there is none but what is desired.
  const most = targets === undefined ? undefined : (target?.maximum ?? service.desired)
  const shape = task === undefined ? '' : shapeOf(service, task)
  return {
    resource: {
      ...identity,
      name: tagOf(service.tags, 'Name') ?? name,
      arn: service.arn,
      shape,
      count: service.desired,
      zoneCount: service.zones,
      facts: serviceFacts(facts, { service, target, most, scheduled: scheduled?.get(scalableId) }),
      ...(service.createdMs === undefined ? {} : { createdMs: service.createdMs }),
    },
    today: { shape, count: most ?? service.desired },
    ...(service.deployedMs === undefined ? {} : { todaySinceMs: service.deployedMs }),
    capacityOf: () => serviceCapacity(service, most),
    series: resourceSeries({
      resourceClass: 'ecs-service',
      resourceId: identity.id,
      dimensions: { ClusterName: cluster, ServiceName: name },
      burstable: false,
      agentMetric: () => undefined,
    }),
  }
}

function shapeOf({ launch }: FoundService, task: NonNullable<FoundService['task']>): string {
  const { arch, vcpu = 0, memoryGib = 0 } = task
  return taskShapeName({ launch, arch, vcpu, memoryGib })
}

type Scaled = {
  readonly service: FoundService
  readonly target: ScalableTarget | undefined
  readonly most: number | undefined
  readonly scheduled: number | undefined
}

function serviceFacts({ ecs }: RegionFacts, { service, target, most, scheduled }: Scaled) {
  const { cluster, launch, providers, desired, task } = service
  const minSize = most === undefined ? undefined : (target?.minimum ?? desired)
  return knownFacts({
    cluster,
    launchType: launch === 'ec2' ? 'EC2' : 'FARGATE',
    spot: providers.includes('FARGATE_SPOT') ? true : undefined,
    capacityProvider: providers.find((provider) => !provider.startsWith('FARGATE')),
    desired,
    minSize,
    maxSize: most,
    scaled: most === undefined ? undefined : minSize !== most,
    scaledBy: scaledBy(target),
    targetValue: target?.target,
    scheduledActions: scheduled,
    arch: task?.arch,
    windows: task?.windows,
    taskVcpu: task?.vcpu,
    taskMemoryGib: task?.memoryGib,
    containerInsights: ecs.clusters.find(({ name }) => name === cluster)?.containerInsights,
  })
}

/** What target tracking holds: `cpu` where any policy does, for then CPU decides how many tasks there are at least. */
function scaledBy(target: ScalableTarget | undefined): string | undefined {
  if (target === undefined) return undefined
  const has = (text: string) => target.metrics.some((metric) => metric.includes(text))
  if (has('CPUUtilization')) return 'cpu'
  return has('MemoryUtilization') ? 'memory' : has('ALBRequestCount') ? 'requests' : 'other'
}

/** Of the whole service at its maximum. A part that the task definition does not reserve is not known. */
function serviceCapacity({ task }: FoundService, most: number | undefined): Capacity {
  if (most === undefined) return {}
  return {
    'group-maximum': most,
    ...(task?.vcpu === undefined ? {} : { cpu: task.vcpu * most }),
    ...(task?.memoryGib === undefined ? {} : { memory: task.memoryGib * most }),
  }
}
