import type { TeamBudget } from '#lib/model/calendar.ts'
import type { CostSeries } from '#lib/model/fleet.ts'
import { dayStart, type EpochMs } from '#lib/model/time.ts'
import { sum } from './fleet.ts'
import { monthName, percent, usd, usdShort } from './format.ts'
import { runRate } from './overview-spend.ts'

export type MonthBar = {
  readonly month: string
  readonly name: string
  readonly ms: EpochMs
  readonly usd: number
  readonly partial: boolean
  readonly budgetUsd?: number
  readonly amount: string
  readonly budget: string
}

export type TeamSpendView = {
  readonly text: string
  readonly bars: readonly MonthBar[]
  readonly label: string
}

export type TeamSpendInput = {
  readonly costs: CostSeries
  readonly budgets: readonly TeamBudget[]
  readonly team: string
  readonly nowMs: EpochMs
}

const monthsShown = 13

/** Billed by calendar month against the team's budget; absent while nothing is billed to it. */
export function presentTeamSpend({ costs, budgets, team, nowMs }: TeamSpendInput): TeamSpendView | undefined {
  const own = new Map(budgets.filter((one) => one.team === team).map(({ month, usd: most }) => [month, most]))
  const byMonth = Map.groupBy(costs.days, ({ day }) => day.slice(0, 7))
  if (byMonth.size === 0) return undefined
  const thisMonth = new Date(nowMs).toISOString().slice(0, 7)
  const bars = [...byMonth].slice(-monthsShown).map(([month, days]): MonthBar => {
    const ms = dayStart(`${month}-01`)
    const total = sum(days.map((one) => one.usd))
    const budgetUsd = own.get(month)
    return {
      month,
      ms,
      name: monthName(ms, true),
      usd: total,
      partial: month === thisMonth,
      ...(budgetUsd === undefined ? {} : { budgetUsd }),
      amount: usd(total),
      budget: budgetUsd === undefined ? '–' : usd(budgetUsd),
    }
  })
  const label = `Billed to ${team} by month, ${bars[0]?.name} to ${bars.at(-1)?.name}`
  return { text: budgetText(costs, own.get(thisMonth)), bars, label }
}

function budgetText(costs: CostSeries, budgetUsd: number | undefined): string {
  const rate = runRate(costs)
  if (!rate) return 'Fewer than 7 billed days.'
  const now = `${usdShort(rate.usdPerMonth)}/mo at the rate of the last ${rate.days} days`
  if (budgetUsd === undefined) return `${now}. headroom.yaml names no budget for this month.`
  const share = rate.usdPerMonth / budgetUsd
  return `${now}: ${percent(share)} of this month’s budget of ${usdShort(budgetUsd)}.`
}
