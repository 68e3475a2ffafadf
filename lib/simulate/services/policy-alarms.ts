import { createHash } from 'node:crypto'
import type { WorldGroupPolicy } from '../estate/ecs-things.ts'
import type { WorldScalableTarget, WorldScalingPolicy } from '../estate/scalable-target.ts'
import type { Place, World } from '../world.ts'

/** An alarm that starts a scaling policy, as CloudWatch keeps it. */
export type PolicyAlarm = {
  readonly name: string
  readonly policyArn: string
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
  readonly statistic: 'Average' | 'Sum'
  readonly threshold: number
  readonly comparison: string
  readonly periodSeconds: number
  readonly periods: number
}

/** The last part of the name of an alarm that AWS makes itself. */
function uuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [8, 4, 4, 4, 12].map((length, i) => hex.slice(i * 5, i * 5 + length)).join('-')
}

export function groupPolicyArn(place: Place, { groupName, name }: WorldGroupPolicy): string {
  return `arn:aws:autoscaling:${place.region}:${place.accountId}:scalingPolicy:1:autoScalingGroupName/${groupName}:policyName/${name}`
}

export function applicationPolicyArn(
  place: Place,
  target: WorldScalableTarget,
  policy: WorldScalingPolicy,
): string {
  const at = `${place.region}:${place.accountId}`
  return `arn:aws:autoscaling:${at}:scalingPolicy:resource/${target.serviceNamespace}/${target.resourceId}:policyName/${policy.name}`
}

/** Alarms of a policy of a group: both of target tracking, or the one of its steps. */
export function groupAlarms(place: Place, policy: WorldGroupPolicy): readonly PolicyAlarm[] {
  const policyArn = groupPolicyArn(place, policy)
  const dimensions = { AutoScalingGroupName: policy.groupName }
  if (policy.step)
    return [
      {
        ...policy.step.alarm,
        name: `${policy.groupName}-${policy.name}`,
        policyArn,
        namespace: 'AWS/EC2',
        dimensions,
        statistic: 'Average',
      },
    ]
  if (policy.predictive) return []
  const managed = policy.namespace === 'AWS/ECS/ManagedScaling'
  return trackingAlarms({
    owner: policy.groupName,
    policyArn,
    namespace: policy.namespace ?? 'AWS/EC2',
    metric: policy.namespace === undefined ? 'CPUUtilization' : policy.metric,
    dimensions,
    high: { threshold: policy.targetValue, periods: managed ? 1 : 3 },
    low: { threshold: policy.targetValue * (managed ? 1 : 0.9), periods: 15 },
    ...(policy.alarmPeriodSeconds === undefined ? {} : { periodSeconds: policy.alarmPeriodSeconds }),
  })
}

const applicationMetrics: Readonly<Record<string, { namespace: string; metric: string; statistic?: 'Sum' }>> =
  {
    ECSServiceAverageCPUUtilization: { namespace: 'AWS/ECS', metric: 'CPUUtilization' },
    ECSServiceAverageMemoryUtilization: { namespace: 'AWS/ECS', metric: 'MemoryUtilization' },
    DynamoDBReadCapacityUtilization: {
      namespace: 'AWS/DynamoDB',
      metric: 'ConsumedReadCapacityUnits',
      statistic: 'Sum',
    },
    DynamoDBWriteCapacityUtilization: {
      namespace: 'AWS/DynamoDB',
      metric: 'ConsumedWriteCapacityUnits',
      statistic: 'Sum',
    },
    RDSReaderAverageCPUUtilization: { namespace: 'AWS/RDS', metric: 'CPUUtilization' },
    ElastiCachePrimaryEngineCPUUtilization: { namespace: 'AWS/ElastiCache', metric: 'EngineCPUUtilization' },
    SageMakerVariantInvocationsPerInstance: { namespace: 'AWS/SageMaker', metric: 'InvocationsPerInstance' },
  }

/** Alarms of a policy of Application Auto Scaling. */
export function applicationAlarms(
  place: Place,
  target: WorldScalableTarget,
  policy: WorldScalingPolicy,
): readonly PolicyAlarm[] {
  const tracked = applicationMetrics[policy.metric] ?? { namespace: '', metric: policy.metric }
  const { high, low } = thresholdsOf(target.serviceNamespace, policy.targetValue)
  return trackingAlarms({
    owner: target.resourceId,
    policyArn: applicationPolicyArn(place, target, policy),
    ...tracked,
    dimensions: dimensionsOf(target),
    high,
    low,
  })
}

/** Periods and thresholds of AWS's own alarms, which differ by service. */
function thresholdsOf(service: string, target: number): Pick<Tracking, 'high' | 'low'> {
  const lows: Readonly<Record<string, number>> = { dynamodb: target - 20, elasticache: target * 0.75 }
  return {
    high: { threshold: target, periods: service === 'dynamodb' ? 2 : 3 },
    low: { threshold: lows[service] ?? target * 0.9, periods: 15 },
  }
}

function dimensionsOf({ serviceNamespace, resourceId }: WorldScalableTarget): PolicyAlarm['dimensions'] {
  const [, first = '', second = '', third = ''] = resourceId.split('/')
  switch (serviceNamespace) {
    case 'dynamodb':
      return second === 'index' ? { TableName: first, GlobalSecondaryIndexName: third } : { TableName: first }
    case 'sagemaker':
      return { EndpointName: first, VariantName: third }
    case 'rds':
      return { DBClusterIdentifier: resourceId.replace('cluster:', ''), Role: 'READER' }
    case 'elasticache':
      return { ReplicationGroupId: first, Role: 'Primary' }
    default:
      return { ClusterName: first, ServiceName: second }
  }
}

type Tracking = {
  readonly owner: string
  readonly policyArn: string
  readonly namespace: string
  readonly metric: string
  readonly statistic?: 'Sum'
  readonly dimensions: PolicyAlarm['dimensions']
  readonly high: { readonly threshold: number; readonly periods: number }
  readonly low: { readonly threshold: number; readonly periods: number }
  readonly periodSeconds?: number
}

function trackingAlarms({
  owner,
  high,
  low,
  periodSeconds = 60,
  statistic,
  ...rest
}: Tracking): readonly PolicyAlarm[] {
  const alarm = (side: 'AlarmHigh' | 'AlarmLow'): PolicyAlarm => ({
    ...rest,
    ...(side === 'AlarmHigh' ? high : low),
    statistic: statistic ?? 'Average',
    name: `TargetTracking-${owner}-${side}-${uuid(`${rest.policyArn}/${side}`)}`,
    comparison: side === 'AlarmHigh' ? 'GreaterThanThreshold' : 'LessThanThreshold',
    periodSeconds,
  })
  return [alarm('AlarmHigh'), alarm('AlarmLow')]
}

/** Every alarm of every scaling policy in one place. */
export function policyAlarms(world: World, place: Place): readonly PolicyAlarm[] {
  const groups = (world.things?.(place, 'group-policy') ?? []).flatMap((policy) => groupAlarms(place, policy))
  const targets = (world.things?.(place, 'scalable-target') ?? []).flatMap((target) =>
    target.policies.flatMap((policy) => applicationAlarms(place, target, policy)),
  )
  return [...groups, ...targets]
}
