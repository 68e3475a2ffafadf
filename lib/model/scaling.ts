/**
 * How a scaled group answers its load. Loads are in members at 100 % of what a rule measures (CPU of one member,
 * requests that one member serves), one value a minute; `NaN` = no data point.
 */

/** Keeps a metric at its target. AWS makes both alarms; where they are known their figures are given. */
export type TargetTracking = {
  readonly kind: 'target-tracking'
  /** Share of one member, 0 to 1 (a target of 60 % is 0.6). */
  readonly target: number
  /** Minutes in a row above the target before the group grows: 3 for AWS's own alarms. */
  readonly outMinutes: number
  /** Minutes in a row below `inShare` x target before it shrinks: 15 for AWS's own alarms. */
  readonly inMinutes: number
  /** 0.9 for AWS's own alarms. */
  readonly inShare: number
  readonly scaleIn: boolean
}

/** One step: from `from` on (share of a member, above or below the threshold by the direction), members are changed. */
export type Step = {
  readonly from: number
  readonly change: number
}

/** Adds or removes members by how far the metric is beyond an alarm's threshold. */
export type StepScaling = {
  readonly kind: 'step'
  readonly direction: 'out' | 'in'
  readonly threshold: number
  readonly minutes: number
  readonly adjustment: 'members' | 'percent' | 'exact'
  /** Ordered by distance from the threshold, the first at 0; the last one reached counts. */
  readonly steps: readonly Step[]
  /** Least change of an `adjustment` in percent. */
  readonly leastMembers: number
}

export type ScalingRule = TargetTracking | StepScaling

/** Least members by hour of the UTC week from Monday 00:00, 168 of them: scheduled actions, or a forecast. */
export type HourlyFloor = readonly number[]

export type ScalingPolicy = {
  readonly min: number
  readonly max: number
  /** Minutes from the decision until a new member carries load; the group does not shrink meanwhile. */
  readonly warmupMinutes: number
  /** Out if any of them says so, in only if all do. */
  readonly rules: readonly ScalingRule[]
  readonly floor?: HourlyFloor
}

/** AWS's documented alarms of target tracking, for policies whose alarms are not known. */
export const documentedAlarms = { outMinutes: 3, inMinutes: 15, inShare: 0.9, scaleIn: true } as const

/** A rule of target tracking with the documented alarms. */
export function trackingAt(target: number): TargetTracking {
  return { kind: 'target-tracking', target, ...documentedAlarms }
}
