import type { CostDay, ResourceCost } from '#lib/model/cost.ts'
import type { OwnershipRules } from '#lib/model/ownership.ts'
import type { CostSums } from './costs/exports/cost-sums.ts'
import type { ExportSink } from './costs/exports/read-exports.ts'
import { mergeTeams } from './costs/team-rows.ts'

/** The team for what a bill says: the account and the value of its team tag, empty where it carries none. */
export type BilledTeam = (accountId: string, value: string) => string

/**
 * The rules of ownership as far as a bill can follow them, in their order: spellings of tag values, and whole accounts.
 * Which of several tags a value comes from the bill does not tell, so a spelling of any of them counts. Patterns and
 * catalogues need the resource: `readTeamCosts` of the store knows it.
 */
export function billedTeam(rules: OwnershipRules | undefined): BilledTeam {
  const teams = rules?.teams ?? []
  const spellings = new Map(
    teams.flatMap((rule) => (rule.kind === 'tag' ? [...(rule.values ?? [])] : [])).reverse(),
  )
  return (accountId, value) => {
    for (const rule of teams) {
      if (rule.kind === 'account' && rule.accountId === accountId) return rule.team
      if (rule.kind === 'tag' && value !== '') return spellings.get(value) ?? value
    }
    return spellings.get(value) ?? value
  }
}

/** Rows of teams under their names by the rules, added up; others as they are. */
export function withTeams(rows: readonly CostDay[], teamOf: BilledTeam): readonly CostDay[] {
  if (!rows.some(({ grouping }) => grouping === 'team')) return rows
  return mergeTeams([rows.map((row) => ({ ...row, key: teamOf(row.accountId, row.key) }))])
}

/** Lines of resources under the names of their teams by the rules, added up. */
export function linesWithTeams(lines: readonly ResourceCost[], teamOf: BilledTeam): ResourceCost[] {
  const sums = new Map<string, ResourceCost>()
  for (const line of lines) {
    const { usd, amortizedUsd, netUsd, ...rest } = { ...line, team: teamOf(line.accountId, line.team) }
    const key = JSON.stringify(Object.entries(rest).sort())
    const known = sums.get(key)
    sums.set(key, {
      ...rest,
      usd: usd + (known?.usd ?? 0),
      amortizedUsd: amortizedUsd + (known?.amortizedUsd ?? 0),
      netUsd: netUsd + (known?.netUsd ?? 0),
    })
  }
  return [...sums.values()]
}

/** A sink that is given the teams by the rules; it adds equal lines up itself. */
export function sinkWithTeams(sink: ExportSink, teamOf: BilledTeam): ExportSink {
  const named = <Line extends { accountId: string; team: string }>(lines: readonly Line[]) =>
    lines.map((line) => ({ ...line, team: teamOf(line.accountId, line.team) }))
  return {
    ...sink,
    stage: (assembly, { costs, splits }: CostSums) =>
      sink.stage(assembly, { costs: named(costs), splits: named(splits) }),
  }
}
