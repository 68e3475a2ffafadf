import { type Budget, DescribeBudgetsCommand } from '@aws-sdk/client-budgets'
import type { Account, Problem } from '#lib/model/account.ts'
import type { ImportedBudget } from '#lib/model/budget.ts'
import { addMonths } from '#lib/model/cost.ts'
import { dayStart, type EpochMs, isoDay } from '#lib/model/time.ts'
import type { Aws, RegionAws } from '../aws.ts'
import { problemOf } from '../fault.ts'
import type { OwnershipReader } from '../ownership-rules.ts'
import { readAllPages } from '../pages.ts'
import { scopeOfBudget } from './budget-scope.ts'

export type Budgets = {
  readonly budgets: readonly ImportedBudget[]
  readonly problems: readonly Problem[]
  /** Everything was read: what AWS no longer names has gone. */
  readonly complete: boolean
}

const action = 'budgets:ViewBudget'

export type BudgetsOptions = {
  readonly aws: Aws
  readonly payer: Account
  readonly nowMs: EpochMs
  readonly ownerOf: OwnershipReader
}

/**
 * Monthly cost budgets in dollars that AWS Budgets holds at the payer: of this month, and of the months to come that a
 * plan names. Others (of usage, days, quarters, other currencies) are counted in one problem. A refusal is one too.
 */
export async function readBudgets({ aws, payer, nowMs, ownerOf }: BudgetsOptions): Promise<Budgets> {
  const at = aws.at({ account: payer, region: 'us-east-1' })
  try {
    const found = await describeBudgets(at)
    const cost = found.filter(({ BudgetType: type }) => type === 'COST')
    const readable = cost.filter(isMonthly)
    const month = isoDay(nowMs).slice(0, 7)
    return {
      budgets: readable.flatMap((budget) => monthsOf(budget, { payerId: payer.id, month, ownerOf })),
      problems: cost.length > readable.length ? [leftOut(at, cost.length - readable.length)] : [],
      complete: true,
    }
  } catch (error) {
    return { budgets: [], problems: [problemOf(error, { scope: at.scope, action })], complete: false }
  }
}

function describeBudgets(aws: RegionAws): Promise<Budget[]> {
  const AccountId = aws.account.id
  return readAllPages(async (NextToken) => {
    const page = await aws.call(action, ({ budgets }, sending) =>
      budgets.send(
        new DescribeBudgetsCommand({ AccountId, MaxResults: 100, NextToken, ShowFilterExpression: true }),
        sending,
      ),
    )
    return { items: page.Budgets ?? [], next: page.NextToken }
  })
}

function isMonthly({ TimeUnit, BudgetLimit, PlannedBudgetLimits: plan }: Budget): boolean {
  const limits = [...(BudgetLimit ? [BudgetLimit] : []), ...Object.values(plan ?? {})]
  return TimeUnit === 'MONTHLY' && limits.length > 0 && limits.every(({ Unit }) => Unit === 'USD')
}

type Reading = { readonly payerId: string; readonly month: string; readonly ownerOf: OwnershipReader }

function monthsOf(budget: Budget, { payerId, month, ownerOf }: Reading): ImportedBudget[] {
  const scope = scopeOfBudget(budget, ownerOf)
  const name = (budget.BudgetName ?? '').replaceAll('\0', '').toWellFormed()
  return [...amountsOf(budget, month)]
    .filter(([of, usd]) => of >= month && isInForce(budget, of) && Number.isFinite(usd))
    .map(([of, usd]) => ({ name, payerId, month: of, usd, scope }))
}

/** Dollars by month: what the plan says (its keys are seconds of the first instant), else the limit of this month. */
function amountsOf(
  { BudgetLimit: limit, PlannedBudgetLimits: plan = {} }: Budget,
  month: string,
): ReadonlyMap<string, number> {
  const planned = Object.entries(plan).flatMap(([seconds, spend]) => {
    const ms = Number(seconds) * 1000
    return Number.isFinite(ms) ? [[isoDay(ms).slice(0, 7), Number(spend.Amount)] as const] : []
  })
  return new Map([...(limit ? [[month, Number(limit.Amount)] as const] : []), ...planned])
}

function isInForce({ TimePeriod: { Start, End } = {} }: Budget, month: string): boolean {
  const fromMs = dayStart(`${month}-01`)
  const toMs = dayStart(addMonths(`${month}-01`, 1))
  return (Start?.getTime() ?? fromMs) < toMs && (End?.getTime() ?? toMs) > fromMs
}

function leftOut({ scope }: RegionAws, count: number): Problem {
  const which = count === 1 ? '1 cost budget is' : `${count} cost budgets are`
  const text = `${which} not imported: only monthly budgets in dollars are. Give it a month as its period to see it here.`
  return { scope, action, code: 'budget-left-out', text }
}
