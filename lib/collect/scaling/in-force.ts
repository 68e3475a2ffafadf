import type { Resource } from '#lib/model/resource.ts'
import type { ScalingPolicy, ScalingRule, ScheduledAction } from '#lib/model/scaling.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import type { FoundAlarm } from './alarms.ts'
import { type FoundPolicy, minutesOf } from './found-policy.ts'
import { alarmLine, scheduleLine } from './lines.ts'
import { ruleOf } from './rules.ts'
import type { FoundSchedule } from './schedules.ts'

export type FoundScaling = {
  readonly policies: readonly FoundPolicy[]
  readonly schedules: readonly FoundSchedule[]
  readonly alarms: ReadonlyMap<string, FoundAlarm>
}

/** Minutes from the decision until a member carries load, where neither the group nor the policy says so. */
const groupWarmupMinutes = 5
const taskWarmupMinutes = 2
/** Cooldown of ECS services where none is set (Application Auto Scaling user guide). */
const serviceCooldownSeconds = 300

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
  if (typeof facts.minSize !== 'number' || typeof facts.maxSize !== 'number')
    return 'Its minimum and maximum are not known.'
  for (const one of rules) if ('reason' in one) return one.reason
  const unplaced = found.schedules.find(({ action }) => action === undefined)
  return (
    unplaced &&
    `${unplaced.name} cannot be replayed: ${unplaced.schedule} is not a time that repeats by cron.`
  )
}

function policyOf(
  resource: Resource,
  { schedules }: FoundScaling,
  rules: readonly Rule[],
): { policy?: ScalingPolicy } {
  const scheduled = schedules.flatMap(({ action }): readonly ScheduledAction[] => (action ? [action] : []))
  if (rules.length === 0 && scheduled.length === 0) return {}
  const { minSize, maxSize } = resource.facts
  const service = resource.resourceClass === 'ecs-service'
  const warmup = rules.find(({ policy }) => policy.warmupMinutes !== undefined)?.policy.warmupMinutes
  const cooldown = rules.find(({ policy }) => policy.cooldown)?.policy.cooldown
  return {
    policy: {
      min: Number(minSize),
      max: Number(maxSize),
      warmupMinutes: warmup ?? (service ? taskWarmupMinutes : groupWarmupMinutes),
      rules: rules.flatMap((one): readonly ScalingRule[] => ('rule' in one ? [one.rule] : [])),
      ...(scheduled.length > 0 ? { scheduled } : {}),
      ...(service && cooldown
        ? {
            cooldown: {
              outMinutes: minutesOf(cooldown.outSeconds ?? serviceCooldownSeconds) ?? 0,
              inMinutes: minutesOf(cooldown.inSeconds ?? serviceCooldownSeconds) ?? 0,
            },
          }
        : {}),
    },
  }
}
