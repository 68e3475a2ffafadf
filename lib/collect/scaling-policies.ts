import { DescribeScalingPoliciesCommand } from '@aws-sdk/client-application-auto-scaling'
import { DescribePoliciesCommand, type ScalingPolicy as GroupPolicy } from '@aws-sdk/client-auto-scaling'
import type { Problem } from '#lib/model/account.ts'
import type { Resource } from '#lib/model/resource.ts'
import { trackingAt } from '#lib/model/scaling.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import type { Action } from './access-policy.ts'
import type { RegionAws } from './aws.ts'
import { problemOf } from './fault.ts'
import { readAllPages } from './pages.ts'

/** Minutes from the decision until a member carries load, where neither the group nor the policy says so. */
const groupWarmupMinutes = 5
const taskWarmupMinutes = 2

type Tracking = {
  readonly name: string
  readonly type: string
  readonly metric: string
  readonly target?: number | undefined
  readonly scaleIn: boolean
  readonly warmupMinutes?: number | undefined
}

type Read = { readonly inForce: readonly ScalingInForce[]; readonly problems: readonly Problem[] }

/**
 * The scaling policies in force on the given Auto Scaling groups and ECS services of one account and region. What is
 * refused is named, and its resources are left out.
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
  const groups = resources.filter(({ resourceClass }) => resourceClass === 'asg')
  const services = resources.filter(({ resourceClass }) => resourceClass === 'ecs-service')
  const [ofGroups, ofServices] = await Promise.all([
    groups.length === 0
      ? undefined
      : attempt('autoscaling:DescribePolicies', () => describeGroupPolicies(aws)),
    services.length === 0
      ? undefined
      : attempt('application-autoscaling:DescribeScalingPolicies', () => describeServicePolicies(aws)),
  ])
  return {
    inForce: [
      ...(ofGroups ? groups.map((group) => inForceOf(group, ofGroups.get(group.nativeId) ?? [])) : []),
      ...(ofServices ? services.map((one) => inForceOf(one, ofServices.get(serviceKey(one)) ?? [])) : []),
    ],
    problems,
  }
}

/** `service/CLUSTER/NAME`, from the ARN, which tells both. */
function serviceKey({ arn }: Resource): string {
  return arn.slice(arn.indexOf(':service/') + 1)
}

const cpuMetrics = new Set(['ASGAverageCPUUtilization', 'ECSServiceAverageCPUUtilization', 'CPUUtilization'])

function inForceOf(resource: Resource, policies: readonly Tracking[]): ScalingInForce {
  const base = {
    resourceId: resource.id,
    names: policies.map(({ name }) => name),
    alarms: 'documented' as const,
  }
  const { minSize, maxSize } = resource.facts
  if (typeof minSize !== 'number' || typeof maxSize !== 'number')
    return { ...base, reason: 'Its minimum and maximum are not known.' }
  const unknown = policies.find(
    ({ type, metric, target }) =>
      type !== 'TargetTrackingScaling' || !cpuMetrics.has(metric) || target === undefined,
  )
  if (unknown)
    return {
      ...base,
      reason: `${unknown.name} (${unknown.type} on ${unknown.metric || 'an alarm'}) is not replayed yet.`,
    }
  if (policies.length === 0) return base
  const otherwise = resource.resourceClass === 'asg' ? groupWarmupMinutes : taskWarmupMinutes
  const policy = {
    min: minSize,
    max: maxSize,
    warmupMinutes: policies.find((one) => one.warmupMinutes !== undefined)?.warmupMinutes ?? otherwise,
    rules: policies.map(({ target = 0, scaleIn }) => ({ ...trackingAt(target / 100), scaleIn })),
  }
  return { ...base, policy }
}

async function describeGroupPolicies(aws: RegionAws): Promise<Map<string, Tracking[]>> {
  const policies = await readAllPages<GroupPolicy>(async (token) => {
    const page = await aws.call('autoscaling:DescribePolicies', ({ autoscaling }, sending) =>
      autoscaling.send(new DescribePoliciesCommand({ MaxRecords: 100, NextToken: token }), sending),
    )
    return { items: page.ScalingPolicies ?? [], next: page.NextToken }
  })
  const enabled = policies.filter((policy) => policy.Enabled !== false)
  return collected(
    enabled.map((policy) => [policy.AutoScalingGroupName ?? '', groupTracking(policy)] as const),
  )
}

function groupTracking(policy: GroupPolicy): Tracking {
  const { PolicyName = '', PolicyType = '', TargetTrackingConfiguration: config } = policy
  const seconds = policy.EstimatedInstanceWarmup
  return {
    name: PolicyName,
    type: PolicyType,
    metric:
      config?.PredefinedMetricSpecification?.PredefinedMetricType ??
      config?.CustomizedMetricSpecification?.MetricName ??
      '',
    target: config?.TargetValue,
    scaleIn: config?.DisableScaleIn !== true,
    ...(seconds === undefined ? {} : { warmupMinutes: Math.ceil(seconds / 60) }),
  }
}

async function describeServicePolicies(aws: RegionAws): Promise<Map<string, Tracking[]>> {
  const policies = await readAllPages(async (token) => {
    const page = await aws.call(
      'application-autoscaling:DescribeScalingPolicies',
      ({ applicationAutoScaling }, sending) =>
        applicationAutoScaling.send(
          new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs', MaxResults: 10, NextToken: token }),
          sending,
        ),
    )
    return { items: page.ScalingPolicies ?? [], next: page.NextToken }
  })
  return collected(
    policies.map((policy) => {
      const config = policy.TargetTrackingScalingPolicyConfiguration
      const tracking: Tracking = {
        name: policy.PolicyName ?? '',
        type: policy.PolicyType ?? '',
        metric: config?.PredefinedMetricSpecification?.PredefinedMetricType ?? '',
        target: config?.TargetValue,
        scaleIn: config?.DisableScaleIn !== true,
      }
      return [policy.ResourceId ?? '', { ...tracking, type: tracking.type.replace('Policy', '') }] as const
    }),
  )
}

function collected(pairs: readonly (readonly [string, Tracking])[]): Map<string, Tracking[]> {
  const found = new Map<string, Tracking[]>()
  for (const [key, policy] of pairs) found.set(key, [...(found.get(key) ?? []), policy])
  return found
}
