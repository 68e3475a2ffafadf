import type { Group } from '@aws-sdk/client-cost-explorer'
import type { Account, Problem } from '#lib/model/account.ts'
import type { UsageService } from '#lib/model/bill.ts'
import type { Aws } from '../aws.ts'
import { costProblem, readCostPages } from './cost-pages.ts'
import { filterOf } from './cost-query.ts'
import type { Permit } from './permit.ts'

/** UTC days `[fromDay, toDay)`. */
export type UsageServiceQuery = { readonly payer: Account; readonly fromDay: string; readonly toDay: string }

export type UsageServices = {
  readonly services: readonly UsageService[]
  readonly problems: readonly Problem[]
}

/**
 * Unblended dollars of usage by service and usage type in the whole organization. Cost Explorer groups by two keys, so
 * that an account's usage types do not tell their service: a name like `DataTransfer-Out-Bytes` is billed by many.
 */
export async function readUsageServices(
  aws: Aws,
  { payer, fromDay, toDay }: UsageServiceQuery,
  permit: Permit,
): Promise<UsageServices> {
  try {
    const results = await readCostPages(
      { aws, payer, permit },
      {
        TimePeriod: { Start: fromDay, End: toDay },
        Granularity: 'MONTHLY',
        Metrics: ['UnblendedCost'],
        GroupBy: [
          { Type: 'DIMENSION', Key: 'SERVICE' },
          { Type: 'DIMENSION', Key: 'USAGE_TYPE' },
        ],
        Filter: filterOf('usage-type', []),
      },
    )
    return { services: summed(results.flatMap(({ Groups = [] }) => Groups)), problems: [] }
  } catch (error) {
    return { services: [], problems: [costProblem(error, payer.id)] }
  }
}

function summed(groups: readonly Group[]): UsageService[] {
  const sums = new Map<string, UsageService>()
  for (const { Keys = [], Metrics } of groups) {
    const [service, usageType] = Keys
    const usd = Number(Metrics?.UnblendedCost?.Amount)
    if (!service || !usageType || !Number.isFinite(usd)) continue
    const id = JSON.stringify([service, usageType])
    sums.set(id, { service, usageType, usd: (sums.get(id)?.usd ?? 0) + usd })
  }
  return [...sums.values()]
}
