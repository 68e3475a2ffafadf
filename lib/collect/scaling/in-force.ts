import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import {
  type ScalingPolicy,
  type ScalingRule,
  type ScheduledAction,
  throughputDecreases,
} from '#lib/model/scaling.ts'
import type { ScaledPart, ScalingInForce } from '#lib/model/scaling-study.ts'
import type { FoundAlarm } from './alarms.ts'
import { type FoundPolicy, minutesOf } from './found-policy.ts'
import { alarmLine, scheduleLine } from './lines.ts'
import { ruleOf } from './rules.ts'
import type { FoundSchedule } from './schedules.ts'

export type FoundScaling = {
  /** Members where absent. */
  readonly scales?: ScaledPart
  /** Of the scalable target; the facts of a group tell its own. */
  readonly bounds?: { readonly min: number; readonly max: number } | undefined
  readonly policies: readonly FoundPolicy[]
  readonly schedules: readonly FoundSchedule[]
  readonly alarms: ReadonlyMap<string, FoundAlarm>
}

/**
 * Minutes from the decision until what was added carries load, where neither group nor policy says so. Of instances
 * of an endpoint, readers and shards: as it is usually seen, AWS documents none.
 */
const warmupMinutes: Partial<Record<ResourceClass, number>> = {
  'ecs-service': 2,
  'sagemaker-endpoint': 6,
  'aurora-cluster': 10,
  'elasticache-group': 15,
  'dynamodb-table': 0,
  'dynamodb-index': 0,
}
const groupWarmupMinutes = 5
/**
 * Cooldown where none is set (CDK reference, BaseTargetTrackingProps): 300 s for services,
 * endpoints and clusters of Aurora, none for all others.
 */
const cooldownSeconds: Partial<Record<ResourceClass, number>> = {
  'dynamodb-table': 0,
  'dynamodb-index': 0,
  'elasticache-group': 0,
}
const usualCooldownSeconds = 300

/** What is in force on one resource: its policy as the replay knows it, or why it cannot be replayed. */
export function inForceOf(resource: Resource, found: FoundScaling): ScalingInForce {
  const { policies, schedules, alarms } = found
  const alarmsFor = ({ alarmNames }: FoundPolicy) => alarmNames.flatMap((name) => alarms.get(name) ?? [])
  const acting = policies.filter(({ kind, scales }) => kind !== 'predictive' || scales === true)
  const rules = acting.map((policy) => ({ policy, ...ruleOf(policy, alarmsFor(policy)) }))
  const documentedFor = rules.flatMap((one) => ('documented' in one && one.documented ? one.policy.name : []))
  const fault = faultOf(resource)
  const reason = fault ?? reasonOf(resource, found, rules)
  return {
    resourceId: resource.id,
    ...(found.scales === undefined || found.scales === 'members' ? {} : { scales: found.scales }),
    names: policies.map(({ name }) => name),
    alarms: documentedFor.length === 0 && acting.length > 0 ? 'read' : 'documented',
    ...(documentedFor.length > 0 ? { documentedFor } : {}),
    lines: [
      ...policies.flatMap((policy) => alarmsFor(policy).map((alarm) => alarmLine(policy, alarm))),
      ...policies.flatMap(({ name, kind, scales }) =>
        kind === 'predictive' && scales !== true ? [`${name}: only forecasts, and changes nothing.`] : [],
      ),
      ...schedules.map(scheduleLine),
    ],
    ...(fault === undefined ? {} : { fault }),
    ...(reason === undefined ? policyOf(resource, found, rules) : { reason }),
  }
}

type Rule = { readonly policy: FoundPolicy } & ReturnType<typeof ruleOf>

function faultOf({ facts }: Resource): string | undefined {
  return facts.cpuPolicyOnManagedGroup === true
    ? 'A CPU policy pulls at the group that the capacity provider manages: one of them has to go, and the reservation decides how many instances are needed.'
    : undefined
}

function reasonOf({ facts }: Resource, found: FoundScaling, rules: readonly Rule[]): string | undefined {
  if (found.policies.length === 0 && found.schedules.length === 0) return undefined
  if (!boundsOf(facts, found)) return 'Its minimum and maximum are not known.'
  for (const one of rules) if ('reason' in one) return one.reason
  const unplaced = found.schedules.find(({ action }) => action === undefined)
  return (
    unplaced &&
    `${unplaced.name} cannot be replayed: ${unplaced.schedule} is not a time that repeats by cron.`
  )
}

function boundsOf(facts: Resource['facts'], { bounds }: FoundScaling) {
  if (bounds) return bounds
  // A pool of GPUs is one by its tag; the bounds are those of the group behind it.
  const [min, max] = [facts.minSize ?? facts.groupMin, facts.maxSize ?? facts.groupMax]
  return typeof min === 'number' && typeof max === 'number' ? { min, max } : undefined
}

function policyOf(
  resource: Resource,
  found: FoundScaling,
  rules: readonly Rule[],
): { policy?: ScalingPolicy } {
  const { schedules, scales } = found
  const bounds = boundsOf(resource.facts, found)
  const scheduled = schedules.flatMap(({ action }): readonly ScheduledAction[] => (action ? [action] : []))
  if (!bounds || (rules.length === 0 && scheduled.length === 0)) return {}
  const { resourceClass } = resource
  const { warmupSeconds } = resource.facts
  const managed = typeof warmupSeconds === 'number' ? minutesOf(warmupSeconds) : undefined
  const warmup =
    managed ?? rules.find(({ policy }) => policy.warmupMinutes !== undefined)?.policy.warmupMinutes
  const cooldown = rules.find(({ policy }) => policy.cooldown)?.policy.cooldown
  return {
    policy: {
      ...bounds,
      warmupMinutes: warmup ?? warmupMinutes[resourceClass] ?? groupWarmupMinutes,
      rules: rules.flatMap((one): readonly ScalingRule[] => ('rule' in one ? [one.rule] : [])),
      ...(scheduled.length > 0 ? { scheduled } : {}),
      ...(cooldown ? { cooldown: cooldownOf(resourceClass, cooldown) } : {}),
      ...(scales === 'read-units' || scales === 'write-units'
        ? { decreasesAtAnyTime: throughputDecreases }
        : {}),
    },
  }
}

function cooldownOf(resourceClass: ResourceClass, set: NonNullable<FoundPolicy['cooldown']>) {
  const usual = cooldownSeconds[resourceClass] ?? usualCooldownSeconds
  return {
    outMinutes: minutesOf(set.outSeconds ?? usual) ?? 0,
    inMinutes: minutesOf(set.inSeconds ?? usual) ?? 0,
  }
}
