import type { CapacityChange } from '#lib/model/capacity.ts'
import type { Decision, FollowUp } from '#lib/model/decision.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { measureSaving, type UsageBefore } from './measure-saving.ts'

export type FollowedDecision = {
  readonly decision: Decision
  /** Capacity timeline, oldest first. */
  readonly changes: readonly CapacityChange[]
  /** Members come and go by themselves: only another shape is a change. */
  readonly countMoves: boolean
  /** Dollars a month of the size then and of the size now, where it has one price whatever is used. */
  readonly beforeMonthlyUsd?: number
  readonly nowMonthlyUsd?: number
  /** Daily cost and demand around a change, of what is billed by use. */
  readonly usageAround?: (changedMs: EpochMs) => UsageBefore
  /** Chance of running out within the horizon on the newest run, and what is accepted. */
  readonly chanceNow: number | null
  readonly acceptedRisk: number
  readonly nowMs: EpochMs
}

/** A change that stood for less than this may still be on its way. */
const settledDays = 1

/**
 * How an accepted change is getting on. It is seen when the capacity timeline leaves the size that was running when it
 * was accepted; it is rolled back when that size is there again. The figure of a size with a price is the difference of
 * the prices a month, exact; of what is billed by use it is measured. Never a figure without its reason.
 */
export function followDecision(followed: FollowedDecision): FollowUp {
  const { decision, nowMs } = followed
  const base = {
    decisionId: decision.id,
    asOfMs: nowMs,
    ...(decision.basis.deltaMonthlyUsd === undefined
      ? {}
      : { predictedMonthlyUsd: decision.basis.deltaMonthlyUsd }),
  }
  const isSame = (a: CapacityChange, b: CapacityChange) => sameSize(a, b, followed.countMoves)
  const { before, changed, after } = changeSeen(followed)
  if (before === undefined || changed === undefined) {
    return {
      ...base,
      state: 'not-yet-changed',
      text: 'AWS shows the size that was running when it was accepted.',
    }
  }
  const seen = { ...base, changedMs: changed.fromMs }
  const back = after.find((change) => change.fromMs > changed.fromMs && isSame(change, before))
  if (back !== undefined) {
    return {
      ...seen,
      rolledBackMs: back.fromMs,
      state: 'rolled-back',
      text: `Changed to ${label(changed)} and back to ${label(before)}: what it was to bring is lost.`,
    }
  }
  const now = after.at(-1) ?? changed
  const text = `Runs on ${label(now)} instead of ${label(before)}.`
  if (nowMs - changed.fromMs < settledDays * dayMs)
    return { ...seen, state: 'changed', text, ...riskOf(followed) }
  return { ...seen, ...figureOf(followed, { before, changed, now, text }), ...riskOf(followed) }
}

/** The size when the decision was taken, every one since, and the first of these that is another. */
export function changeSeen({
  decision,
  changes,
  countMoves,
}: Pick<FollowedDecision, 'decision' | 'changes' | 'countMoves'>) {
  const before = changes.findLast(({ fromMs }) => fromMs <= decision.atMs) ?? changes[0]
  const after = changes.filter(({ fromMs }) => fromMs > decision.atMs)
  const changed = before && after.find((change) => !sameSize(change, before, countMoves))
  return { after, ...(before && { before }), ...(changed && { changed }) }
}

type Seen = {
  readonly before: CapacityChange
  readonly changed: CapacityChange
  readonly now: CapacityChange
  readonly text: string
}

function figureOf(
  { usageAround, beforeMonthlyUsd: from, nowMonthlyUsd: to }: FollowedDecision,
  { before, changed, now, text }: Seen,
): Pick<FollowUp, 'state' | 'text' | 'measured' | 'rateMonthlyUsd' | 'usageMonthlyUsd'> {
  if (usageAround !== undefined) {
    const figure = measureSaving(usageAround(changed.fromMs))
    return 'reason' in figure
      ? { state: 'not-measurable', text: `${text} ${figure.reason}` }
      : { state: 'confirmed', text, ...figure }
  }
  if (from === undefined || to === undefined) {
    return {
      state: 'not-measurable',
      text: `${text} No price is known of ${label(from === undefined ? before : now)}.`,
    }
  }
  const monthlyUsd = to - from
  if (Math.abs(monthlyUsd) < 0.5) {
    return { state: 'not-measurable', text: `${text} Both cost the same.` }
  }
  return {
    state: 'confirmed',
    text,
    measured: { monthlyUsd, lowUsd: monthlyUsd, highUsd: monthlyUsd },
    rateMonthlyUsd: monthlyUsd,
    usageMonthlyUsd: 0,
  }
}

/** Risk is told whatever the money says: risen where it is above what is accepted and above what it was. */
function riskOf({ decision, chanceNow, acceptedRisk }: FollowedDecision): Pick<FollowUp, 'risk'> {
  const before = decision.basis.chance
  const risen = chanceNow !== null && chanceNow > acceptedRisk && chanceNow > (before ?? 0)
  return { risk: { before, after: chanceNow, risen } }
}

function sameSize(a: CapacityChange, b: CapacityChange, countMoves: boolean): boolean {
  if (countMoves) return a.shape === b.shape
  const keys = [
    ...new Set([...Object.keys(a.capacity), ...Object.keys(b.capacity)]),
  ] as (keyof typeof a.capacity)[]
  return (
    a.shape === b.shape && a.count === b.count && keys.every((key) => a.capacity[key] === b.capacity[key])
  )
}

function label({ shape, count }: CapacityChange): string {
  return count === 1 ? shape : `${shape} x ${count}`
}
