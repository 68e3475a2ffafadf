import { DescribePoliciesCommand, type ScalingPolicy } from '@aws-sdk/client-auto-scaling'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'
import { type FoundPolicy, minutesOf, stepOf } from './found-policy.ts'

/** Policies of the Auto Scaling groups of a region that are enabled, by group. Throws the SDK's error. */
export async function describeGroupPolicies(aws: RegionAws): Promise<Map<string, FoundPolicy[]>> {
  const policies = await readAllPages<ScalingPolicy>(async (token) => {
    const page = await aws.call('autoscaling:DescribePolicies', ({ autoscaling }, sending) =>
      autoscaling.send(new DescribePoliciesCommand({ MaxRecords: 100, NextToken: token }), sending),
    )
    return { items: page.ScalingPolicies ?? [], next: page.NextToken }
  })
  const found = new Map<string, FoundPolicy[]>()
  for (const policy of policies) {
    if (policy.Enabled === false) continue
    const group = policy.AutoScalingGroupName ?? ''
    found.set(group, [...(found.get(group) ?? []), foundOf(policy)])
  }
  return found
}

function foundOf(policy: ScalingPolicy): FoundPolicy {
  const base = {
    name: policy.PolicyName ?? '',
    type: policy.PolicyType ?? '',
    warmupMinutes: minutesOf(policy.EstimatedInstanceWarmup),
    alarmNames: (policy.Alarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []),
    scaleIn: true,
    metric: '',
  }
  switch (policy.PolicyType) {
    case 'TargetTrackingScaling':
      return { ...base, kind: 'target-tracking', ...trackingOf(policy) }
    case 'StepScaling':
      return { ...base, kind: 'step', step: steps(policy, policy.StepAdjustments ?? []) }
    case 'PredictiveScaling':
      return {
        ...base,
        kind: 'predictive',
        scales: policy.PredictiveScalingConfiguration?.Mode === 'ForecastAndScale',
      }
    default:
      return { ...base, kind: 'other' }
  }
}

function trackingOf({ TargetTrackingConfiguration: config }: ScalingPolicy) {
  return {
    metric:
      config?.PredefinedMetricSpecification?.PredefinedMetricType ??
      config?.CustomizedMetricSpecification?.MetricName ??
      '',
    target: config?.TargetValue,
    scaleIn: config?.DisableScaleIn !== true,
  }
}

function steps(
  { AdjustmentType, MinAdjustmentMagnitude }: ScalingPolicy,
  adjustments: NonNullable<ScalingPolicy['StepAdjustments']>,
) {
  return stepOf({ adjustment: AdjustmentType, leastMembers: MinAdjustmentMagnitude, adjustments })
}
