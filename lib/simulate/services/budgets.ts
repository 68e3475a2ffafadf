import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import type { WorldBudget } from '../world-budget.ts'
import { parseInput } from './json-input.ts'

const requestSchema = z.object({
  AccountId: z.string().regex(/^\d{12}$/),
  MaxResults: z.number().int().min(1).max(1000).optional(),
  NextToken: z.string().optional(),
  ShowFilterExpression: z.boolean().optional(),
})

/** 2087-06-15: what AWS gives a budget that has no end. */
const endless = 3_706_473_600

/** DescribeBudgets of the caller's own account, in pages of 100. */
export function describeBudgets(call: Call): Answer {
  const request = parseInput(requestSchema, call.input, 'InvalidParameterException')
  if (request.AccountId !== call.account.id) {
    throw new AwsError('AccessDeniedException', 'Budgets of another account are not shown.', 400)
  }
  const budgets = call.world.things?.({ ...call.place, region: 'us-east-1' }, 'budget') ?? []
  const page = pageOf(budgets, {
    kind: 'DescribeBudgets',
    size: request.MaxResults ?? 100,
    token: request.NextToken,
    invalidCode: 'InvalidNextTokenException',
  })
  const showExpression = request.ShowFilterExpression === true
  return json({
    Budgets: page.items.map((budget) => budgetElement(budget, showExpression)),
    NextToken: page.next,
  })
}

const spend = (amount: number, Unit: string) => ({ Amount: amount.toFixed(1), Unit })

function budgetElement(budget: WorldBudget, showExpression: boolean): object {
  const { name, type, timeUnit, unit, amount, planned, filters, expression, startMs, endMs } = budget
  const plan = planned?.map((month) => [String(month.fromMs / 1000), spend(month.amount, unit)] as const)
  return {
    BudgetName: name,
    BudgetType: type,
    TimeUnit: timeUnit,
    TimePeriod: { Start: startMs / 1000, End: endMs === undefined ? endless : endMs / 1000 },
    CostFilters: filters,
    CostTypes: { IncludeTax: true, IncludeCredit: true, UseAmortized: false, UseBlended: false },
    ...(amount === undefined ? {} : { BudgetLimit: spend(amount, unit) }),
    ...(plan === undefined ? {} : { PlannedBudgetLimits: Object.fromEntries(plan) }),
    ...(expression === undefined || !showExpression ? {} : { FilterExpression: expression }),
  }
}
