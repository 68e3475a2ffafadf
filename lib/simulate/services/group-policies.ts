import { type Answer, type Call, xml } from '../call.ts'
import type { WorldGroupPolicy } from '../estate/ecs-things.ts'
import { pageOf } from '../wire/page.ts'
import { listParam } from '../wire/params.ts'
import type { XmlObject } from '../wire/xml.ts'
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
  const { groupName, name, metric, namespace, targetValue } = policy
  const specification: XmlObject =
    namespace === undefined
      ? { PredefinedMetricSpecification: { PredefinedMetricType: metric } }
      : {
          CustomizedMetricSpecification: {
            MetricName: metric,
            Namespace: namespace,
            Statistic: 'Average',
          },
        }
  return {
    AutoScalingGroupName: groupName,
    PolicyName: name,
    PolicyARN: `arn:aws:autoscaling:${place.region}:${place.accountId}:scalingPolicy:1:autoScalingGroupName/${groupName}:policyName/${name}`,
    PolicyType: 'TargetTrackingScaling',
    Enabled: true,
    TargetTrackingConfiguration: { ...specification, TargetValue: targetValue, DisableScaleIn: false },
  }
}
