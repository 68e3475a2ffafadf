import type { ScaledMetric, ScalingPolicy } from '../model/scaling.ts'
import type {
  AbstainedScaling,
  ScaledPart,
  ScalingInForce,
  ScalingStudy,
  StudiedOption,
  WorstHour,
} from '../model/scaling-study.ts'
import { type EpochMs, hourMs, minuteMs } from '../model/time.ts'
import { type AheadInput, futurePaths, priceAhead } from './ahead.ts'
import { searchFront, throughputBasis } from './front.ts'
import { type Load, loadOf } from './load.ts'
import { proveReplay } from './proof.ts'
import { type ReplayInput, replay } from './replay.ts'
import { scheduledMoments } from './schedule.ts'
import { chooseOption, type ScalingOption } from './search.ts'
import { highestOf } from './variants.ts'

/** Days of samples below which nothing is replayed. */
const fewestDays = 14
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
  /** What the samples of the load measure; CPU where absent. */
  readonly loadMetric?: ScaledMetric
  /** What the policy moves; members where absent. */
  readonly scales?: ScaledPart
  /** Requests a minute at which one member is full; then loads, targets and limits are in requests a minute. */
  readonly memberRate?: number
  /** Of a table: dollars an hour of one unit asked for throughout, paid by request. */
  readonly onDemandHourlyUsd?: number
  /** It is paid by request now: there is no policy that could be proven, and one is searched. */
  readonly onDemand?: boolean
  /** Why nothing that costs more may be offered. */
  readonly refusesMore?: string
  /** Of the demand that the load is a part of, for the days to come. */
  readonly ahead?: Pick<AheadInput, 'forecast' | 'history' | 'horizonDays'>
}

/**
 * Proves the replay on the policy in force and only then searches target and hourly floor over the same load: the
 * front of list price against minutes above the limit, and the cheapest point within the budget. Without a proof,
 * a policy, a price or 14 days of samples it abstains and says why. What is paid by request has no policy to prove.
 */
export function studyScaling(input: StudyInput): ScalingStudy {
  const { resourceId, memberHourlyUsd, limit, budgetMinutes } = input
  const measured = loadOf({ ...input, seed: resourceId })
  const { load, recorded } = measured
  const days = observedDays(load)
  const base = { ...baseOf(input), days, minuteShare: measured.minuteShare }
  const abstain = (code: AbstainedScaling, reason: string): ScalingStudy => ({
    ...base,
    kind: 'abstention',
    code,
    reason,
  })
  const policy = policyToStudy(input, load)
  if ('code' in policy) return abstain(policy.code, policy.reason)
  if (days < fewestDays)
    return abstain('too-little-history', `${days.toFixed(1)} days of samples; ${fewestDays} are needed.`)
  const courseOf = coursesOf(input, measured)
  const proof = input.onDemand ? undefined : proveReplay({ policy, recorded, ...courseOf(policy) })
  if (proof && !proof.holds) return { ...abstain('not-proven', proof.text), proof }
  const proven = proof ? { proof } : {}
  if (memberHourlyUsd === undefined)
    return { ...abstain('no-price', 'The list price of a member is not known.'), ...proven }
  const found = bestOf({ input, policy, load, memberHourlyUsd, courseOf })
  return { ...base, kind: 'answer', ...proven, budgetMinutes, limit, ...found }
}

/** Members by the minute that a policy asks for over the load of a study. */
export function membersUnder(input: StudyInput, policy: ScalingPolicy): Uint32Array {
  const measured = loadOf({ ...input, seed: input.resourceId })
  const trace = new Uint32Array(measured.load.length)
  const startMembers = measured.recorded.find((value) => !Number.isNaN(value))
  replay({ policy, ...coursesOf(input, measured)(policy), startMembers, trace })
  return trace
}

/** What every study tells, answer or not. */
function baseOf({ inForce, resourceId, nowMs, scales, memberRate, refusesMore }: StudyInput) {
  return {
    resourceId,
    ...(scales === undefined ? {} : { scales }),
    ...(memberRate === undefined ? {} : { memberRate }),
    ...(refusesMore === undefined ? {} : { refusesMore }),
    asOfMs: nowMs,
    names: inForce?.names ?? [],
    alarms: inForce?.alarms ?? ('documented' as const),
    ...(inForce?.policy ? { inForce: inForce.policy } : {}),
    ...(inForce?.lines ? { lines: inForce.lines } : {}),
    ...(inForce?.documentedFor ? { documentedFor: inForce.documentedFor } : {}),
    ...(inForce?.fault === undefined ? {} : { fault: inForce.fault }),
  }
}

const observedDays = (load: Float32Array) =>
  load.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0) / minutesOfDay

type Refused = { readonly code: AbstainedScaling; readonly reason: string }

