import type { z } from 'zod'
import type { CostSeries, FleetRow } from '#lib/model/fleet.ts'
import { findings } from '#lib/model/recommendation.ts'
import { toApiResource } from './api-resources.ts'
import type { overviewSchema, teamsSchema, WholeList } from './api-schemas.ts'
import { byRiskThenMoney, deltaOf, findingOf, isSaving, sum, upsizesOf } from './fleet.ts'
import { runRate } from './overview-spend.ts'

/** The numbers behind the overview: what runs out, list savings and upsizes a month, spend. */
export function presentApiOverview(
  rows: readonly FleetRow[],
  costs: CostSeries,
): z.infer<typeof overviewSchema> {
  const { safety, other } = upsizesOf(rows)
  return {
    resources: rows.length,
    findings: findings.map((finding) => ({
      finding,
      count: rows.filter((row) => findingOf(row) === finding).length,
    })),
    runsOut: rows
      .filter((row) => findingOf(row) === 'runs-out')
      .sort(byRiskThenMoney)
      .map(toApiResource),
    savingsMonthlyUsd: 0 - sum(rows.filter(isSaving).map(deltaOf)),
    upsizesMonthlyUsd: { safety: sum(safety.map(deltaOf)), other: sum(other.map(deltaOf)) },
    spendMonthlyUsd: runRate(costs)?.usdPerMonth ?? null,
  }
}

/** Teams by name with what they own and what was billed to them in 30 days; `null` = without a team. */
export function presentApiTeams(
  rows: readonly FleetRow[],
  costs: CostSeries,
): WholeList<z.infer<typeof teamsSchema>> {
  const usd = new Map(costs.byTeam.map(({ team, usdLast30 }) => [team, usdLast30]))
  const owned = Map.groupBy(rows, ({ resource }) => resource.team ?? '')
  const names = [...new Set([...usd.keys(), ...owned.keys()])].sort()
  return {
    items: names.map((team) => ({
      team: team || null,
      resources: owned.get(team)?.length ?? 0,
      usdLast30: usd.get(team) ?? null,
    })),
  }
}
