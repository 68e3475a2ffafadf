import type { ScalingPolicy } from '../model/scaling.ts'

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
  /** Least members now. */
  floor: number
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
}

/** Starts with the members given, else with what the first load asks for at the first target. */
export function startGroup({ policy, weekMinute = 0, startMembers, firstLoad }: StartOptions): Group {
  const rule = policy.rules[0]
  const share = rule === undefined ? 1 : rule.kind === 'step' ? rule.threshold : rule.target
  const group: Group = {
    policy,
    weekMinute,
    inService: 0,
    desired: 0,
    warming: [],
    floor: floorAt(policy, weekMinute),
    nextMinute: policy.floor ? 0 : Number.POSITIVE_INFINITY,
    launched: 0,
    mostMembers: 0,
  }
  const members = clampMembers(group, startMembers ?? Math.ceil((firstLoad || 0) / share))
  group.inService = members
  group.desired = members
  group.mostMembers = members
  return group
}

function floorAt({ min, max, floor }: ScalingPolicy, weekMinute: number): number {
  if (floor === undefined) return min
  const hour = Math.floor(weekMinute / 60) % hoursOfWeek
  return Math.min(max, Math.max(min, floor[hour] ?? min))
}

export function clampMembers({ floor, policy }: Group, members: number): number {
  return Math.min(policy.max, Math.max(floor, members))
}

export function growTo(group: Group, members: number, t: number): void {
  const added = members - group.desired
  group.desired = members
  group.launched += added
  group.mostMembers = Math.max(group.mostMembers, members)
  const at = t + 1 + group.policy.warmupMinutes
  group.warming.push({ at, members: added })
  group.nextMinute = Math.min(group.nextMinute, at)
}

export function shrinkTo(group: Group, members: number): void {
  group.desired = members
  group.inService = Math.min(group.inService, members)
}

/** What happens at the start of minute `t`: members become ready, a scheduled minimum takes effect. */
export function nextMoment(group: Group, t: number): void {
  while (group.warming[0] !== undefined && group.warming[0].at <= t) {
    group.inService += group.warming[0].members
    group.warming.shift()
  }
  if (group.policy.floor) {
    group.floor = floorAt(group.policy, group.weekMinute + t)
    if (group.floor > group.desired) growTo(group, group.floor, t - 1)
  }
  const ready = group.warming[0]?.at ?? Number.POSITIVE_INFINITY
  const hour = group.policy.floor ? t + 60 - ((group.weekMinute + t) % 60) : Number.POSITIVE_INFINITY
  group.nextMinute = Math.min(ready, hour)
}
