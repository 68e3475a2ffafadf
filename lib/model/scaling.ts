import type { EpochMs } from './time.ts'

/**
 * How a scaled group answers its load. Loads are in members at 100 % of what a rule measures (CPU of one member,
 * requests that one member serves), one value a minute; `NaN` = no data point.
 */

/** What a rule measures, as a share of the members in service. */
export const scaledMetrics = [
  'cpu',
  'memory',
  'gpu',
  'reservation',
  'read-units',
  'write-units',
  'requests',
] as const
export type ScaledMetric = (typeof scaledMetrics)[number]

/** Keeps a metric at its target. AWS makes both alarms; where they are known their figures are given. */
export type TargetTracking = {
  readonly kind: 'target-tracking'
  /** CPU where absent. */
  readonly metric?: ScaledMetric
  /** Share of one member, 0 to 1 (a target of 60 % is 0.6); of `requests` requests a minute of one member. */
  readonly target: number
  /** Minutes in a row above the target before the group grows: 3 for AWS's own alarms. */
  readonly outMinutes: number
  /** Minutes in a row below `inShare` x target before it shrinks: 15 for AWS's own alarms. */
  readonly inMinutes: number
  /** 0.9 for AWS's own alarms. */
  readonly inShare: number
  /** Threshold of the alarm that grows, over the target: 1 where absent. */
  readonly outShare?: number
  /** Minutes that one data point of the alarms averages: 1 where absent. */
  readonly periodMinutes?: number
  /** Least growth as a share of the members: 0.2 for ElastiCache. No bound where absent. */
  readonly growthShareMin?: number
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
  /** CPU where absent. */
  readonly metric?: ScaledMetric
  readonly direction: 'out' | 'in'
  readonly threshold: number
  readonly minutes: number
  readonly adjustment: 'members' | 'percent' | 'exact'
  /** Ordered by distance from the threshold, the first at 0; the last one reached counts. */
  readonly steps: readonly Step[]
  /** Least change of an `adjustment` in percent. */
  readonly leastMembers: number
  /** Minutes that one data point of the alarm averages: 1 where absent. */
  readonly periodMinutes?: number
}

export type ScalingRule = TargetTracking | StepScaling

/** Least members by hour of the UTC week from Monday 00:00, 168 of them: scheduled actions, or a forecast. */
export type HourlyFloor = readonly number[]

/** Sets minimum, maximum or size at its times; what it does not name stays. */
export type ScheduledAction = {
  readonly name: string
  /** Five fields of cron (minute, hour, day, month, weekday), or an instant. */
  readonly at: { readonly cron: string; readonly timeZone: string } | { readonly instantMs: EpochMs }
  /** As AWS writes it, for people. */
  readonly schedule: string
  readonly fromMs?: EpochMs
  readonly toMs?: EpochMs
  readonly min?: number
  readonly max?: number
  readonly desired?: number
}

/**
 * Minutes after a change in which the same direction waits (Application Auto Scaling): growing then only by what is more
 * than was just asked for, which the replay does anyhow; shrinking not at all, unless the group has grown since.
 */
export type Cooldown = { readonly outMinutes: number; readonly inMinutes: number }

export type ScalingPolicy = {
  readonly min: number
  readonly max: number
  /** Minutes from the decision until a new member carries load; the group does not shrink meanwhile. */
  readonly warmupMinutes: number
  /** Out if any of them says so, in only if all do. */
  readonly rules: readonly ScalingRule[]
  readonly floor?: HourlyFloor
  readonly scheduled?: readonly ScheduledAction[]
  readonly cooldown?: Cooldown
  /** Shrinks a day (UTC): four at any time, more of them only an hour after the last (DynamoDB). No bound where absent. */
  readonly decreasesAtAnyTime?: number
}

/** AWS's documented alarms of target tracking, for policies whose alarms are not known. */
export const documentedAlarms = { outMinutes: 3, inMinutes: 15, inShare: 0.9, scaleIn: true } as const

/** A rule of target tracking with the documented alarms. */
export function trackingAt(target: number): TargetTracking {
  return { kind: 'target-tracking', target, ...documentedAlarms }
}

/** Points under its target at which DynamoDB gives units back (re:Post, "DynamoDB auto scaling"). */
const throughputPoints = 0.2

/** `inShare` of a rule that tracks consumed units: 20 points under its target, as a share of it. */
export function throughputInShare(target: number): number {
  return Math.max(0, 1 - throughputPoints / target)
}

/** Whether a rule tracks the units of a table. */
export function tracksUnits({ metric }: ScalingRule): boolean {
  return metric === 'read-units' || metric === 'write-units'
}

/**
 * Decreases of a table's units that are allowed at any time of a day; more of them each an hour after the last, 27 in all
 * (DynamoDB developer guide, quotas).
 */
export const throughputDecreases = 4
