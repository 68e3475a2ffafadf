import {
  GetCostAndUsageCommand,
  type GroupDefinition,
  type ResultByTime,
} from '@aws-sdk/client-cost-explorer'
import type { Account, Problem } from '#lib/model/account.ts'
import type { CostDay } from '#lib/model/cost.ts'
import type { Aws } from './aws.ts'
import { distinctProblems, problemOf } from './fault.ts'
import { readAllPages } from './pages.ts'

const action = 'ce:GetCostAndUsage'
const metric = 'UnblendedCost'
/** Money that is no usage: it would make days negative or jump. */
const notUsage = ['Credit', 'Refund', 'Tax']

export type CostsOptions = {
  readonly aws: Aws
  readonly payer: Account
  readonly fromDay: string
  readonly toDay: string
  readonly teamTagKey: string
}

/**
 * Unblended dollars per UTC day, `[fromDay, toDay)`, by account and service, and by account and team tag. Cost
 * Explorer groups by two keys a call, so these are two queries, each with its pages, at $0.01 a page.
 */
export async function readCosts(options: CostsOptions): Promise<{ days: CostDay[]; problems: Problem[] }> {
  const days: CostDay[] = []
  const problems: Problem[] = []
  for (const grouping of ['service', 'team'] as const) {
    try {
      for (const result of await readGrouping(options, grouping)) days.push(...costDays(result, grouping))
    } catch (error) {
      problems.push(problemOf(error, { scope: options.payer.id, action }))
    }
  }
  return { days, problems: distinctProblems(problems) }
}

function readGrouping(options: CostsOptions, grouping: CostDay['grouping']): Promise<ResultByTime[]> {
  const { aws, payer, fromDay, toDay, teamTagKey } = options
  const second: GroupDefinition =
    grouping === 'service' ? { Type: 'DIMENSION', Key: 'SERVICE' } : { Type: 'TAG', Key: teamTagKey }
  return readAllPages(async (token) => {
    const page = await aws
      .at({ account: payer, region: 'us-east-1' })
      .call(action, ({ costExplorer }, sending) =>
        costExplorer.send(
          new GetCostAndUsageCommand({
            TimePeriod: { Start: fromDay, End: toDay },
            Granularity: 'DAILY',
            Metrics: [metric],
            GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }, second],
            Filter: { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: notUsage } } },
            ...(token === undefined ? {} : { NextPageToken: token }),
          }),
          sending,
        ),
      )
    return { items: page.ResultsByTime ?? [], next: page.NextPageToken }
  })
}

/** The groups of one day; a tag group comes as `team$payments`, `team$` is untagged. */
export function costDays(result: ResultByTime, grouping: CostDay['grouping']): CostDay[] {
  const day = result.TimePeriod?.Start?.slice(0, 10)
  if (day === undefined) return []
  return (result.Groups ?? []).flatMap(({ Keys = [], Metrics }) => {
    const [accountId, key] = Keys
    const usd = Number(Metrics?.[metric]?.Amount ?? Number.NaN)
    if (accountId === undefined || key === undefined || !Number.isFinite(usd)) return []
    const name = grouping === 'team' ? key.slice(key.indexOf('$') + 1) : key
    return [{ day, accountId, grouping, key: name, usd, estimated: result.Estimated === true }]
  })
}
