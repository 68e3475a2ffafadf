import { GetCostAndUsageWithResourcesCommand } from '@aws-sdk/client-cost-explorer'
import type { Account, Problem } from '#lib/model/account.ts'
import { notUsage, type ResourceCost } from '#lib/model/cost.ts'
import { isNamed, problemOf } from '../fault.ts'
import { readAllPages } from '../pages.ts'
import { costMetrics } from './cost-query.ts'
import { CostCallsSpentError, spentProblem, takePermit } from './permit.ts'
import type { CostReader } from './read-costs.ts'

const action = 'ce:GetCostAndUsageWithResources'

/** The service that the operation must be filtered by (API reference). */
const service = 'Amazon Elastic Compute Cloud - Compute'

export type ResourceReading = {
  readonly rows: readonly ResourceCost[]
  /** All days and pages were read. */
  readonly complete: boolean
  readonly problems: readonly Problem[]
}

/**
 * EC2 compute by account and resource for days `[fromDay, toDay)`, at most 14 days back. A payer that has not turned
 * resource level on has none: that is no problem, and no rows.
 */
export async function readResourceCosts(
  { aws, permit }: CostReader,
  { payer, fromDay, toDay }: { payer: Account; fromDay: string; toDay: string },
): Promise<ResourceReading> {
  const place = aws.at({ account: payer, region: 'us-east-1' })
  try {
    const results = await readAllPages(async (token) => {
      const page = await place.call(action, async ({ costExplorer }, sending) => {
        await takePermit(permit)
        return costExplorer.send(
          new GetCostAndUsageWithResourcesCommand({
            TimePeriod: { Start: fromDay, End: toDay },
            Granularity: 'DAILY',
            Metrics: [...costMetrics],
            GroupBy: [
              { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' },
              { Type: 'DIMENSION', Key: 'RESOURCE_ID' },
            ],
            Filter: {
              And: [
                { Dimensions: { Key: 'SERVICE', Values: [service] } },
                { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: [...notUsage] } } },
              ],
            },
            ...(token === undefined ? {} : { NextPageToken: token }),
          }),
          sending,
        )
      })
      return { items: page.ResultsByTime ?? [], next: page.NextPageToken }
    })
    const rows = results.flatMap(({ TimePeriod, Groups = [] }) =>
      Groups.flatMap(({ Keys = [], Metrics }) =>
        rowOf({
          day: TimePeriod?.Start?.slice(0, 10),
          accountId: Keys[0],
          resourceId: Keys[1],
          amounts: costMetrics.map((metric) => Number(Metrics?.[metric]?.Amount)),
        }),
      ),
    )
    return { rows, complete: true, problems: [] }
  } catch (error) {
    const scope = payer.id
    if (isNamed(error, 'DataUnavailableException')) return { rows: [], complete: false, problems: [] }
    const spent = error instanceof CostCallsSpentError
    const problem = spent ? spentProblem(scope, action) : problemOf(error, { scope, action })
    return { rows: [], complete: false, problems: [problem] }
  }
}

type Group = {
  readonly day: string | undefined
  readonly accountId: string | undefined
  readonly resourceId: string | undefined
  readonly amounts: readonly number[]
}

function rowOf({ day, accountId, resourceId, amounts }: Group): ResourceCost[] {
  const [usd = Number.NaN, amortizedUsd = Number.NaN, netUsd = Number.NaN] = amounts
  if (!day || !accountId || !resourceId || ![usd, amortizedUsd, netUsd].every(Number.isFinite)) return []
  const untold = { usageType: '', team: '', recordType: 'Usage' }
  return [{ day, accountId, service, resourceId, ...untold, usd, amortizedUsd, netUsd }]
}
