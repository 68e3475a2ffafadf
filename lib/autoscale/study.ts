import type { ScaledMetric, ScalingPolicy, ScalingRule } from '../model/scaling.ts'
import type {
  AbstainedScaling,
  ScalingInForce,
  ScalingStudy,
  StudiedOption,
  WorstHour,
} from '../model/scaling-study.ts'
import { type EpochMs, hourMs, minuteMs } from '../model/time.ts'
import { type AheadInput, type FuturePath, futurePaths, priceAhead } from './ahead.ts'
import { loadOf } from './load.ts'
import { proveReplay } from './proof.ts'
import { type ReplayInput, replay } from './replay.ts'
import { scheduledMoments } from './schedule.ts'
import { chooseOption, paretoFront, policiesFor, type ScalingOption } from './search.ts'
import { highestOf, variantsOf } from './variants.ts'

/** Days of samples below which nothing is replayed. */
const fewestDays = 14
/** A target of utilization above leaves the alarm no room to ring. */
const highestTarget = 0.95
const minutesOfDay = 1440
const minutesOfMonth = 730 * 60
const minutesOfWeek = 7 * minutesOfDay
/** Monday 5 January 1970, 00:00 UTC. */
const mondayMs = 4 * 24 * hourMs

export type StudyInput = {
  readonly inForce: ScalingInForce | undefined
  readonly resourceId: string
  readonly nowMs: EpochMs
  /** Start of both arrays, which have one value every five minutes. */
  readonly startMs: EpochMs
  readonly coarseShare: ArrayLike<number>
  readonly coarseMembers: ArrayLike<number>
  readonly fineShare?: ArrayLike<number> | undefined
  /** Shares of other metrics that rules measure, of the same times as `coarseShare`. */
  readonly otherShares?: Partial<Record<ScaledMetric, ArrayLike<number>>>
  /** List price of one member; absent = unknown. */
  readonly memberHourlyUsd: number | undefined
  /** Share of the members above which a minute counts as above the limit. */
  readonly limit: number
  readonly budgetMinutes: number
  /** Fewest members that a search may keep; 1 where absent. */
  readonly leastMembers?: number
  /** Highest target that leaves room for the loss of a zone; no such bound where absent. */
  readonly targetMax?: number | undefined
  /** Of the demand that the load is a part of, for the days to come. */
  readonly ahead?: Pick<AheadInput, 'forecast' | 'history' | 'horizonDays'>
}

/**
 * Proves the replay on the policy in force and only then searches target and hourly floor over the same load: the
 * front of list price against minutes above the limit, and the cheapest point within the budget. Without a proof,
 * a policy, a price or 14 days of samples it abstains and says why.
 */
export function studyScaling(input: StudyInput): ScalingStudy {
  const { inForce, resourceId, nowMs, startMs, memberHourlyUsd, limit, budgetMinutes } = input
  const { load, recorded, minuteShare } = loadOf({ ...input, seed: resourceId })
  const days = load.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0) / minutesOfDay
  const base = {
    resourceId,
    asOfMs: nowMs,
    names: inForce?.names ?? [],
    alarms: inForce?.alarms ?? ('documented' as const),
    days,
    minuteShare,
    ...(inForce?.policy ? { inForce: inForce.policy } : {}),
    ...(inForce?.lines ? { lines: inForce.lines } : {}),
    ...(inForce?.documentedFor ? { documentedFor: inForce.documentedFor } : {}),
    ...(inForce?.fault === undefined ? {} : { fault: inForce.fault }),
  }
  const abstain = (code: AbstainedScaling, reason: string): ScalingStudy => ({
    ...base,
    kind: 'abstention',
    code,
    reason,
  })
  if (!inForce || (inForce.names.length === 0 && !inForce.policy?.scheduled))
    return abstain('no-policy', 'No scaling policy is in force.')
  const policy = inForce.policy
  if (!policy) return abstain('not-replayable', inForce.reason ?? 'The policy cannot be replayed.')
  if (days < fewestDays)
    return abstain('too-little-history', `${days.toFixed(1)} days of samples; ${fewestDays} are needed.`)
  const weekMinute = weekMinuteOf(startMs)
  const range = { fromMs: startMs, toMs: startMs + load.length * minuteMs }
  const courseOf = (one: ScalingPolicy): Course => ({
    loads: loadsOf(one, { load, recorded, otherShares: input.otherShares ?? {} }),
    weekMinute,
    limit,
    moments: scheduledMoments(one.scheduled ?? [], range),
  })
  const proof = proveReplay({ policy, recorded, ...courseOf(policy) })
  if (!proof.holds) return { ...abstain('not-proven', proof.text), proof }
  if (memberHourlyUsd === undefined)
    return { ...abstain('no-price', 'The list price of a member is not known.'), proof }
  const found = bestOf({ input, policy, load, memberHourlyUsd, courseOf })
  return { ...base, kind: 'answer', proof, budgetMinutes, limit, ...found }
}

