import {
  documentedAlarms,
  type ScaledMetric,
  type ScalingRule,
  type StepScaling,
  type TargetTracking,
  throughputInShare,
} from '#lib/model/scaling.ts'
import type { FoundAlarm } from './alarms.ts'
import type { FoundPolicy } from './found-policy.ts'

/** Metrics that the replay has a load of; all of them but requests are percentages. */
const scaledMetrics: Readonly<Record<string, ScaledMetric>> = {
  ASGAverageCPUUtilization: 'cpu',
  ECSServiceAverageCPUUtilization: 'cpu',
  CPUUtilization: 'cpu',
  ECSServiceAverageMemoryUtilization: 'memory',
  MemoryUtilization: 'memory',
  mem_used_percent: 'memory',
  CapacityProviderReservation: 'reservation',
  DynamoDBReadCapacityUtilization: 'read-units',
  DynamoDBWriteCapacityUtilization: 'write-units',
  RDSReaderAverageCPUUtilization: 'cpu',
  SageMakerVariantInvocationsPerInstance: 'requests',
  ElastiCachePrimaryEngineCPUUtilization: 'cpu',
  ElastiCacheReplicaEngineCPUUtilization: 'cpu',
  EngineCPUUtilization: 'cpu',
  ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage: 'memory',
  GPUUtilization: 'gpu',
  nvidia_smi_utilization_gpu: 'gpu',
}

/** Alarms of the services that have others than AWS's three and fifteen minutes, where theirs were not read. */
const serviceAlarms: Partial<Record<ScaledMetric, Partial<TargetTracking>>> = {
  // The target itself is kept: any free instance counts as too many (deep dive on ECS cluster auto scaling, AWS blog).
  reservation: { outMinutes: 1, inMinutes: 15, inShare: 1 },
  // "two consecutive minutes", "15 consecutive data points" (DynamoDB developer guide, metrics and dimensions).
  'read-units': { outMinutes: 2, inMinutes: 15 },
  'write-units': { outMinutes: 2, inMinutes: 15 },
}

/**
 * ElastiCache grows by 20 % or more and shrinks only at 25 % under its target (ElastiCache user guide, "Target tracking
 * scaling policies").
 */
const shardRules: Partial<TargetTracking> = { growthShareMin: 0.2, inShare: 0.75 }

export type FoundRule =
  | { readonly rule: ScalingRule; readonly documented: boolean }
  | { readonly reason: string }

/** The rule that the replay follows for one policy and the alarms found of it, or why it cannot. */
export function ruleOf(policy: FoundPolicy, alarms: readonly FoundAlarm[]): FoundRule {
  const odd = alarms.find(({ datapoints, periods }) => datapoints < periods)
  if (odd) return refused(policy, `its alarm rings on ${odd.datapoints} of ${odd.periods} data points`)
  if (policy.kind === 'target-tracking') return trackingOf(policy, alarms)
  if (policy.kind === 'step' && policy.step) return stepOf(policy, alarms)
  return refused(policy, `${policy.type || 'its kind'} is not replayed`)
}

const refused = ({ name }: FoundPolicy, why: string): FoundRule => ({
  reason: `${name} cannot be replayed: ${why}.`,
})

function trackingOf(policy: FoundPolicy, alarms: readonly FoundAlarm[]): FoundRule {
  const metric = scaledMetrics[policy.metric]
  if (metric === undefined || policy.target === undefined || !(policy.target > 0))
    return refused(policy, `there is no load for ${policy.metric || 'its metric'}`)
  const target = metric === 'requests' ? policy.target : policy.target / 100
  const high = alarms.find(({ direction }) => direction === 'above')
  const low = alarms.find(({ direction }) => direction === 'below')
  const units = metric === 'read-units' || metric === 'write-units'
  const rule: TargetTracking = {
    kind: 'target-tracking',
    ...(metric === 'cpu' ? {} : { metric }),
    target,
    ...documentedAlarms,
    ...serviceAlarms[metric],
    ...(units ? { inShare: throughputInShare(target) } : {}),
    ...(policy.metric.startsWith('ElastiCache') ? shardRules : {}),
    ...(high && !units ? { outMinutes: minutes(high), outShare: high.threshold / policy.target } : {}),
    ...(high && units ? { outMinutes: minutes(high) } : {}),
    ...(low ? { inMinutes: minutes(low) } : {}),
    ...(low && !units ? { inShare: low.threshold / policy.target } : {}),
    ...periodOf(high ?? low),
    scaleIn: policy.scaleIn,
  }
  return { rule, documented: high === undefined || (policy.scaleIn && low === undefined) }
}

function stepOf(policy: FoundPolicy, alarms: readonly FoundAlarm[]): FoundRule {
  const [alarm, another] = alarms
  if (!alarm) return refused(policy, 'its alarm was not found')
  if (another) return refused(policy, 'more than one alarm starts it')
  const metric = scaledMetrics[alarm.metric]
  if (metric === undefined) return refused(policy, `there is no load for ${alarm.metric || 'its metric'}`)
  const adjustment = adjustments[policy.step?.adjustment ?? '']
  if (adjustment === undefined)
    return refused(policy, `${policy.step?.adjustment || 'its adjustment'} is not known`)
  const direction = alarm.direction === 'above' ? 'out' : 'in'
  const steps = stepsOf(policy, direction)
  if (adjustment !== 'exact' && steps.some(({ change }) => (direction === 'out' ? change < 0 : change > 0)))
    return refused(policy, 'its steps go against its alarm')
  // A threshold that counts itself is met by what is a hair beyond it.
  const hair = alarm.orEqual ? (direction === 'out' ? -1e-6 : 1e-6) : 0
  const rule: StepScaling = {
    kind: 'step',
    ...(metric === 'cpu' ? {} : { metric }),
    direction,
    threshold: alarm.threshold / 100 + hair,
    minutes: minutes(alarm),
    adjustment,
    steps,
    leastMembers: policy.step?.leastMembers ?? 1,
    ...periodOf(alarm),
  }
  return { rule, documented: false }
}

const adjustments: Readonly<Record<string, StepScaling['adjustment']>> = {
  ChangeInCapacity: 'members',
  PercentChangeInCapacity: 'percent',
  ExactCapacity: 'exact',
}

/** Bounds as distances from the threshold, nearest first; those on the other side of it never count. */
function stepsOf({ step }: FoundPolicy, direction: StepScaling['direction']): StepScaling['steps'] {
  return (step?.steps ?? [])
    .map(({ lower, upper, change }) => {
      const from = direction === 'out' ? (lower ?? 0) : -(upper ?? 0)
      const to = direction === 'out' ? upper : lower === undefined ? undefined : -lower
      return { from: Math.max(0, from) / 100, to, change }
    })
    .filter(({ to }) => to === undefined || to > 0)
    .map(({ from, change }) => ({ from, change }))
    .sort((a, b) => a.from - b.from)
}

const minutes = ({ periods, periodSeconds }: FoundAlarm) =>
  Math.max(1, Math.round((periods * periodSeconds) / 60))

function periodOf(alarm: FoundAlarm | undefined): { periodMinutes?: number } {
  const periodMinutes = alarm ? Math.max(1, Math.round(alarm.periodSeconds / 60)) : 1
  return periodMinutes === 1 ? {} : { periodMinutes }
}
