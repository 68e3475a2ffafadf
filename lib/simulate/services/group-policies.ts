import { type Answer, type Call, xml } from '../call.ts'
import type { WorldGroupPolicy, WorldStep } from '../estate/ecs-things.ts'
import { pageOf } from '../wire/page.ts'
import { listParam } from '../wire/params.ts'
import type { XmlObject } from '../wire/xml.ts'
import { groupAlarms, groupPolicyArn } from './policy-alarms.ts'
import { queryPage } from './query-page.ts'

/** DescribePolicies of Auto Scaling groups: of one group, or all; pages of 1 to 100, 50 without MaxRecords. */
export function describePolicies(call: Call): Answer {
  const group = call.params.get('AutoScalingGroupName')
  const names = listParam(call.params, 'PolicyNames.member')
  const wanted = (call.world.things?.(call.place, 'group-policy') ?? []).filter(
    (policy) =>
      (group === undefined || policy.groupName === group) &&
      (names.length === 0 || names.includes(policy.name)),
  )
  const options = { kind: 'DescribePolicies', tokenName: 'NextToken', min: 1, max: 100, size: 50 }
  const page = pageOf(wanted, queryPage(call.params, options))
  return xml({
    ScalingPolicies: { member: page.items.map((one) => element(call, one)) },
    NextToken: page.next,
  })
}

function element({ place }: Call, policy: WorldGroupPolicy): XmlObject {
  const { groupName, name, warmupSeconds } = policy
  return {
    AutoScalingGroupName: groupName,
    PolicyName: name,
    PolicyARN: groupPolicyArn(place, policy),
    Enabled: true,
    EstimatedInstanceWarmup: warmupSeconds,
    Alarms: {
      member: groupAlarms(place, policy).map((alarm) => ({
        AlarmName: alarm.name,
        AlarmARN: `arn:aws:cloudwatch:${place.region}:${place.accountId}:alarm:${alarm.name}`,
      })),
    },
    ...(policy.step ? steps(policy.step) : policy.predictive ? predictive(policy) : tracking(policy)),
  }
}

function tracking({ metric, namespace, targetValue }: WorldGroupPolicy): XmlObject {
  const specification: XmlObject =
    namespace === undefined
      ? { PredefinedMetricSpecification: { PredefinedMetricType: metric } }
      : { CustomizedMetricSpecification: { MetricName: metric, Namespace: namespace, Statistic: 'Average' } }
  return {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: { ...specification, TargetValue: targetValue, DisableScaleIn: false },
  }
}

function steps({ adjustmentType, leastMembers, adjustments }: WorldStep): XmlObject {
  return {
    PolicyType: 'StepScaling',
    AdjustmentType: adjustmentType,
    MinAdjustmentMagnitude: leastMembers,
    MetricAggregationType: 'Average',
    StepAdjustments: {
      member: adjustments.map(({ lower, upper, change }) => ({
        MetricIntervalLowerBound: lower,
        MetricIntervalUpperBound: upper,
        ScalingAdjustment: change,
      })),
    },
  }
}

function predictive({ metric, targetValue, predictive: mode }: WorldGroupPolicy): XmlObject {
  const pair = { PredefinedMetricPairSpecification: { PredefinedMetricType: metric } }
  return {
    PolicyType: 'PredictiveScaling',
    PredictiveScalingConfiguration: {
      MetricSpecifications: { member: [{ TargetValue: targetValue, ...pair }] },
      Mode: mode,
    },
  }
}
