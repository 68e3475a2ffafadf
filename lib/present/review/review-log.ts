import type { DecisionRow } from '#lib/model/decision.ts'
import type { ReviewPack } from '#lib/model/review.ts'
import { decidedChange, decisionTerms, verdictWords } from '../decision-words.ts'
import { sum } from '../fleet.ts'
import { day, timeOfDay, usdDelta } from '../format.ts'

export type LogRow = {
  readonly id: number
  readonly time: string
  readonly name: string
  readonly verdict: string
  readonly tone?: 'save' | 'watch'
  readonly change: string
  readonly terms: string
  readonly owner: string
  readonly due: string
  readonly delta: string
  readonly reason: string
}

export type DecisionLog = {
  readonly rows: readonly LogRow[]
  readonly decided: number
  readonly agenda: number
  readonly accepted: number
  /** Sum of what was accepted, at list price a month. */
  readonly net: string
  /** What runs out, before and after what was accepted here. */
  readonly runsOut: { readonly before: number; readonly after: number }
}

/** What was decided in this review, in the order of the meeting, and what it comes to. */
export function decisionLog(decided: readonly DecisionRow[], pack: ReviewPack): DecisionLog {
  const standing = decided.filter(({ decision }) => decision.verdict !== 'reopen')
  const accepted = standing.filter(({ decision }) => decision.verdict === 'accept')
  const agenda = pack.items.filter(({ number }) => number !== undefined)
  const key = (id: string, kind: string) => `${id}/${kind}`
  const words = new Set(standing.map(({ decision }) => key(decision.resourceId, decision.kind)))
  const risky = pack.runsOut.filter(({ summary }) => summary.finding === 'runs-out')
  const helped = new Set(
    accepted
      .filter(({ decision }) => decision.kind === 'capacity')
      .map(({ decision }) => decision.resourceId),
  )
  return {
    rows: standing.map((row) => logRow(row, pack)),
    decided: agenda.filter(({ resourceId, kind }) => words.has(key(resourceId, kind))).length,
    agenda: agenda.length,
    accepted: accepted.length,
    net: usdDelta(sum(accepted.map(({ decision }) => decision.basis.deltaMonthlyUsd ?? 0))),
    runsOut: {
      before: risky.length,
      after: risky.filter(({ resourceId }) => !helped.has(resourceId)).length,
    },
  }
}

function logRow({ decision, resource }: DecisionRow, { asOfMs }: ReviewPack): LogRow {
  const { id, atMs, verdict, basis, owner, approver, dueMs, expiresMs, reason } = decision
  const isChange = verdict === 'accept'
  return {
    id,
    time: timeOfDay(atMs).slice(0, 5),
    name: resource.name,
    verdict: verdictWords[verdict],
    ...(isChange ? { tone: 'save' as const } : verdict === 'accept-risk' ? { tone: 'watch' as const } : {}),
    change: isChange ? decidedChange(decision) : '',
    terms: decisionTerms(decision, asOfMs),
    owner: owner ?? approver ?? '',
    due: dueMs !== undefined ? day(dueMs, asOfMs) : expiresMs !== undefined ? day(expiresMs, asOfMs) : '',
    delta: isChange ? usdDelta(basis.deltaMonthlyUsd ?? 0) : '–',
    reason,
  }
}
