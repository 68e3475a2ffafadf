import type { Group } from '@aws-sdk/client-cost-explorer'
import type { Account, Problem } from '#lib/model/account.ts'
import type { AccountDiscount } from '#lib/model/discount.ts'
import type { Price } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import type { Aws } from '../aws.ts'
import { costProblem, readCostPages } from './cost-pages.ts'
import type { Permit } from './permit.ts'
import { regionOfUsage } from './usage-region.ts'

/**
 * A rate this far below list is another price (a free tier, a promotion), and above list it is another product: a box
 * with a licence is billed under the same usage type. Both are left out on both sides.
 */
const ratioMin = 0.3
const ratioMax = 1.005

export type DiscountQuery = {
  readonly payer: Account
  /** UTC days `[fromDay, toDay)`. */
  readonly fromDay: string
  readonly toDay: string
  /** List prices of the regions, as the price list has them. */
  readonly prices: readonly (Price & { readonly region: string })[]
}

export type Discounts = {
  readonly discounts: readonly AccountDiscount[]
  readonly problems: readonly Problem[]
}

/**
 * What each account pays for on-demand usage, against our list price of the same quantity: the rates of EC2 instances
 * and EBS volumes, whose usage types name one product in one region. One paid call a page. Accounts without such usage
 * are not measured.
 */
export async function readDiscounts(aws: Aws, query: DiscountQuery, permit: Permit): Promise<Discounts> {
  const { payer, fromDay, toDay } = query
  try {
    const results = await readCostPages({ aws, payer, permit }, requestOf(query))
    const sums = sumsOf(
      results.flatMap(({ Groups = [] }) => Groups),
      listRates(query.prices),
    )
    const discounts = [...sums].map(([accountId, sum]) => ({
      accountId,
      source: 'cost-explorer' as const,
      fromDay,
      toDay,
      ...sum,
    }))
    return { discounts, problems: [] }
  } catch (error) {
    return { discounts: [], problems: [costProblem(error, payer.id)] }
  }
}

/** On-demand usage alone: what commitments cover has record types of its own. */
const requestOf = ({ fromDay, toDay }: DiscountQuery) => ({
  TimePeriod: { Start: fromDay, End: toDay },
  Granularity: 'MONTHLY' as const,
  Metrics: ['NetUnblendedCost', 'UsageQuantity'],
  GroupBy: [
    { Type: 'DIMENSION' as const, Key: 'LINKED_ACCOUNT' },
    { Type: 'DIMENSION' as const, Key: 'USAGE_TYPE' },
  ],
  Filter: { Dimensions: { Key: 'RECORD_TYPE' as const, Values: ['Usage'] } },
})

/** Dollars per billed unit by region and name of the usage type: hours of boxes, GiB-months of volumes. */
function listRates(prices: DiscountQuery['prices']): ReadonlyMap<string, number> {
  return new Map(
    prices.flatMap(({ region, shape, key, hourlyUsd }): (readonly [string, number])[] => {
      const volume = /^ebs\/(\w+)-gib-month$/.exec(key)?.[1]
      if (volume !== undefined) return [[`${region} EBS:VolumeUsage.${volume}`, hourlyUsd * hoursPerMonth]]
      return key === 'linux' ? [[`${region} BoxUsage:${shape}`, hourlyUsd]] : []
    }),
  )
}

type Sum = { readonly listUsd: number; readonly paidUsd: number }

function sumsOf(groups: readonly Group[], rates: ReadonlyMap<string, number>): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>()
  for (const { Keys = [], Metrics } of groups) {
    const [accountId, usageType = ''] = Keys
    const usage = regionOfUsage(usageType)
    const rate = usage && rates.get(`${usage.region} ${usage.name}`)
    const paid = Number(Metrics?.NetUnblendedCost?.Amount)
    const list = Number(Metrics?.UsageQuantity?.Amount) * (rate ?? Number.NaN)
    const ratio = paid / list
    if (accountId === undefined || !(ratio >= ratioMin && ratio <= ratioMax)) continue
    const known = sums.get(accountId) ?? { listUsd: 0, paidUsd: 0 }
    sums.set(accountId, { listUsd: known.listUsd + list, paidUsd: known.paidUsd + paid })
  }
  return sums
}
