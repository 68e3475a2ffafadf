import { type ScalingRule, type StepScaling, type TargetTracking, trackingAt } from '../model/scaling.ts'

/** The alarms of one rule, with how long each has been beyond its threshold. Shares are of the members in service. */
export type Alarm = {
  readonly rule: ScalingRule
  /** What its metric reads, minute by minute, in members at 100 %. */
  readonly load: Float32Array
  readonly outShare: number
  readonly outMinutes: number
  readonly inShare: number
  readonly inMinutes: number
  /** Loads beyond which the alarm counts, with the members in service. */
  outLevel: number
  inLevel: number
  outStreak: number
  inStreak: number
}

const never = Number.POSITIVE_INFINITY

function trackingAlarm(rule: TargetTracking, load: Float32Array): Alarm {
  return {
    rule,
    load,
    outShare: rule.target,
    outMinutes: rule.outMinutes,
    inShare: rule.scaleIn ? rule.target * rule.inShare : -never,
    inMinutes: rule.inMinutes,
    outLevel: never,
    inLevel: -never,
    outStreak: 0,
    inStreak: 0,
  }
}

function stepAlarm(rule: StepScaling, load: Float32Array): Alarm {
  const out = rule.direction === 'out'
  return {
    rule,
    load,
    outShare: out ? rule.threshold : never,
    outMinutes: rule.minutes,
    inShare: out ? -never : rule.threshold,
    inMinutes: rule.minutes,
    outLevel: never,
    inLevel: -never,
    outStreak: 0,
    inStreak: 0,
  }
}

/** The alarm of a group without rules: it never rings. */
export function stillAlarm(load: Float32Array): Alarm {
  const rule = { ...trackingAt(1), scaleIn: false }
  return { ...trackingAlarm(rule, load), outShare: never }
}

/** One alarm a rule; a rule without a load of its own reads the first. */
export function alarmsOf(rules: readonly ScalingRule[], loads: readonly Float32Array[]): readonly Alarm[] {
  return rules.map((rule, i) => {
    const load = loads[i] ?? loads[0] ?? new Float32Array()
    return rule.kind === 'step' ? stepAlarm(rule, load) : trackingAlarm(rule, load)
  })
}

/** Follows a change of the members in service. */
export function setLevels(alarms: readonly Alarm[], inService: number): void {
  for (const alarm of alarms) {
    alarm.outLevel = alarm.outShare * inService
    alarm.inLevel = alarm.inShare * inService
  }
}

/** What an alarm says of a minute. */
export const silent = 0
export const ringsIn = 1
export const ringsOut = 2

/** Counts the data point of minute `t` and says which way the alarm rings. Neither streak moves when there is none. */
export function ringAt(alarm: Alarm, t: number): number {
  const load = alarm.load[t] as number
  if (load > alarm.outLevel) {
    alarm.inStreak = 0
    return ++alarm.outStreak >= alarm.outMinutes ? ringsOut : silent
  }
  if (load < alarm.inLevel) {
    alarm.outStreak = 0
    return ++alarm.inStreak >= alarm.inMinutes ? ringsIn : silent
  }
  const moving = alarm.outStreak + alarm.inStreak > 0
  if (moving && !Number.isNaN(load)) {
    alarm.outStreak = 0
    alarm.inStreak = 0
  }
  return silent
}

export const isOut = (alarm: Alarm) => alarm.outStreak >= alarm.outMinutes
export const isIn = (alarm: Alarm) => alarm.inStreak >= alarm.inMinutes