type SearchedInput = {
  readonly input: StudyInput
  readonly policy: ScalingPolicy
  readonly load: Float32Array
  readonly memberHourlyUsd: number
  readonly courseOf: (policy: ScalingPolicy) => Course
}

/** The front of cost against minutes above the limit, over the history or the forecast, and its point within the budget. */
function bestOf({ input, policy, load, memberHourlyUsd, courseOf }: SearchedInput) {
  const { startMs, limit, budgetMinutes } = input
  const paths = input.ahead ? futurePaths({ ...input.ahead, load, startMs }) : []
  const ahead = { paths, limit, weekMinuteOf, memberHourlyUsd }
  const price = (one: ScalingPolicy): StudiedOption => ({
    ...priced(one, courseOf(one), memberHourlyUsd),
    ...(paths.length > 0 && one.rules.every(({ metric }) => metric === policy.rules[0]?.metric)
      ? { ahead: priceAhead(one, ahead) }
      : {}),
  })
  const months = load.length / minutesOfMonth
  const judge = (one: ScalingPolicy): ScalingOption => {
    const { memberMinutes, minutesAbove } = replay({ policy: one, ...courseOf(one) })
    const later = paths.length === 0 ? 0 : priceAhead(one, ahead).minutesAboveMonthly * months
    return { policy: one, memberMinutes, minutesAbove: Math.max(minutesAbove, later) }
  }
  const front = searchFront({ ...input, load, weekMinute: weekMinuteOf(startMs), policy, paths, judge })
  const options = front.map((one) => price(one.policy))
  const now = price(policy)
  const chosen = chooseOption(front, { budgetMinutes: budgetMinutes * months })
  const place = chosen ? front.indexOf(chosen) : -1
  const better = options[place]
  const worth = better !== undefined && isBetter(better, now, budgetMinutes)
  const kept = worth ? better.policy : policy
  const worstHour = worstHourOf(kept, courseOf(kept), startMs)
  return {
    now,
    front: options,
    ...(worth ? { recommended: place } : {}),
    ...(worstHour ? { worstHour } : {}),
    ...(input.ahead && paths.length > 0 ? { aheadDays: input.ahead.horizonDays } : {}),
  }
}

/** Minutes from Monday 00:00 UTC. */
const weekMinuteOf = (ms: EpochMs) =>
  ((((ms - mondayMs) / minuteMs) % minutesOfWeek) + minutesOfWeek) % minutesOfWeek

type FrontInput = Pick<StudyInput, 'limit' | 'leastMembers' | 'targetMax'> & {
  readonly load: Float32Array
  readonly weekMinute: number
  readonly policy: ScalingPolicy
  readonly paths: readonly FuturePath[]
  readonly judge: (policy: ScalingPolicy) => ScalingOption
}

