import { isFixedGroup } from '#lib/resources/judged-dimensions.ts'
import { meanObserved, median } from '#lib/stats/robust.ts'
import { dayAt, daysOf, historyOf, largestOf, ratioOf } from './history.ts'
import type { Situation } from './situation.ts'
import { amountText, dayText, numberText } from './wording.ts'

const week = 7
const month = 30
/** A fleet that grew by this share, while the use of a member moved by at most the other. */
const growthMin = 0.25
const useMoved = 0.15

type Fleet = {
  readonly members: NonNullable<ReturnType<typeof historyOf>>
  readonly cpu: NonNullable<ReturnType<typeof historyOf>>
  /** CPU demand as a share of the members in service, by day. */
  readonly use: Float32Array
}

/** Members in service and their CPU on the same days; undefined for what is no group or not measured. */
function fleetOf(situation: Situation): Fleet | undefined {
  const [members, cpu] = [historyOf(situation, 'group-maximum'), historyOf(situation, 'cpu')]
  if (situation.input.resource.resourceClass !== 'asg' || members === undefined || cpu === undefined)
    return undefined
  if (members.startMs !== cpu.startMs || members.mean.length !== cpu.mean.length) return undefined
  const member = ratioOf(cpu.capacity, members.capacity)
  return { members, cpu, use: ratioOf(ratioOf(cpu.mean, members.mean), member) }
}

const percent = (share: number) => `${Math.round(100 * share)}%`

/** CPU that stays where the scaling policy holds it while the members grow. */
export function fleetGrowthText(situation: Situation): string | undefined {
  const fleet = fleetOf(situation)
  if (fleet === undefined || isFixedGroup(situation.input.resource)) return undefined
  const { members, use } = fleet
  const days = use.length
  if (days < 3 * month) return undefined
  const [then, now] = [largestOf(daysOf(members.maximum, 0, week)), largestOf(members.maximum.slice(-week))]
  const [useThen, useNow] = [meanObserved(daysOf(use, 0, month)), meanObserved(use.slice(-month))]
  if (!(now >= (1 + growthMin) * then) || !(Math.abs(useNow / useThen - 1) <= useMoved)) return undefined
  const same = percent(useThen) === percent(useNow)
  const shares = same ? percent(useNow) : `${percent(useThen)} then and ${percent(useNow)} now`
  return `CPU stayed level, ${shares} of the members in service, while members grew from ${numberText(then)} to ${numberText(now)} in ${days} days; maximum ${numberText(situation.capacity['group-maximum'] ?? Number.NaN)}.`
}

/** Below this share of the minimum a day's mean tells of members that were lost. */
const shortShare = 0.999

/** Fewer members than the group's minimum: a zone or members were lost, and what the rest carried. */
export function shortOfMembersText(situation: Situation): string | undefined {
  const fleet = fleetOf(situation)
  const { minSize } = situation.input.resource.facts
  if (fleet === undefined || typeof minSize !== 'number' || minSize <= 0) return undefined
  const { members, cpu } = fleet
  const recent = members.mean.slice(-month)
  if (median(recent) < minSize) return undefined
  const lowest = recent.findLastIndex((value) => value < shortShare * minSize)
  if (lowest < 0) return undefined
  const at = members.mean.length - recent.length + lowest
  const minutes = Math.round((minSize - (members.mean[at] ?? minSize)) * 24 * 60)
  const worst = cpu.maximum[at] ?? Number.NaN
  const usual = worst / median(cpu.maximum.slice(-month))
  const when = dayText(dayAt(members, at), situation.input.nowMs)
  return `On ${when} fewer than the minimum of ${amountText(minSize, 'group-maximum')} were in service, ${minutes} member-minutes short in all; the others carried it, CPU at its worst moment ${usual.toFixed(1)} times the usual.`
}
