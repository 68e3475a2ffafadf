import type { TeamBudget } from '#lib/model/calendar.ts'
import type { Decided, DecisionRow, FollowUp } from '#lib/model/decision.ts'
import type { FleetRow, Spark } from '#lib/model/fleet.ts'
import type { DriverUse, TeamShare } from '#lib/model/team-share.ts'
import { dayMs } from '#lib/model/time.ts'
import type { DataTable } from './data-table.ts'
import { presentOverdue, undecided } from './digest-overdue.ts'
import { byRiskThenMoney, findingOf, isDecided, monthlyUsdOf, newestAsOf, sum } from './fleet.ts'
import { chance, plural, usd } from './format.ts'
import { type DecisionItem, presentDecisions } from './overview-decisions.ts'
import type { OverviewFacts, OverviewInput } from './overview-facts.ts'
import { type KpiView, presentKpis } from './overview-kpis.ts'
import { presentLede } from './overview-lede.ts'
import { limitedBy } from './overview-runs-out.ts'
import type { Sentence } from './sentence.ts'
import { presentTeamSpend, type TeamSpendView } from './team-spend.ts'
import { appliedTable, driverTable, overdueTable, shareTable } from './team-tables.ts'

export type TeamInput = OverviewInput & {
  /** Everything below is of this team alone. */
  readonly team: string
  readonly budgets: readonly TeamBudget[]
  readonly shares: readonly TeamShare[]
  readonly drivers: readonly DriverUse[]
  readonly decisions: readonly DecisionRow[]
  readonly followUps: ReadonlyMap<number, FollowUp>
  /** The same decisions with whether they stand. */
  readonly decided: readonly Decided[]
}

export type TeamTile = {
  readonly id: string
  readonly name: string
  readonly chance: string
  readonly tone?: 'risk' | 'watch'
  readonly spark?: Spark
  readonly label: string
  readonly used: string
  readonly money: string
}

export type TeamView = {
  readonly team: string
  readonly sub: string
  readonly lede: Sentence
  readonly kpis: readonly KpiView[]
  readonly decisions: readonly DecisionItem[]
  readonly spend?: TeamSpendView
  readonly tiles: readonly TeamTile[]
  readonly shares: DataTable
  readonly drivers: DataTable
  readonly applied: DataTable
  /** Decisions and accepted changes whose day is over. */
  readonly overdue: DataTable
}

/** What a team has to decide, and what it pays for. */
export function presentTeam(input: TeamInput): TeamView {
  const { team, rows, costs, nowMs } = input
  const asOfMs = newestAsOf(rows, nowMs)
  const facts: OverviewFacts = { ...input, asOfMs, horizonMs: asOfMs + input.policyHorizonDays * dayMs }
  const spend = presentTeamSpend(input)
  return {
    team,
    sub: `${plural(rows.length, 'resource')}, ${plural(input.shares.length, 'shared cluster')}`,
    lede: presentLede(facts),
    kpis: presentKpis(facts),
    decisions: presentDecisions({ ...facts, rows: undecided(rows, input.decided) }),
    ...(spend ? { spend } : {}),
    tiles: [...rows].sort(byRiskThenMoney).map(tileOf),
    shares: shareTable(input.shares),
    drivers: driverTable(input.drivers, costs, sum(rows.map((row) => monthlyUsdOf(row) ?? 0))),
    applied: appliedTable(input.decisions, input.followUps, nowMs),
    overdue: overdueTable(presentOverdue({ rows, decided: input.decided, nowMs })),
  }
}

function tileOf(row: FleetRow): TeamTile {
  const { resource, recommendation } = row
  const probability = recommendation?.chanceByHorizon
  const text = typeof probability === 'number' ? chance(probability) : 'no forecast'
  const finding = findingOf(row)
  const monthly = monthlyUsdOf(row)
  const used = isDecided(row) ? limitedBy(row) : ''
  return {
    id: resource.id,
    name: resource.name,
    chance: text,
    ...(finding === 'runs-out'
      ? { tone: 'risk' as const }
      : finding === 'watch'
        ? { tone: 'watch' as const }
        : {}),
    ...(recommendation?.spark ? { spark: recommendation.spark } : {}),
    label: `${resource.name}: ${text} chance of running out`,
    used,
    money: monthly === undefined ? '' : usd(monthly),
  }
}