/** The policy in force, the one that a search by request starts from, or why there is none. */
function policyToStudy(input: StudyInput, load: Float32Array): ScalingPolicy | Refused {
  const { inForce, onDemand, scales, loadMetric = 'cpu', otherShares = {}, memberRate } = input
  const basis = onDemand ? throughputBasis(load, scales) : undefined
  if (basis) return basis
  if (!inForce || (inForce.names.length === 0 && !inForce.policy))
    return { code: 'no-policy', reason: inForce?.reason ?? 'No scaling policy is in force.' }
  const { policy } = inForce
  if (!policy) return notReplayable(inForce.reason ?? 'The policy cannot be replayed.')
  const unread = policy.rules.find(({ metric = 'cpu' }) => metric !== loadMetric && !otherShares[metric])
  if (unread) return notReplayable(`A rule follows ${unread.metric ?? 'cpu'}, which is not measured here.`)
  if (loadMetric === 'requests' && memberRate === undefined)
    return notReplayable('How many requests fill a member is not known: neither its CPU nor its GPUs tell.')
  return policy
}

const notReplayable = (reason: string): Refused => ({ code: 'not-replayable', reason })

/** What a policy is replayed over. */
function coursesOf({ startMs, limit, otherShares = {} }: StudyInput, { load, recorded }: Load) {
  const weekMinute = weekMinuteOf(startMs)
  const range = { fromMs: startMs, toMs: startMs + load.length * minuteMs }
  return (one: ScalingPolicy): Course => ({
    loads: loadsOf(one, { load, recorded, otherShares }),
    weekMinute,
    limit,
    moments: scheduledMoments(one.scheduled ?? [], range),
  })
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
  const { startMs, limit, budgetMinutes, onDemandHourlyUsd, refusesMore } = input
  const paths = input.ahead ? futurePaths({ ...input.ahead, load, startMs }) : []
  const ahead = { paths, limit, weekMinuteOf, memberHourlyUsd }
  const basis = policy.rules.length === 0 ? (throughputBasis(load, input.scales) ?? policy) : policy
  const price = (one: ScalingPolicy): StudiedOption => ({
    ...priced(one, courseOf(one), memberHourlyUsd),
    ...(paths.length > 0 && one.rules.every(({ metric }) => metric === basis.rules[0]?.metric)
      ? { ahead: priceAhead(one, ahead) }
      : {}),
  })
  const months = load.length / minutesOfMonth
  const judge = (one: ScalingPolicy): ScalingOption => {
    const { memberMinutes, minutesAbove } = replay({ policy: one, ...courseOf(one) })
    const later = paths.length === 0 ? 0 : priceAhead(one, ahead).minutesAboveMonthly * months
    return { policy: one, memberMinutes, minutesAbove: Math.max(minutesAbove, later) }
  }
  const byRequest = onDemandHourlyUsd === undefined ? undefined : onDemandOption(load, onDemandHourlyUsd)
  const now = (input.onDemand && byRequest) || price(policy)
  const weekMinute = weekMinuteOf(startMs)
  const found = searchFront({ ...input, load, weekMinute, policy: basis, paths, judge })
  const offered = found
    .map((one) => ({ one, option: price(one.policy) }))
    .filter(({ option }) => refusesMore === undefined || option.monthlyUsd <= now.monthlyUsd)
  const front = offered.map(({ one }) => one)
  const chosen = chooseOption(front, { budgetMinutes: budgetMinutes * months })
  const place = chosen ? front.indexOf(chosen) : -1
  const better = offered[place]?.option
  const worth = better !== undefined && isBetter(better, now, budgetMinutes)
  const kept = worth ? better.policy : now.policy
  const worstHour = now.onDemand && !worth ? undefined : worstHourOf(kept, courseOf(kept), startMs)
  return {
    now,
    front: offered.map(({ option }) => option),
    ...(worth ? { recommended: place } : {}),
    ...(worstHour ? { worstHour } : {}),
    ...(byRequest ? { onDemandMonthlyUsd: byRequest.monthlyUsd } : {}),
    ...(input.ahead && paths.length > 0 ? { aheadDays: input.ahead.horizonDays } : {}),
  }
}

/** Every unit that was asked for, paid by request; gaps are taken as the mean of the rest. */
function onDemandOption(load: Float32Array, hourlyUsd: number): StudiedOption {
  const observed = load.filter((value) => !Number.isNaN(value))
  const mean = observed.reduce((sum, value) => sum + value, 0) / Math.max(1, observed.length)
  return {
    policy: { min: 0, max: 0, warmupMinutes: 0, rules: [] },
    monthlyUsd: (mean * hourlyUsd * minutesOfMonth) / 60,
    minutesAboveMonthly: 0,
    mostMembers: Math.ceil(highestOf(load)),
    minutesAtMaximumMonthly: 0,
    onDemand: true,
  }
}

/** Minutes from Monday 00:00 UTC. */
export const weekMinuteOf = (ms: EpochMs) =>
  ((((ms - mondayMs) / minuteMs) % minutesOfWeek) + minutesOfWeek) % minutesOfWeek

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
  const trace = new Uint32Array(load.length)
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
