import type { Problem } from '#lib/model/account.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import type { ScaledPart, ScalingInForce } from '#lib/model/scaling-study.ts'
import { type ApplicationTarget, applicationTargets } from '#lib/resources/application-targets.ts'
import type { Action } from '../access-policy.ts'
import type { RegionAws } from '../aws.ts'
import { problemOf } from '../fault.ts'
import { describeTargets } from '../inventory/scalable-targets.ts'
import { describeAlarms } from './alarms.ts'
import { describeApplicationPolicies, targetKey } from './application-policies.ts'
import type { FoundPolicy } from './found-policy.ts'
import { describeGroupPolicies } from './group-policies.ts'
import { inForceOf } from './in-force.ts'
import { describeApplicationSchedules, describeGroupSchedules, type FoundSchedule } from './schedules.ts'

type Read = { readonly inForce: readonly ScalingInForce[]; readonly problems: readonly Problem[] }

/**
 * The scaling policies, alarms and scheduled actions in force on the given groups, capacity providers and what
 * Application Auto Scaling scales, of one account and region. What is refused is named; without its policies a resource is left out, without alarms
 * AWS's documented ones stand in, and that is said.
 */
export async function readScalingPolicies(aws: RegionAws, resources: readonly Resource[]): Promise<Read> {
  const problems: Problem[] = []
  const attempt = async <T>(action: Action, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read()
    } catch (error) {
      problems.push(problemOf(error, { scope: aws.scope, action }))
      return undefined
    }
  }
  const sources = await Promise.all([ofGroups(aws, resources, attempt), ofTargets(aws, resources, attempt)])
  const found = sources.flat()
  const names = [...new Set(found.flatMap(({ policies }) => policies.flatMap((one) => one.alarmNames)))]
  const alarms =
    names.length === 0
      ? undefined
      : await attempt('cloudwatch:DescribeAlarms', () => describeAlarms(aws, names))
  const each = found.map((source) => inForceOf(source.resource, { ...source, alarms: alarms ?? new Map() }))
  return {
    inForce: [...Map.groupBy(each, ({ resourceId }) => resourceId).values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [others.length === 0 ? first : { ...first, others }],
    ),
    problems,
  }
}

const groupClasses: ReadonlySet<ResourceClass> = new Set(['asg', 'gpu-pool', 'ecs-capacity-provider'])

type Attempt = <T>(action: Action, read: () => Promise<T>) => Promise<T | undefined>
type Bounds = { readonly min: number; readonly max: number }
type Source = {
  readonly resource: Resource
  readonly scales?: ScaledPart
  readonly bounds?: Bounds | undefined
  readonly policies: readonly FoundPolicy[]
  readonly schedules: readonly FoundSchedule[]
}

async function ofGroups(aws: RegionAws, resources: readonly Resource[], attempt: Attempt): Promise<Source[]> {
  const groups = resources.filter(({ resourceClass }) => groupClasses.has(resourceClass))
  if (groups.length === 0) return []
  const [policies, schedules] = await Promise.all([
    attempt('autoscaling:DescribePolicies', () => describeGroupPolicies(aws)),
    attempt('autoscaling:DescribeScheduledActions', () => describeGroupSchedules(aws)),
  ])
  if (!policies || !schedules) return []
  return groups.map((resource) => {
    const provider = resource.resourceClass === 'ecs-capacity-provider'
    const name = provider ? String(resource.facts.group) : resource.nativeId
    return { resource, policies: policies.get(name) ?? [], schedules: schedules.get(name) ?? [] }
  })
}

/** What Application Auto Scaling scales, service by service; one whose policies are refused is left out. */
async function ofTargets(
  aws: RegionAws,
  resources: readonly Resource[],
  attempt: Attempt,
): Promise<Source[]> {
  const wanted = resources.flatMap((resource) =>
    applicationTargets(resource).map((target) => ({ resource, target })),
  )
  const services = Map.groupBy(wanted, ({ target }) => target.namespace)
  const sources = await Promise.all(
    [...services].map(([namespace, targets]) => ofService({ aws, attempt, namespace, targets })),
  )
  return sources.flat()
}

type Service = {
  readonly aws: RegionAws
  readonly attempt: Attempt
  readonly namespace: ApplicationTarget['namespace']
  readonly targets: readonly { readonly resource: Resource; readonly target: ApplicationTarget }[]
}

async function ofService({ aws, attempt, namespace, targets }: Service): Promise<Source[]> {
  const [policies, schedules, registered] = await Promise.all([
    attempt('application-autoscaling:DescribeScalingPolicies', () =>
      describeApplicationPolicies(aws, namespace),
    ),
    attempt('application-autoscaling:DescribeScheduledActions', () =>
      describeApplicationSchedules(aws, namespace),
    ),
    attempt('application-autoscaling:DescribeScalableTargets', () => describeTargets(aws, namespace)),
  ])
  if (!policies || !schedules) return []
  const bounds = new Map<string, Bounds>()
  for (const { ResourceId, ScalableDimension, MinCapacity: min, MaxCapacity: max } of registered ?? [])
    if (min !== undefined && max !== undefined)
      bounds.set(targetKey(ResourceId, ScalableDimension), { min, max })
  return targets.map(({ resource, target }) => {
    const key = targetKey(target.resourceId, target.dimension)
    return {
      resource,
      scales: target.scales,
      bounds: bounds.get(key),
      policies: policies.get(key) ?? [],
      schedules: schedules.get(key) ?? [],
    }
  })
}
