import {
  type ScalingPolicy,
  type ScalingRule,
  throughputDecreases,
  throughputInShare,
  trackingAt,
  tracksUnits,
} from '../model/scaling.ts'
import type { ScaledPart } from '../model/scaling-study.ts'
import type { FuturePath } from './ahead.ts'
import { paretoFront, policiesFor, type ScalingOption } from './search.ts'
import { highestOf, variantsOf } from './variants.ts'

/** A target of utilization above leaves the alarm no room to ring. */
const highestTarget = 0.95
/** Targets that DynamoDB takes (DynamoDB developer guide, "Managing throughput capacity automatically"). */
const throughputTargetMax = 0.9

export type FrontInput = {
  readonly load: Float32Array
  readonly weekMinute: number
  readonly limit: number
  /** In force, or the one that the search starts from. */
  readonly policy: ScalingPolicy
  readonly paths: readonly FuturePath[]
  readonly judge: (policy: ScalingPolicy) => ScalingOption
  /** Fewest members that a search may keep; 1 where absent. */
  readonly leastMembers?: number | undefined
  /** Highest target that leaves room for the loss of a zone; no such bound where absent. */
  readonly targetMax?: number | undefined
  /** Requests a minute at which a member is full, of a rule that tracks requests. */
  readonly memberRate?: number | undefined
}

/** The front of target and hourly floor first, then of other minimums and maximums of what stands on it. */
export function searchFront(input: FrontInput): readonly ScalingOption[] {
  const { load, weekMinute, limit, leastMembers = 1, targetMax, policy, paths, judge, memberRate } = input
  const { min, max, warmupMinutes, cooldown, decreasesAtAnyTime } = policy
  const [first, ...more] = policy.rules
  const others = more.filter(({ metric }) => metric !== first?.metric)
  const highest = first && tracksUnits(first) ? throughputTargetMax : highestTarget
  const bound = Math.min(highest, targetMax ?? highest)
  const search = { load, weekMinute, limit, min, max, warmupMinutes, targetMax: bound }
  const like = (one: ScalingPolicy): ScalingPolicy => ({
    ...one,
    rules: [...one.rules.map((rule) => sameAlarms(rule, first)), ...others],
    ...(cooldown ? { cooldown } : {}),
    ...(decreasesAtAnyTime === undefined ? {} : { decreasesAtAnyTime }),
  })
  const judged = policiesFor({ ...search, ...(memberRate ? { memberRate } : {}) }).map((one) =>
    judge(like(one)),
  )
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
  const { target } = rule
  return { ...inForce, target, ...(tracksUnits(inForce) ? { inShare: throughputInShare(target) } : {}) }
}

/**
 * Where the search starts for a table that no policy scales: DynamoDB's documented alarms at its usual target, and a
 * maximum of twice what was ever asked for. Undefined for what is no table.
 */
export function throughputBasis(
  load: Float32Array,
  scales: ScaledPart | undefined,
): ScalingPolicy | undefined {
  if (scales !== 'read-units' && scales !== 'write-units') return undefined
  const target = 0.7
  const inShare = throughputInShare(target)
  return {
    min: 1,
    max: Math.max(1, Math.ceil(2 * highestOf(load))),
    warmupMinutes: 0,
    rules: [{ ...trackingAt(target), metric: scales, outMinutes: 2, inShare }],
    decreasesAtAnyTime: throughputDecreases,
  }
}
