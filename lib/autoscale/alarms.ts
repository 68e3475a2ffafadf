import { type ScalingRule, type StepScaling, type TargetTracking, trackingAt } from '../model/scaling.ts'

/** The alarms of one rule, with how long each has been beyond its threshold. Shares are of the members in service. */
export type Alarm = {
  readonly rule: ScalingRule
  /** What its metric reads, minute by minute, in members at 100 %; `NaN` where it has no data point. */
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

/** Data points that so many minutes are: one a minute unless the alarm averages longer. */
const pointsIn = (minutes: number, { periodMinutes = 1 }: ScalingRule) =>
  Math.max(1, Math.round(minutes / periodMinutes))

/** One data point at the end of each period, the average of its minutes; between them there is none. */
function averagedOver(load: Float32Array, periodMinutes: number): Float32Array {
  const out = new Float32Array(load.length).fill(Number.NaN)
  for (let from = 0; from + periodMinutes <= load.length; from += periodMinutes) {
    let [sum, count] = [0, 0]
    for (let t = from; t < from + periodMinutes; t++) {
      const value = load[t] as number
      if (Number.isNaN(value)) continue
      sum += value
      count++
    }
    if (count > 0) out[from + periodMinutes - 1] = sum / count
  }
  return out
}

function trackingAlarm(rule: TargetTracking, load: Float32Array): Alarm {
  return {
    rule,
    load,
    outShare: rule.target * (rule.outShare ?? 1),
    outMinutes: pointsIn(rule.outMinutes, rule),
    inShare: rule.scaleIn ? rule.target * rule.inShare : -never,
    inMinutes: pointsIn(rule.inMinutes, rule),
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
    outMinutes: pointsIn(rule.minutes, rule),
    inShare: out ? -never : rule.threshold,
    inMinutes: pointsIn(rule.minutes, rule),
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
    const minutely = loads[i] ?? loads[0] ?? new Float32Array()
    const { periodMinutes = 1 } = rule
    const load = periodMinutes > 1 ? averagedOver(minutely, periodMinutes) : minutely
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
