import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  type ServiceNamespace,
} from '@aws-sdk/client-application-auto-scaling'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'

/** What Application Auto Scaling may do with one scalable dimension of a resource. */
export type ScalableTarget = {
  readonly minimum: number
  readonly maximum: number
  /** Utilization that a target-tracking policy holds, percent or the metric's own unit. */
  readonly target?: number
  /** Predefined metrics that its policies track: `ECSServiceAverageCPUUtilization`. */
  readonly metrics: readonly string[]
}

export type ScalableTargets = {
  /** By resource and dimension: `service/main/web`, `ecs:service:DesiredCount`. */
  of(resourceId: string, scalableDimension: string): ScalableTarget | undefined
}

/** Targets and policies of one service. Throws the SDK's error. */
export async function readScalableTargets(
  aws: RegionAws,
  namespace: ServiceNamespace,
): Promise<ScalableTargets> {
  const [targets, policies] = await Promise.all([
    describeTargets(aws, namespace),
    describePolicies(aws, namespace),
  ])
  const key = (resourceId = '', dimension = '') => `${resourceId} ${dimension}`
  const targetValues = new Map(
    policies.map((policy) => [
      key(policy.ResourceId, policy.ScalableDimension),
      policy.TargetTrackingScalingPolicyConfiguration?.TargetValue,
    ]),
  )
  const tracked = Map.groupBy(policies, (policy) => key(policy.ResourceId, policy.ScalableDimension))
  const found = new Map<string, ScalableTarget>()
  for (const { ResourceId, ScalableDimension, MinCapacity, MaxCapacity } of targets) {
    if (MinCapacity === undefined || MaxCapacity === undefined) continue
    const at = key(ResourceId, ScalableDimension)
    const target = targetValues.get(at)
    found.set(at, {
      minimum: MinCapacity,
      maximum: MaxCapacity,
      metrics: (tracked.get(at) ?? []).flatMap(
        ({ TargetTrackingScalingPolicyConfiguration: config }) =>
          config?.PredefinedMetricSpecification?.PredefinedMetricType ?? [],
      ),
      ...(target === undefined ? {} : { target }),
    })
  }
  return { of: (resourceId, dimension) => found.get(key(resourceId, dimension)) }
}

/** Every scalable target of one service. Throws the SDK's error. */
export function describeTargets(aws: RegionAws, namespace: ServiceNamespace) {
  return readAllPages(async (token) => {
    const page = await aws.call(
      'application-autoscaling:DescribeScalableTargets',
      ({ applicationAutoScaling }, sending) =>
        applicationAutoScaling.send(
          new DescribeScalableTargetsCommand({
            ServiceNamespace: namespace,
            MaxResults: 50,
            NextToken: token,
          }),
          sending,
        ),
    )
    return { items: page.ScalableTargets ?? [], next: page.NextToken }
  })
}

/** Every scaling policy of one service. Throws the SDK's error. */
export function describePolicies(aws: RegionAws, namespace: ServiceNamespace) {
  return readAllPages(async (token) => {
    const page = await aws.call(
      'application-autoscaling:DescribeScalingPolicies',
      ({ applicationAutoScaling }, sending) =>
        applicationAutoScaling.send(
          new DescribeScalingPoliciesCommand({
            ServiceNamespace: namespace,
            MaxResults: 10,
            NextToken: token,
          }),
          sending,
        ),
    )
    return { items: page.ScalingPolicies ?? [], next: page.NextToken }
  })
}
