import type { StepScaling, TargetTracking } from '../model/scaling.ts'
import { type Alarm, isIn, isOut } from './alarms.ts'

/** Members that target tracking asks for: in proportion, rounded up. */
function trackingMembers({ target }: TargetTracking, load: number): number {
  return Math.ceil(load / target - 1e-9)
}

/** At least the rule's growth where more is asked for than there is. */
function leastGrowth({ growthShareMin = 0 }: TargetTracking, members: number, desired: number): number {
  if (growthShareMin === 0 || members <= desired) return members
  return Math.max(members, Math.ceil(desired * (1 + growthShareMin) - 1e-9))
}

/** The step that the metric has reached, counted from the threshold. */
function stepChange(rule: StepScaling, share: number): number {
  const beyond = Math.abs(share - rule.threshold)
  let change = 0
  for (const step of rule.steps) if (beyond >= step.from) change = step.change
  return change
}

/**
 * Members after a step. A change in percent moves by at least `leastMembers` and is rounded away from zero when it is
 * below one member, else towards it (EC2 Auto Scaling user guide, "Scaling adjustment types").
 */
function stepMembers(rule: StepScaling, share: number, members: number): number {
  const change = stepChange(rule, share)
  if (rule.adjustment === 'exact') return change
  const signed = rule.direction === 'out' ? Math.abs(change) : -Math.abs(change)
  if (rule.adjustment === 'members') return members + signed
  const exact = (members * signed) / 100
  const whole = Math.abs(exact) < 1 ? Math.sign(exact) : Math.trunc(exact)
  return members + Math.sign(signed) * Math.max(Math.abs(whole), rule.leastMembers)
}

export type Moment = {
  /** The minute. */
  readonly t: number
  readonly inService: number
  /** Members that were asked for, those that warm up too. */
  readonly desired: number
}

function membersBy({ rule }: Alarm, load: number, { inService, desired }: Moment): number {
  return rule.kind === 'target-tracking'
    ? leastGrowth(rule, trackingMembers(rule, load), desired)
    : stepMembers(rule, load / inService, rule.direction === 'out' ? inService : desired)
}

/** The most that any rule asks for, where one asks for more than there is; else undefined. */
export function membersOut(alarms: readonly Alarm[], moment: Moment): number | undefined {
  let most = moment.desired
  for (const alarm of alarms) {
    const load = alarm.load[moment.t] as number
    if (isOut(alarm) && !Number.isNaN(load)) most = Math.max(most, membersBy(alarm, load, moment))
  }
  return most > moment.desired ? most : undefined
}

/**
 * Members after shrinking: when every rule of target tracking that may shrink agrees, or a step rule says so; the
 * most of what they ask for counts. Undefined when the group stays.
 */
export function membersIn(alarms: readonly Alarm[], moment: Moment): number | undefined {
  const agreed = alarms.every((alarm) => !mayShrink(alarm) || isIn(alarm))
  let asked = -1
  for (const alarm of alarms) {
    const load = alarm.load[moment.t] as number
    if (!isIn(alarm) || Number.isNaN(load)) continue
    if (agreed || alarm.rule.kind === 'step') asked = Math.max(asked, membersBy(alarm, load, moment))
  }
  return asked >= 0 && asked < moment.desired ? asked : undefined
}

/** Target tracking that may make the group smaller. */
function mayShrink({ rule }: Alarm): boolean {
  return rule.kind === 'target-tracking' && rule.scaleIn
}
