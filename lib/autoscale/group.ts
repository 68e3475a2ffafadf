import type { ScalingPolicy } from '../model/scaling.ts'
import type { ScheduledMoment } from './schedule.ts'

/** The group while it is replayed. */
export type Group = {
  readonly policy: ScalingPolicy
  readonly weekMinute: number
  /** Members that carry load. */
  inService: number
  /** Members that were asked for and are paid for. */
  desired: number
  /** Launched, not yet in service, in order. */
  warming: { readonly at: number; readonly members: number }[]
  /** Minimum and maximum now: scheduled actions move them. */
  min: number
  max: number
  /** Least members now. */
  floor: number
  readonly moments: readonly ScheduledMoment[]
  /** Place of the scheduled action that comes next. */
  momentIndex: number
  /** When the group last grew and shrank, and how often it shrank on that day (UTC). */
  grewAt: number
  shrankAt: number
  shrinksOfDay: number
  /** The next minute at which something becomes ready or the floor changes. */
  nextMinute: number
  launched: number
  mostMembers: number
}

const hoursOfWeek = 168

export type StartOptions = {
  readonly policy: ScalingPolicy
  readonly weekMinute?: number
  readonly startMembers?: number
  readonly firstLoad: number
  readonly moments?: readonly ScheduledMoment[]
}

/** Starts with the members given, else with what the first load asks for at the first target. */
export function startGroup({
  policy,
  weekMinute = 0,
  startMembers,
  firstLoad,
  moments = [],
}: StartOptions): Group {
  const rule = policy.rules[0]
  const share = rule === undefined ? 1 : rule.kind === 'step' ? rule.threshold : rule.target
  const group: Group = {
    policy,
    weekMinute,
    inService: 0,
    desired: 0,
    warming: [],
    min: policy.min,
    max: policy.max,
    floor: policy.min,
    moments,
    momentIndex: 0,
    grewAt: Number.NEGATIVE_INFINITY,
    shrankAt: Number.NEGATIVE_INFINITY,
    shrinksOfDay: 0,
    nextMinute: 0,
    launched: 0,
    mostMembers: 0,
  }
  runMoments(group, 0)
  group.floor = floorAt(group, 0)
  const members = clampMembers(group, startMembers ?? Math.ceil((firstLoad || 0) / share))
  group.inService = members
  group.desired = members
  group.mostMembers = members
  return group
}

function floorAt({ min, max, policy: { floor }, weekMinute }: Group, t: number): number {
  if (floor === undefined) return min
  const hour = Math.floor((weekMinute + t) / 60) % hoursOfWeek
  return Math.min(max, Math.max(min, floor[hour] ?? min))
}

export function clampMembers({ floor, max }: Group, members: number): number {
  return Math.min(max, Math.max(floor, members))
}

/** Applies the scheduled actions that are due: minimum and maximum; gives the size that the last of them set. */
function runMoments(group: Group, t: number): number | undefined {
  let desired: number | undefined
  for (;;) {
    const next = group.moments[group.momentIndex]
    if (next === undefined || next.minute > t) return desired
    group.momentIndex++
    group.min = next.min ?? group.min
    group.max = Math.max(next.max ?? group.max, group.min)
    desired = next.desired ?? desired
  }
}

export function growTo(group: Group, members: number, t: number): void {
  group.grewAt = t
  const added = members - group.desired
  group.desired = members
  group.launched += added
  group.mostMembers = Math.max(group.mostMembers, members)
  const at = t + 1 + group.policy.warmupMinutes
  group.warming.push({ at, members: added })
  group.nextMinute = Math.min(group.nextMinute, at)
}

const minutesOfDay = 1440

export function shrinkTo(group: Group, members: number, t: number): void {
  const day = (at: number) => Math.floor((group.weekMinute + at) / minutesOfDay)
  group.shrinksOfDay = day(group.shrankAt) === day(t) ? group.shrinksOfDay + 1 : 1
  group.shrankAt = t
  group.desired = members
  group.inService = Math.min(group.inService, members)
}

/** What happens at the start of minute `t`: members become ready, scheduled actions and minimums take effect. */
export function nextMoment(group: Group, t: number): void {
  while (group.warming[0] !== undefined && group.warming[0].at <= t) {
    group.inService += group.warming[0].members
    group.warming.shift()
  }
  const set = runMoments(group, t)
  group.floor = floorAt(group, t)
  const members = clampMembers(group, set ?? group.desired)
  if (members > group.desired) growTo(group, members, t - 1)
  else if (members < group.desired) {
    cancelWarming(group, group.desired - members)
    shrinkTo(group, members, t)
  }
  const ready = group.warming[0]?.at ?? Number.POSITIVE_INFINITY
  const hour = group.policy.floor ? t + 60 - ((group.weekMinute + t) % 60) : Number.POSITIVE_INFINITY
  const scheduled = group.moments[group.momentIndex]?.minute ?? Number.POSITIVE_INFINITY
  group.nextMinute = Math.min(ready, hour, scheduled)
}

/** Takes members off those that warm up, the newest first. */
function cancelWarming(group: Group, members: number): void {
  let left = members
  while (left > 0) {
    const last = group.warming.pop()
    if (last === undefined) return
    if (last.members > left) group.warming.push({ ...last, members: last.members - left })
    left -= last.members
  }
}

/** Whether a shrink is allowed now: no cooldown runs, and the day's decreases are not used up. */
export function mayDecrease(
  { policy, grewAt, shrankAt, shrinksOfDay, weekMinute }: Group,
  t: number,
): boolean {
  const { cooldown, decreasesAtAnyTime } = policy
  if (cooldown && shrankAt > grewAt && t - shrankAt < cooldown.inMinutes) return false
  if (decreasesAtAnyTime === undefined || t - shrankAt >= 60) return true
  const sameDay =
    Math.floor((weekMinute + shrankAt) / minutesOfDay) === Math.floor((weekMinute + t) / minutesOfDay)
  return !sameDay || shrinksOfDay < decreasesAtAnyTime
}
