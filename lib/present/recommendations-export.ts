import type { z } from 'zod'
import { isoDay } from '#lib/model/time.ts'
import type { recommendationsSchema, WholeList } from './api-schemas.ts'
import { csv } from './csv.ts'
import { findingOf } from './fleet.ts'
import { type Ranked, type RecommendationsInput, rankRecommendations } from './recommendations.ts'

type ApiRecommendation = z.infer<typeof recommendationsSchema>['items'][number]

const header = [
  'rank',
  'id',
  'name',
  'class',
  'account',
  'account_id',
  'region',
  'team',
  'finding',
  'from',
  'to',
  'list_usd_per_month',
  'cash_usd_per_month',
  'chance_after',
  'expected_minutes_after',
  'effort',
  'decide_by',
] as const

/** The ranked changes in numbers; of those in `ids` alone where it is not empty. */
export function presentApiRecommendations(
  input: RecommendationsInput,
  ids: readonly string[],
): WholeList<z.infer<typeof recommendationsSchema>> {
  const ranked = rankRecommendations(input)
  const { untilMs } = input.cash.total
  const chosen = ids.length === 0 ? ranked : ranked.filter(({ row }) => ids.includes(row.resource.id))
  return {
    cashUntil: untilMs === undefined ? null : isoDay(untilMs),
    items: chosen.map(toApi),
  }
}

/** The same as CSV. */
export function recommendationsCsv(input: RecommendationsInput, ids: readonly string[]): string {
  const { items } = presentApiRecommendations(input, ids)
  return csv(
    header,
    items.map((one) => [
      one.rank,
      one.id,
      one.name,
      one.resourceClass,
      one.account,
      one.accountId,
      one.region,
      one.team,
      one.finding,
      one.from,
      one.to,
      one.listMonthlyUsd,
      one.cashMonthlyUsd,
      one.chanceAfter,
      one.expectedMinutesAfter,
      one.effort,
      one.decideBy,
    ]),
  )
}

function toApi({ rank, row, listUsd, cashUsd, chance }: Ranked): ApiRecommendation {
  const { resource, accountName, recommendation } = row
  const { recommended, current, decideByMs } = recommendation
  return {
    rank,
    id: resource.id,
    name: resource.name,
    resourceClass: resource.resourceClass,
    account: accountName,
    accountId: resource.accountId,
    region: resource.region,
    team: resource.team ?? null,
    finding: findingOf(row),
    from: current?.label ?? null,
    to: recommended?.label ?? null,
    listMonthlyUsd: listUsd,
    cashMonthlyUsd: cashUsd,
    chanceAfter: chance,
    expectedMinutesAfter: recommended?.expectedMinutes ?? null,
    effort: recommended?.effort ?? null,
    decideBy: decideByMs === undefined ? null : isoDay(decideByMs),
  }
}
