import type { ScalingRule, StepScaling, TargetTracking } from '../model/scaling.ts'

/** The alarms of one rule, with how long each has been beyond its threshold. Shares are of the members in service. */
export type Alarm = {
  readonly rule: ScalingRule
  /** What its metric reads, minute by minute, in members at 100 %. */
  readonly load: Float32Array
  readonly outShare: number
  readonly outMinutes: number
  readonly inShare: number
  readonly inMinutes: number
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
    outStreak: 0,
    inStreak: 0,
  }
}

/** One alarm a rule; a rule without a load of its own reads the first. */
export function alarmsOf(rules: readonly ScalingRule[], loads: readonly Float32Array[]): readonly Alarm[] {
  return rules.map((rule, i) => {
    const load = loads[i] ?? loads[0] ?? new Float32Array()
    return rule.kind === 'step' ? stepAlarm(rule, load) : trackingAlarm(rule, load)
  })
}

/** Counts the data point of minute `t`; true when the alarm rings. Neither streak moves when there is none. */
export function ringsAt(alarm: Alarm, t: number, inService: number): boolean {
  const load = alarm.load[t] as number
  if (load > alarm.outShare * inService) {
    alarm.inStreak = 0
    return ++alarm.outStreak >= alarm.outMinutes
  }
  if (load < alarm.inShare * inService) {
    alarm.outStreak = 0
    return ++alarm.inStreak >= alarm.inMinutes
  }
  const moving = alarm.outStreak + alarm.inStreak > 0
  if (moving && !Number.isNaN(load)) {
    alarm.outStreak = 0
    alarm.inStreak = 0
  }
  return false
}

export const isOut = (alarm: Alarm) => alarm.outStreak >= alarm.outMinutes
export const isIn = (alarm: Alarm) => alarm.inStreak >= alarm.inMinutes
