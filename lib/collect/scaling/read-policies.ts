import type { Problem } from '#lib/model/account.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import type { Action } from '../access-policy.ts'
import type { RegionAws } from '../aws.ts'
import { problemOf } from '../fault.ts'
import { describeAlarms } from './alarms.ts'
import { describeApplicationPolicies, targetKey } from './application-policies.ts'
import type { FoundPolicy } from './found-policy.ts'
import { describeGroupPolicies } from './group-policies.ts'
import { inForceOf } from './in-force.ts'
import { describeApplicationSchedules, describeGroupSchedules, type FoundSchedule } from './schedules.ts'

type Read = { readonly inForce: readonly ScalingInForce[]; readonly problems: readonly Problem[] }

/**
 * The scaling policies, alarms and scheduled actions in force on the given groups, capacity providers and ECS services
 * of one account and region. What is refused is named; without its policies a resource is left out, without alarms
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
  const sources = await Promise.all([ofGroups(aws, resources, attempt), ofServices(aws, resources, attempt)])
  const found = sources.flat()
  const names = [...new Set(found.flatMap(({ policies }) => policies.flatMap((one) => one.alarmNames)))]
  const alarms =
    names.length === 0
      ? undefined
      : await attempt('cloudwatch:DescribeAlarms', () => describeAlarms(aws, names))
  return {
    inForce: found.map(({ resource, policies, schedules }) =>
      inForceOf(resource, { policies, schedules, alarms: alarms ?? new Map() }),
    ),
    problems,
  }
}

type Attempt = <T>(action: Action, read: () => Promise<T>) => Promise<T | undefined>
type Source = {
  readonly resource: Resource
  readonly policies: readonly FoundPolicy[]
  readonly schedules: readonly FoundSchedule[]
}

async function ofGroups(aws: RegionAws, resources: readonly Resource[], attempt: Attempt): Promise<Source[]> {
  const groups = resources.filter(
    ({ resourceClass }) => resourceClass === 'asg' || resourceClass === 'ecs-capacity-provider',
  )
  if (groups.length === 0) return []
  const [policies, schedules] = await Promise.all([
    attempt('autoscaling:DescribePolicies', () => describeGroupPolicies(aws)),
    attempt('autoscaling:DescribeScheduledActions', () => describeGroupSchedules(aws)),
  ])
  if (!policies || !schedules) return []
  return groups.map((resource) => {
    const name = resource.resourceClass === 'asg' ? resource.nativeId : String(resource.facts.group)
    return { resource, policies: policies.get(name) ?? [], schedules: schedules.get(name) ?? [] }
  })
}

async function ofServices(
  aws: RegionAws,
  resources: readonly Resource[],
  attempt: Attempt,
): Promise<Source[]> {
  const services = resources.filter(({ resourceClass }) => resourceClass === 'ecs-service')
  if (services.length === 0) return []
  const [policies, schedules] = await Promise.all([
    attempt('application-autoscaling:DescribeScalingPolicies', () => describeApplicationPolicies(aws, 'ecs')),
    attempt('application-autoscaling:DescribeScheduledActions', () =>
      describeApplicationSchedules(aws, 'ecs'),
    ),
  ])
  if (!policies || !schedules) return []
  return services.map((resource) => {
    const key = targetKey(serviceKey(resource), 'ecs:service:DesiredCount')
    return { resource, policies: policies.get(key) ?? [], schedules: schedules.get(key) ?? [] }
  })
}

/** `service/CLUSTER/NAME`, from the ARN, which tells both. */
function serviceKey({ arn }: Resource): string {
  return arn.slice(arn.indexOf(':service/') + 1)
}
