import type { Place } from '../world.ts'
import type { WorldBudget } from '../world-budget.ts'
import type { HeldThings } from '../world-things.ts'
import { accounts } from './accounts.ts'
import { type Frame, msAt } from './frame.ts'

const monthly = { type: 'COST', timeUnit: 'MONTHLY', unit: 'USD', filters: {} } as const

/** What the payer has written into AWS Budgets: of two teams, an account, the organization, and one service alone. */
export function budgetsOf(frame: Frame, place: Place): HeldThings {
  const payer = accounts.find(({ payer }) => payer)
  if (place.accountId !== payer?.id || place.region !== 'us-east-1') return {}
  const startMs = msAt(frame, -400)
  const budgets: readonly WorldBudget[] = [
    {
      ...monthly,
      name: 'team-payments',
      amount: 24_000,
      filters: { TagKeyValue: ['user:team$payments'] },
      startMs,
    },
    {
      ...monthly,
      name: 'team-search',
      expression: { Tags: { Key: 'team', Values: ['search'], MatchOptions: ['EQUALS'] } },
      planned: plannedMonths(frame, 15_000, 500),
      startMs,
    },
    { ...monthly, name: 'staging', amount: 12_000, filters: { LinkedAccount: ['123456789012'] }, startMs },
    { ...monthly, name: 'organization', amount: 400_000, startMs },
    {
      ...monthly,
      name: 'nat-gateways',
      amount: 3_000,
      filters: { Service: ['Amazon Virtual Private Cloud'] },
      startMs,
    },
  ]
  return { budget: budgets }
}

/** A plan of twelve months from the month of the anchor, rising by the same step. */
function plannedMonths({ anchorMs }: Frame, firstUsd: number, stepUsd: number): WorldBudget['planned'] {
  const date = new Date(anchorMs)
  return Array.from({ length: 12 }, (_, i) => ({
    fromMs: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + i, 1),
    amount: firstUsd + i * stepUsd,
  }))
}
