import type { CostSource } from './cost.ts'

/** What an account paid for on-demand usage (net unblended) and what the same usage costs by the price list. */
export type AccountDiscount = {
  readonly accountId: string
  readonly source: CostSource
  /** Days `[fromDay, toDay)`. */
  readonly fromDay: string
  readonly toDay: string
  readonly listUsd: number
  readonly paidUsd: number
}

/** Share that is taken off the list price, 0 to 1: 0 where the account pays list or more. */
export function discountShare({ listUsd, paidUsd }: Pick<AccountDiscount, 'listUsd' | 'paidUsd'>): number {
  return listUsd > 0 ? Math.min(1, Math.max(0, 1 - paidUsd / listUsd)) : 0
}
