import type { ScalingPolicy, ServiceNamespace } from '@aws-sdk/client-application-auto-scaling'
import type { RegionAws } from '../aws.ts'
import { describePolicies } from '../inventory/scalable-targets.ts'
import { type FoundPolicy, stepOf } from './found-policy.ts'

/** Policies of Application Auto Scaling of one service, by `RESOURCE DIMENSION`. Throws the SDK's error. */
export async function describeApplicationPolicies(
  aws: RegionAws,
  namespace: ServiceNamespace,
): Promise<Map<string, FoundPolicy[]>> {
  const policies = await describePolicies(aws, namespace)
  const found = new Map<string, FoundPolicy[]>()
  for (const policy of policies) {
    const key = targetKey(policy.ResourceId, policy.ScalableDimension)
    found.set(key, [...(found.get(key) ?? []), foundOf(policy)])
  }
  return found
}

/** What a scalable target is known by: `service/main/web ecs:service:DesiredCount`. */
export function targetKey(resourceId = '', dimension = ''): string {
  return `${resourceId} ${dimension}`
}

function foundOf(policy: ScalingPolicy): FoundPolicy {
  const tracking = policy.TargetTrackingScalingPolicyConfiguration
  const step = policy.StepScalingPolicyConfiguration
  const base = {
    name: policy.PolicyName ?? '',
    type: policy.PolicyType ?? '',
    metric: '',
    scaleIn: true,
    alarmNames: (policy.Alarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []),
  }
  if (tracking)
    return {
      ...base,
      kind: 'target-tracking',
      metric:
        tracking.PredefinedMetricSpecification?.PredefinedMetricType ??
        tracking.CustomizedMetricSpecification?.MetricName ??
        '',
      target: tracking.TargetValue,
      scaleIn: tracking.DisableScaleIn !== true,
      cooldown: { outSeconds: tracking.ScaleOutCooldown, inSeconds: tracking.ScaleInCooldown },
    }
  if (step)
    return {
      ...base,
      kind: 'step',
      cooldown: { outSeconds: step.Cooldown, inSeconds: step.Cooldown },
      step: stepOf({
        adjustment: step.AdjustmentType,
        leastMembers: step.MinAdjustmentMagnitude,
        adjustments: step.StepAdjustments ?? [],
      }),
    }
  return { ...base, kind: 'other' }
}
