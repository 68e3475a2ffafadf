import type { ScalingPolicy } from '../model/scaling.ts'
import { type Alarm, alarmsOf, ringAt, ringsIn, setLevels, silent, stillAlarm } from './alarms.ts'
import { membersIn, membersOut } from './answer.ts'
import { clampMembers, type Group, growTo, mayDecrease, nextMoment, shrinkTo, startGroup } from './group.ts'
import type { ScheduledMoment } from './schedule.ts'

/** Members of each minute; units of a table may be more than 65,535. */
export type Trace = Uint16Array | Uint32Array

export type ReplayInput = {
  readonly policy: ScalingPolicy
  /** One load for all rules, or one a rule; a value a minute, in members at 100 %. */
  readonly loads: readonly Float32Array[]
  /** Share of the members in service above which the load counts as above the limit. */
  readonly limit: number
  /** Minutes from Monday 00:00 UTC to the first value. */
  readonly weekMinute?: number
  readonly startMembers?: number
  /** Runs of the policy's scheduled actions (`scheduledMoments`), in order. */
  readonly moments?: readonly ScheduledMoment[]
  /** Filled with the members that are paid for in each minute, where it is given. */
  readonly trace?: Trace
}

export type ReplayResult = {
  /** Members x minutes that are paid for, those that warm up too. */
  readonly memberMinutes: number
  /** Minutes whose load was above the limit of the members in service. */
  readonly minutesAbove: number
  readonly launched: number
  readonly mostMembers: number
  /** Minutes at the maximum while a rule asked for more. */
  readonly minutesAtMaximum: number
  /** The first of them; absent where there is none. */
  readonly firstAtMaximum?: number
}

/**
 * Replays a scaling policy over a load, minute by minute, as AWS documents it: a rule acts when its alarm has seen
 * its data points in a row; the group grows if any rule says so and shrinks only if all do and nothing warms up;
 * results are rounded up and kept between minimum (or floor) and maximum; a missing data point changes nothing.
 * Deterministic; nothing is drawn.
 */
export function replay(input: ReplayInput): ReplayResult {
  const { policy, loads, limit, trace } = input
  const load = loads[0] ?? new Float32Array()
  const alarms = alarmsOf(policy.rules, loads)
  const first = alarms[0] ?? stillAlarm(load)
  const group = startGroup({ ...input, firstLoad: load[0] ?? 0 })
  let memberMinutes = 0
  let minutesAbove = 0
  let minutesAtMaximum = 0
  let firstAtMaximum: number | undefined
  let changed = true
  let level = 0
  let desired = 0
  let nextMinute = 0
  for (let t = 0; t < load.length; t++) {
    if (changed || t >= nextMinute) {
      if (t >= group.nextMinute) nextMoment(group, t)
      level = limit * group.inService
      setLevels(alarms, group.inService)
      desired = group.desired
      nextMinute = group.nextMinute
      changed = false
    }
    if ((load[t] as number) > level) minutesAbove++
    memberMinutes += desired
    if (trace) trace[t] = desired
    let rings = ringAt(first, t)
    for (let k = 1; k < alarms.length; k++) rings = Math.max(rings, ringAt(alarms[k] as Alarm, t))
    if (rings === silent || (rings === ringsIn && !mayShrink(group))) continue
    if (act(group, alarms, t)) {
      minutesAtMaximum++
      firstAtMaximum ??= t
    }
    changed = true
  }
  const { launched, mostMembers } = group
  return {
    ...{ memberMinutes, minutesAbove, launched, mostMembers, minutesAtMaximum },
    ...(firstAtMaximum === undefined ? {} : { firstAtMaximum }),
  }
}

/** Not while a member warms up, and not below the minimum. */
function mayShrink({ warming, desired, floor }: Group): boolean {
  return warming.length === 0 && desired > floor
}

/** Changes the group where its rules ask for it; true when the maximum kept it from growing. */
function act(group: Group, alarms: readonly Alarm[], t: number): boolean {
  const moment = { t, inService: group.inService, desired: group.desired }
  const out = membersOut(alarms, moment)
  if (out !== undefined) {
    const allowed = clampMembers(group, out)
    if (allowed > group.desired) growTo(group, allowed, t)
    return allowed < out
  }
  if (!mayShrink(group) || !mayDecrease(group, t)) return false
  const less = membersIn(alarms, moment)
  if (less === undefined) return false
  const allowed = clampMembers(group, less)
  if (allowed < group.desired) {
    shrinkTo(group, allowed, t)
    for (const alarm of alarms) alarm.inStreak = 0
  }
  return false
}
