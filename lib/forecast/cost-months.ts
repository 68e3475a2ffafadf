import type { CostForecast, CostMonth, CostStep } from '../model/cost-forecast.ts'
import { quantileLevels } from '../model/forecast.ts'
import { dayMs, dayStart, type EpochMs } from '../model/time.ts'
import { quantileSorted } from '../stats/quantile.ts'
import type { CellPaths, CostGroup } from './cost-cells.ts'
import { monthOfMs, monthStart } from './cost-series.ts'
import { sumOf } from './cost-teams.ts'

export type CostMonthsInput = {
  readonly group: CostGroup
  readonly months: number
  /** End of the last settled day. */
  readonly endMs: EpochMs
  readonly steps: readonly CostStep[]
  readonly budgetOf: (month: string) => number | undefined
}

/** Quantiles of each month with and without the known steps, what is settled of it, and the chance over its budget. */
export function costMonths(input: CostMonthsInput): Pick<CostForecast, 'months' | 'history'> {
  const { group, months, endMs, steps, budgetOf } = input
  const sums = sumOf(group.members)
  const count = sums.length / (months + 1)
  return {
    history: historyOf(group.members, endMs),
    months: Array.from({ length: months + 1 }, (_, i): CostMonth => {
      const fromMs = monthStart(endMs, i)
      const month = monthOfMs(fromMs)
      const base = Float64Array.from({ length: count }, (__, path) => sums[path * (months + 1) + i] as number)
      base.sort()
      const extra = extraOf(steps, Math.max(fromMs, endMs), monthStart(endMs, i + 1))
      const whole = extra === 0 ? base : base.map((usd) => usd + extra)
      const budget = budgetOf(month)
      return {
        month,
        settledUsd: i === 0 ? group.members.reduce((sum, { paths }) => sum + paths.settledUsd, 0) : 0,
        quantiles: quantilesOf(whole),
        ...(extra === 0 ? {} : { baseQuantiles: quantilesOf(base) }),
        ...(budget === undefined
          ? {}
          : { budget: { usd: budget, chance: whole.filter((usd) => usd > budget).length / count } }),
      }
    }),
  }
}

/** Dollars that steps add in `[fromMs, toMs)`. */
function extraOf(steps: readonly CostStep[], fromMs: EpochMs, toMs: EpochMs): number {
  return steps.reduce((sum, { day, dailyUsd }) => {
    const days = (toMs - Math.max(fromMs, dayStart(day))) / dayMs
    return sum + Math.max(0, days) * dailyUsd
  }, 0)
}

function quantilesOf(sorted: Float64Array): number[] {
  return quantileLevels.map((level) => quantileSorted(sorted, level))
}

/** Whole months before the running one; days that are not known count nothing. */
function historyOf(members: readonly CellPaths[], endMs: EpochMs): CostForecast['history'] {
  const firstMs = Math.min(...members.map(({ cell }) => cell.startMs))
  const history: { month: string; usd: number }[] = []
  for (let back = -1; monthStart(endMs, back) >= firstMs; back--) {
    const [fromMs, toMs] = [monthStart(endMs, back), monthStart(endMs, back + 1)]
    const usd = members.reduce((sum, { cell }) => {
      const from = Math.max(0, (fromMs - cell.startMs) / dayMs)
      const days = cell.usd.subarray(from, Math.max(from, (toMs - cell.startMs) / dayMs))
      return sum + days.reduce((all, value) => all + (Number.isNaN(value) ? 0 : value), 0)
    }, 0)
    history.unshift({ month: monthOfMs(fromMs), usd })
  }
  return history
}
