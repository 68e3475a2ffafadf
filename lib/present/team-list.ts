import type { TeamBudget } from '#lib/model/calendar.ts'
import type { CostSeries, FleetRow } from '#lib/model/fleet.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { deltaOf, findingOf, isSaving, sum } from './fleet.ts'
import { count, usdShort } from './format.ts'
import { decisionsDue } from './overview-decisions.ts'

export type TeamRow = {
  readonly team: string
  readonly href: string
  readonly resources: string
  readonly runsOut: string
  readonly risky: boolean
  readonly decide: string
  readonly savings: string
  readonly spend: string
  readonly budget: string
}

export type TeamListInput = {
  readonly rows: readonly FleetRow[]
  readonly costs: CostSeries
  readonly budgets: readonly TeamBudget[]
  readonly nowMs: EpochMs
}

/** Address of a team's page. */
export function teamHref(team: string): string {
  return `/teams/${encodeURIComponent(team.toWellFormed())}`
}

/** Every team that the reader sees, by name: teams are not ranked. */
export function presentTeams({ rows, costs, budgets, nowMs }: TeamListInput): readonly TeamRow[] {
  const owned = Map.groupBy(rows, ({ resource }) => resource.team ?? '')
  const spent = new Map(costs.byTeam.map(({ team, usdLast30 }) => [team, usdLast30]))
  const month = new Date(nowMs).toISOString().slice(0, 7)
  const names = [...new Set([...owned.keys(), ...spent.keys()])].filter((team) => team !== '')
  return names
    .sort((a, b) => a.localeCompare(b, 'en'))
    .map((team) => {
      const own = owned.get(team) ?? []
      const risky = own.filter((row) => findingOf(row) === 'runs-out').length
      const usd = spent.get(team)
      const budget = budgets.find((one) => one.team === team && one.month === month)
      return {
        team,
        href: teamHref(team),
        resources: count(own.length),
        runsOut: count(risky),
        risky: risky > 0,
        decide: count(decisionsDue(own).length),
        savings: usdShort(-sum(own.filter(isSaving).map(deltaOf))),
        spend: usd === undefined ? '–' : usdShort(usd),
        budget: budget ? usdShort(budget.usd) : '–',
      }
    })
}
