import { z } from 'zod'

/** What a budget of AWS Budgets is about, as far as its filter says; `part` = a part of the bill that is none of ours. */
export const budgetScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('team'), team: z.string() }),
  z.object({ kind: z.literal('account'), accountId: z.string() }),
  z.object({ kind: z.literal('workspace') }),
  z.object({ kind: z.literal('part'), filter: z.string() }),
])
export type BudgetScope = z.infer<typeof budgetScopeSchema>

/** One month such as `2026-11` of a monthly cost budget that AWS Budgets holds. */
export const importedBudgetSchema = z.object({
  /** As AWS calls it. */
  name: z.string(),
  payerId: z.string(),
  month: z.string(),
  usd: z.number(),
  scope: budgetScopeSchema,
})
export type ImportedBudget = z.infer<typeof importedBudgetSchema>

export type BudgetSource = 'configuration' | 'aws-budgets'

/** A budget of a month beside where it comes from. */
export type Budget = {
  readonly source: BudgetSource
  /** Of AWS Budgets: its name there. */
  readonly name?: string
  readonly month: string
  readonly usd: number
  readonly scope: BudgetScope
  /** The configuration names another for this team and month: that one counts. */
  readonly overruled: boolean
}