/** The front of target and hourly floor first, then of other minimums and maximums of what stands on it. */
function searchFront({
  load,
  weekMinute,
  limit,
  leastMembers = 1,
  targetMax,
  policy,
  paths,
  judge,
}: FrontInput): readonly ScalingOption[] {
  const { min, max, warmupMinutes, cooldown } = policy
  const [first, ...more] = policy.rules
  const others = more.filter(({ metric }) => metric !== first?.metric)
  const bound = Math.min(highestTarget, targetMax ?? highestTarget)
  const search = { load, weekMinute, limit, min, max, warmupMinutes, targetMax: bound }
  const like = (one: ScalingPolicy): ScalingPolicy => ({
    ...one,
    rules: [...one.rules.map((rule) => sameAlarms(rule, first)), ...others],
    ...(cooldown ? { cooldown } : {}),
  })
  const judged = policiesFor(search).map((one) => judge(like(one)))
  const highestAhead = paths.reduce((high, one) => Math.max(high, highestOf(one.load)), 0)
  const variants = paretoFront(judged).flatMap((one) =>
    variantsOf(one.policy, { load, leastMembers, highestAhead }),
  )
  // Of equals the first stays: a maximum that is enough ahead costs nothing in the history.
  return paretoFront([...variants.map((one) => judge(one)), ...judged])
}

/** Another target with the alarms that the rule in force has. */
function sameAlarms(rule: ScalingRule, inForce: ScalingRule | undefined): ScalingRule {
  if (rule.kind !== 'target-tracking' || inForce?.kind !== 'target-tracking') return rule
  return { ...inForce, target: rule.target }
}

/** Minutes above the limit a month, over the history or over the forecast, whichever are more. */
const minutesOf = ({ minutesAboveMonthly, ahead }: StudiedOption) =>
  Math.max(minutesAboveMonthly, ahead?.minutesAboveMonthly ?? 0)

/** Cheaper within the budget, or within it where the policy in force is not. */
function isBetter(option: StudiedOption, now: StudiedOption, budgetMinutes: number): boolean {
  if (minutesOf(now) > budgetMinutes) return minutesOf(option) < minutesOf(now)
  return option.monthlyUsd < now.monthlyUsd && minutesOf(option) <= budgetMinutes
}

type Course = Required<Pick<ReplayInput, 'loads' | 'weekMinute' | 'limit' | 'moments'>>

type Measured = {
  readonly load: Float32Array
  readonly recorded: Float32Array
  readonly otherShares: NonNullable<StudyInput['otherShares']>
}

const minutesOfPeriod = 5

/** One load a rule: that of its own metric where it has one, else the first. */
function loadsOf(
  { rules }: ScalingPolicy,
  { load, recorded, otherShares }: Measured,
): readonly Float32Array[] {
  const others = rules.map(({ metric }) => metric && otherShares[metric])
  if (others.every((one) => one === undefined)) return [load]
  return others.map((shares) =>
    shares === undefined
      ? load
      : recorded.map((members, t) => members * (shares[Math.floor(t / minutesOfPeriod)] ?? Number.NaN)),
  )
}

function priced(policy: ScalingPolicy, course: Course, memberHourlyUsd: number): StudiedOption {
  const done = replay({ policy, ...course })
  const months = (course.loads[0]?.length ?? 0) / minutesOfMonth
  return {
    policy,
    monthlyUsd: ((done.memberMinutes / 60) * memberHourlyUsd) / months,
    minutesAboveMonthly: done.minutesAbove / months,
    mostMembers: done.mostMembers,
    minutesAtMaximumMonthly: done.minutesAtMaximum / months,
  }
}

/** The hour with the most minutes above the limit of the members paid for; undefined where there is none. */
function worstHourOf(policy: ScalingPolicy, course: Course, startMs: EpochMs): WorstHour | undefined {
  const { limit } = course
  const load = course.loads[0] ?? new Float32Array()
  const trace = new Uint16Array(load.length)
  replay({ policy, ...course, trace })
  let worst: WorstHour | undefined
  for (let from = 0; from < load.length; from += 60) {
    let above = 0
    for (let t = from; t < Math.min(from + 60, load.length); t++)
      if ((load[t] as number) > limit * (trace[t] as number)) above++
    if (above > (worst?.minutesAbove ?? 0))
      worst = { startMs: startMs + from * minuteMs, minutesAbove: above }
  }
  return worst
}
