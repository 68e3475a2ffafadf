import { type HourlyFloor, type ScalingPolicy, trackingAt } from '../model/scaling.ts'
import { floorFor } from './floor.ts'
import { replay } from './replay.ts'

/** Targets that are tried, as shares of one member. */
const targets = Array.from({ length: 17 }, (_, i) => (30 + 5 * i) / 100)
/** Shares of an hour's minutes that a scheduled minimum carries. */
const floorShares = [0.5, 0.8, 0.9, 0.95] as const

export type SearchInput = {
  /** A value a minute, in members at 100 %. */
  readonly load: Float32Array
  readonly weekMinute: number
  /** Share of the members in service above which a minute counts as above the limit. */
  readonly limit: number
  readonly min: number
  readonly max: number
  readonly warmupMinutes: number
  /** Highest target that is tried: utilization cannot be kept at more than all of it. No bound where absent. */
  readonly targetMax?: number
  /** What a member does at 100 %, where targets are not shares of it: requests a minute. 1 where absent. */
  readonly memberRate?: number
}

export type ScalingOption = {
  readonly policy: ScalingPolicy
  readonly memberMinutes: number
  readonly minutesAbove: number
}

/** Every policy that is tried: a target, alone or above a minimum by the hour of the day. */
export function policiesFor(input: SearchInput): readonly ScalingPolicy[] {
  const { min, max, warmupMinutes, targetMax = Number.POSITIVE_INFINITY, memberRate = 1 } = input
  const tried = targets.filter((target) => target <= targetMax)
  const floors: readonly (HourlyFloor | undefined)[] = [
    undefined,
    ...floorShares.map((share) => floorFor({ ...input, share })),
  ]
  return floors.flatMap((floor) =>
    tried.map((target) => ({
      min,
      max,
      warmupMinutes,
      rules: [trackingAt(target * memberRate)],
      ...(floor === undefined ? {} : { floor }),
    })),
  )
}

/** The cost and the minutes above the limit of one policy over the load. */
export function judgePolicy(policy: ScalingPolicy, input: SearchInput): ScalingOption {
  const { load, weekMinute, limit } = input
  const { memberMinutes, minutesAbove } = replay({ policy, loads: [load], limit, weekMinute })
  return { policy, memberMinutes, minutesAbove }
}

/** Options that no other beats in both, cheapest first. */
export function paretoFront(options: readonly ScalingOption[]): readonly ScalingOption[] {
  const sorted = [...options].sort(
    (a, b) => a.memberMinutes - b.memberMinutes || a.minutesAbove - b.minutesAbove,
  )
  const front: ScalingOption[] = []
  let fewest = Number.POSITIVE_INFINITY
  for (const option of sorted) {
    if (option.minutesAbove >= fewest) continue
    fewest = option.minutesAbove
    front.push(option)
  }
  return front
}

/** What a minute above the limit is worth, in member-minutes, where the policy sets no budget of its own. */
export const minuteAboveWorth = 60

export type Choice = { readonly budgetMinutes: number } | { readonly minuteWorth: number }

/**
 * The recommended option of a front: the cheapest within the budget of minutes above the limit (the one with the
 * fewest where none is), or the one with the least cost when each such minute counts as so many member-minutes.
 */
export function chooseOption(front: readonly ScalingOption[], choice: Choice): ScalingOption | undefined {
  if ('budgetMinutes' in choice) {
    return front.find(({ minutesAbove }) => minutesAbove <= choice.budgetMinutes) ?? front.at(-1)
  }
  const total = (one: ScalingOption) => one.memberMinutes + choice.minuteWorth * one.minutesAbove
  return front.reduce<ScalingOption | undefined>(
    (best, one) => (best === undefined || total(one) < total(best) ? one : best),
    undefined,
  )
}
