import type { FleetRow } from '#lib/model/fleet.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { decideBy } from './change-cell.ts'
import { byRiskThenMoney, type DecidedRow, isAboveNow, isDecided } from './fleet.ts'
import { chance, sizeLabel } from './format.ts'
import type { OverviewFacts } from './overview-facts.ts'
import { limitedBy } from './overview-runs-out.ts'

export type DueRow = { readonly row: DecidedRow; readonly decideByMs: EpochMs }

/** What runs out, or is on watch with a change to make, and has a date to decide by; earliest first. */
export function decisionsDue(rows: readonly FleetRow[]): readonly DueRow[] {
  return rows
    .filter(isDecided)
    .flatMap((row): DueRow[] => {
      const { decideByMs, finding, recommended } = row.recommendation
      const risky = finding === 'runs-out' || (finding === 'watch' && recommended !== undefined)
      return decideByMs !== undefined && risky ? [{ row, decideByMs }] : []
    })
    .sort((a, b) => a.decideByMs - b.decideByMs || byRiskThenMoney(a.row, b.row))
}

export type DecisionItem = {
  readonly id: string
  readonly name: string
  readonly when: string
  readonly late: boolean
  readonly text: string
}

const itemsShown = 7

/** The next decisions with their dates; stands where the comparison with last week will. */
export function presentDecisions({ rows, nowMs }: OverviewFacts): readonly DecisionItem[] {
  return decisionsDue(rows)
    .slice(0, itemsShown)
    .map(({ row }) => {
      const { text, late } = decideBy(row.recommendation, nowMs)
      return {
        id: row.resource.id,
        name: row.resource.name,
        when: text === 'now' ? 'decide now' : `decide by ${text}${late ? ', overdue' : ''}`,
        late,
        text: decisionText(row),
      }
    })
}

function decisionText(row: DecidedRow): string {
  const { chanceByHorizon, recommended } = row.recommendation
  const risk = isAboveNow(row.recommendation)
    ? 'above now'
    : chanceByHorizon === null
      ? 'chance not known'
      : `chance ${chance(chanceByHorizon)}`
  const change = recommended
    ? `${recommended.action ?? `Change to ${sizeLabel(recommended.label)}`}.`
    : `${row.recommendation.remedy ?? 'No size fits'}.`
  return `${limitedBy(row)}, ${risk}. ${change}`
}
