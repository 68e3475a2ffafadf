import type { CostForecast, CostForecastGrouping, CostStep } from '../model/cost-forecast.ts'
import { dayMs, dayStart, isoDay } from '../model/time.ts'
import type { CellPaths, CostCell, CostGroup } from './cost-cells.ts'
import { costMonths } from './cost-months.ts'
import { costPaths, shareDraws } from './cost-paths.ts'
import { reconcileTeams } from './cost-teams.ts'
import { explainCost } from './cost-words.ts'

/** Months to come after the running one. */
const months = 6
/** AWS calls younger days estimates and still restates them: they are forecast and not believed. */
export const restatedDays = 4
/** A key with fewer settled days is left to its neighbours: nothing is said of it alone. */
const daysNeeded = 14

export type CostForecastInput = {
  /** All end with the same settled day. */
  readonly cells: readonly CostCell[]
  readonly steps: readonly CostStep[]
  readonly budgets: readonly { readonly team: string; readonly month: string; readonly usd: number }[]
  readonly seed: string
}

/**
 * Cost of the running month and of six more, by account, service, team and in total, with intervals; what is no usage
 * apart. Sums are coherent path by path: total = accounts = services = teams. Services are simulated jointly from the
 * bottom up (what moved together in the past year moves together), the teams of an account are scaled to it.
 * Deterministic. Nothing where no cell has 14 settled days.
 */
export function forecastCosts(input: CostForecastInput): CostForecast[] {
  const known = input.cells.filter(({ usd }) => usd.some((value) => value !== 0))
  const longest = Math.max(0, ...known.map(({ usd }) => usd.length))
  if (longest < daysNeeded) return []
  const shared = shareDraws((months + 1) * 31, input.seed)
  const simulated = known.map((cell): CellPaths => {
    const seed = `${input.seed}/${cell.grouping}/${cell.accountId}/${cell.key}`
    return { cell, paths: costPaths({ cost: cell, shared, months, seed }) }
  })
  const of = (grouping: CostCell['grouping']) => simulated.filter(({ cell }) => cell.grouping === grouping)
  const services = of('service')
  const teams = reconcileTeams(of('team'), services)
  const groups: CostGroup[] = [
    { grouping: 'total', key: '', members: services },
    ...grouped('account', services, ({ accountId }) => accountId),
    ...grouped('service', services, ({ key }) => key),
    ...grouped('team', teams, ({ key }) => key),
    ...grouped('apart', of('apart'), ({ key }) => key),
  ]
  return groups.filter(({ members }) => members.length > 0).map((group) => forecastGroup(group, input))
}

function grouped(
  grouping: CostForecastGrouping,
  cells: readonly CellPaths[],
  keyOf: (cell: CostCell) => string,
): CostGroup[] {
  return [...Map.groupBy(cells, ({ cell }) => keyOf(cell))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, members]) => ({ grouping, key, members }))
}

/** Whether a step is told of a group. What names no service or team falls to the empty one. */
function concerns({ grouping, key }: CostGroup, step: CostStep): boolean {
  if (grouping === 'apart') return false
  if (grouping === 'account') return step.accountId === key
  if (grouping === 'service') return step.service === key
  if (grouping === 'team') return step.team === key
  return true
}

function forecastGroup(group: CostGroup, { steps, budgets }: CostForecastInput): CostForecast {
  const first = group.members[0] as CellPaths
  const endMs = first.cell.startMs + first.cell.usd.length * dayMs
  const own = steps.filter((step) => dayStart(step.day) >= endMs && concerns(group, step))
  const budgetOf = (month: string) =>
    group.grouping === 'team'
      ? budgets.find((one) => one.team === group.key && one.month === month)?.usd
      : group.grouping === 'total'
        ? totalBudget(budgets, month)
        : undefined
  const found = costMonths({ group, months, endMs, steps: own, budgetOf })
  return {
    grouping: group.grouping,
    key: group.key,
    settledDay: isoDay(endMs - dayMs),
    history: found.history,
    months: found.months,
    steps: own,
    explanation: explainCost({ group, steps: own, months: found.months }),
  }
}

/** The budget of everything is the one that names no team. */
function totalBudget(budgets: CostForecastInput['budgets'], month: string): number | undefined {
  return budgets.find((one) => one.team === '' && one.month === month)?.usd
}
