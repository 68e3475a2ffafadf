import type { Budget } from '#lib/model/budget.ts'
import { dayStart, type EpochMs, isoDay } from '#lib/model/time.ts'
import { cell, type DataTable } from './data-table.ts'
import { monthName, usd } from './format.ts'

export type BudgetsInput = {
  readonly budgets: readonly Budget[]
  readonly accountNames: ReadonlyMap<string, string>
  readonly nowMs: EpochMs
}

const sourceText = { configuration: 'headroom.yaml', 'aws-budgets': 'AWS Budgets' } as const

/** Budgets of this month and where they come from; the months to come are counted. */
export function budgetTable({ budgets, accountNames, nowMs }: BudgetsInput): DataTable {
  const month = isoDay(nowMs).slice(0, 7)
  const now = budgets.filter((budget) => budget.month === month)
  const ahead = new Set(budgets.flatMap((budget) => (budget.month > month ? [budget.month] : [])))
  const more =
    ahead.size > 0 ? `, with ${ahead.size === 1 ? '1 later month' : `${ahead.size} later months`} known` : ''
  return {
    key: 'budgets',
    title: 'Budgets',
    sub: `Of ${monthName(dayStart(`${month}-01`), true)}${more}`,
    head: ['For', 'Source', 'Amount'],
    numeric: [2],
    rows: now.map((budget) => [
      cell(...scopeText(budget, accountNames)),
      cell(sourceText[budget.source], sourceNote(budget)),
      cell(usd(budget.usd)),
    ]),
    empty: {
      title: 'No budget for this month',
      text: 'Write budgets into headroom.yaml, or into AWS Budgets at the payer.',
    },
  }
}

function scopeText({ scope }: Budget, accountNames: ReadonlyMap<string, string>): readonly [string, string?] {
  switch (scope.kind) {
    case 'team':
      return [scope.team, 'team']
    case 'account':
      return [accountNames.get(scope.accountId) ?? scope.accountId, 'account']
    case 'workspace':
      return ['Everything', 'organization']
    case 'part':
      return ['A part of the bill', scope.filter]
  }
}

const sourceNote = ({ name, overruled }: Budget) =>
  overruled ? `${name}: headroom.yaml names another for this month, and that one counts` : name
