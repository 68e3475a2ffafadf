import type { Attribution } from '#lib/model/ownership.ts'
import { dayMs, dayStart } from '#lib/model/time.ts'
import { sum } from './fleet.ts'
import { day, percent, usd } from './format.ts'

/** Unblended cost of the resources of one account and team; without a team: tagged for none. */
export type TeamCostLine = { readonly accountId: string; readonly team?: string; readonly usd: number }

export type TeamCostsInput = {
  readonly lines: readonly TeamCostLine[]
  readonly attribution: Attribution
  /** UTC days, `[fromDay, toDay)`. */
  readonly fromDay: string
  readonly toDay: string
  readonly nowMs: number
}

export type TeamCostsView = {
  readonly sub: string
  readonly rows: readonly {
    readonly team: string
    readonly usd: string
    readonly share: string
    readonly accounts: number
  }[]
  readonly total: string
}

/** What resources cost by team, the dearest first; undefined where no resource's cost is known. */
export function presentTeamCosts(input: TeamCostsInput): TeamCostsView | undefined {
  const { lines, attribution, fromDay, toDay, nowMs } = input
  if (lines.length === 0) return undefined
  const total = sum(lines.map((line) => line.usd))
  const teams = [...Map.groupBy(lines, ({ team }) => team)]
    .map(([team, own]) => ({ team, usd: sum(own.map((line) => line.usd)), accounts: own.length }))
    .sort((a, b) => b.usd - a.usd || (a.team ?? '').localeCompare(b.team ?? '', 'en'))
  const days = `${day(dayStart(fromDay), nowMs)} – ${day(dayStart(toDay) - dayMs, nowMs)}`
  const rule =
    attribution === 'as-tagged-today'
      ? 'all of it with the team of today'
      : 'each hour with the team it was tagged for then'
  return {
    sub: `Resources with a line on the bill, ${days}, unblended; ${rule}`,
    rows: teams.map((one) => ({
      team: one.team ?? 'Untagged',
      usd: usd(one.usd),
      share: total > 0 ? percent(one.usd / total) : '–',
      accounts: one.accounts,
    })),
    total: usd(total),
  }
}
