import type { Decision, FollowUp, FollowUpState, Verdict } from '#lib/model/decision.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { day, sizeLabel, usd, usdDelta } from './format.ts'
import type { Tone } from './words.ts'

/** What was said, as a word of the past. */
export const verdictWords: Record<Verdict, string> = {
  accept: 'Accepted',
  'accept-risk': 'Risk accepted',
  reject: 'Rejected',
  snooze: 'Snoozed',
  reopen: 'Reopened',
}

export const followUpWords: Record<FollowUpState, { readonly label: string; readonly tone: Tone }> = {
  'not-yet-changed': { label: 'Not yet changed', tone: 'later' },
  changed: { label: 'Changed', tone: 'later' },
  confirmed: { label: 'Confirmed', tone: 'save' },
  'not-measurable': { label: 'Not measurable', tone: 'no' },
  'rolled-back': { label: 'Rolled back', tone: 'risk' },
}

/** What was decided: `db.m7g.4xlarge, +$569/mo`; a remedy in its words. */
export function decidedChange({ basis }: Pick<Decision, 'basis'>): string {
  const { optionLabel, deltaMonthlyUsd, remedy } = basis
  if (optionLabel === undefined) return remedy ?? (basis.finding === 'idle' ? 'Stop it' : 'No change')
  const delta = usdDelta(deltaMonthlyUsd ?? 0)
  return delta === '–'
    ? `${sizeLabel(optionLabel)}, no cost change`
    : `${sizeLabel(optionLabel)}, ${delta}/mo`
}

/** Owner, dates and approver of a decision in one line; empty where it has none. */
export function decisionTerms(decision: Decision, nowMs: EpochMs): string {
  const { owner, approver, dueMs, expiresMs } = decision
  return [
    owner === undefined ? '' : `Owner ${owner}`,
    approver === undefined ? '' : `approved by ${approver}`,
    dueMs === undefined ? '' : `due ${day(dueMs, nowMs)}`,
    expiresMs === undefined ? '' : `until ${day(expiresMs, nowMs)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** Whole days since the end of the due day; `undefined` where it is not over. */
export function overdueDays(decision: Pick<Decision, 'dueMs'>, nowMs: EpochMs): number | undefined {
  if (decision.dueMs === undefined || nowMs < decision.dueMs + dayMs) return undefined
  return Math.floor((nowMs - decision.dueMs) / dayMs)
}

/** `saves $1,102/mo, 80% interval $980 – $1,230`; predicted and measured of a follow-up. */
export function measuredText({ measured, predictedMonthlyUsd }: FollowUp): string | undefined {
  if (measured === undefined) return undefined
  const { monthlyUsd, lowUsd, highUsd } = measured
  const ends = [usdDelta(lowUsd), usdDelta(highUsd)]
  const interval = ends[0] === ends[1] ? '' : ` (80% interval ${ends[0]} to ${ends[1]})`
  const predicted = predictedMonthlyUsd === undefined ? '' : `, ${usdDelta(predictedMonthlyUsd)} predicted`
  return `${usdDelta(monthlyUsd) === '–' ? usd(0) : usdDelta(monthlyUsd)}/mo measured${interval}${predicted}`
}
