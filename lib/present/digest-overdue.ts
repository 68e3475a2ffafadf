import { type Decided, questionOf } from '#lib/model/decision.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { decideBy } from './change-cell.ts'
import { overdueDays } from './decision-words.ts'
import { displayText } from './display-text.ts'
import { plural } from './format.ts'
import { decisionsDue } from './overview-decisions.ts'

export type OverdueItem = {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly days: number
  readonly text: string
}

/** Rows whose question is open: nobody has answered it, or the evidence has moved since. */
export function undecided(rows: readonly FleetRow[], decided: readonly Decided[]): readonly FleetRow[] {
  const answered = new Set(
    decided
      .filter(({ standing }) => standing.state === 'stands')
      .map(({ row: { decision } }) => `${decision.resourceId} ${decision.kind}`),
  )
  return rows.filter(({ resource, recommendation }) => {
    const kind = recommendation && questionOf(recommendation)
    return kind === undefined || !answered.has(`${resource.id} ${kind}`)
  })
}

export type OverdueInput = {
  readonly rows: readonly FleetRow[]
  readonly decided: readonly Decided[]
  readonly nowMs: EpochMs
}

/** What should have been decided, and what was accepted and should have been changed, the longest first. */
export function presentOverdue({ rows, decided, nowMs }: OverdueInput): readonly OverdueItem[] {
  return [...lateDecisions(undecided(rows, decided), nowMs), ...lateChanges(decided, nowMs)].sort(
    (a, b) => b.days - a.days || a.name.localeCompare(b.name, 'en'),
  )
}

function lateDecisions(rows: readonly FleetRow[], nowMs: EpochMs): OverdueItem[] {
  return decisionsDue(rows)
    .filter(({ row }) => decideBy(row.recommendation, nowMs).late)
    .map(({ row: { resource, recommendation }, decideByMs }) => {
      const dueMs = Math.min(decideByMs, recommendation.previous?.decideByMs ?? decideByMs)
      const days = Math.floor((nowMs - dueMs) / dayMs)
      const owner = displayText(resource.team ?? 'no team')
      return {
        id: resource.id,
        name: displayText(resource.name),
        owner,
        days,
        text: `decision ${plural(days, 'day')} overdue`,
      }
    })
}

function lateChanges(decided: readonly Decided[], nowMs: EpochMs): OverdueItem[] {
  return decided.flatMap(({ row: { decision, resource }, standing, followUp }): OverdueItem[] => {
    const waits = followUp === undefined || followUp.state === 'not-yet-changed'
    const days = decision.verdict === 'accept' && waits ? overdueDays(decision, nowMs) : undefined
    if (days === undefined || standing.state !== 'stands') return []
    const owner = displayText(decision.owner ?? resource.team ?? 'no owner')
    const text = `accepted change ${plural(days, 'day')} overdue`
    return [{ id: resource.id, name: displayText(resource.name), owner, days, text }]
  })
}
