/** Where costs come from: Cost Explorer, a Cost and Usage Report (CUR) or a FOCUS export. */
export const costSources = ['cost-explorer', 'cur', 'focus'] as const
export type CostSource = (typeof costSources)[number]

/** By what the cost of an account is parted. `record-type` holds everything billed, the others usage alone. */
export const costGroupings = ['service', 'usage-type', 'team', 'record-type'] as const
export type CostGrouping = (typeof costGroupings)[number]

/** Money that is no usage: it would make days negative or jump. It is kept apart, under `record-type`. */
export const notUsage = ['Credit', 'Refund', 'Tax'] as const

/** Cost of one UTC day in one account under one key; the store's `observed_day` tells restatements apart. */
export type CostDay = {
  readonly day: string
  readonly accountId: string
  readonly grouping: CostGrouping
  /** Service name, usage type, team (empty = untagged) or record type. */
  readonly key: string
  /** Unblended. */
  readonly usd: number
  /** Upfront and recurring fees of commitments spread over what they cover. */
  readonly amortizedUsd?: number
  /** Unblended after the discounts of a private agreement. */
  readonly netUsd?: number
  readonly estimated: boolean
}

/** Cost of one UTC day of one resource. What the source does not tell is empty. */
export type ResourceCost = {
  readonly day: string
  readonly accountId: string
  readonly service: string
  readonly usageType: string
  /** ARN, or the id that the service bills by (`i-0abc`). */
  readonly resourceId: string
  readonly team: string
  readonly recordType: string
  readonly usd: number
  readonly amortizedUsd: number
  readonly netUsd: number
}

/** A pod's or task's part of the instance that runs it, and of what nobody uses there. */
export type SplitCost = {
  readonly day: string
  readonly accountId: string
  readonly service: string
  readonly parentId: string
  readonly resourceId: string
  readonly team: string
  readonly splitUsd: number
  readonly unusedUsd: number
}

/** Where to read costs; `location` is a folder or `s3://bucket/prefix`. */
export type CostSourceConfig =
  | { readonly kind: 'cost-explorer' }
  | { readonly kind: 'cur' | 'focus'; readonly location: string }

/** A month of settled days was restated by more than 1 % or $100. */
export type CostNote = {
  readonly month: string
  readonly source: CostSource
  readonly grouping: CostGrouping
  readonly observedDay: string
  readonly beforeUsd: number
  readonly afterUsd: number
  /** Sum of the changes of its keys without their signs. */
  readonly movedUsd: number
  /** The largest five. */
  readonly changes: readonly { readonly key: string; readonly beforeUsd: number; readonly afterUsd: number }[]
}

/** Net unblended dollars of a month: as the source states the total, and as the stored days add up. */
export type CostTie = {
  readonly month: string
  readonly source: CostSource
  /** What was added up: a grouping of usage with credits, refunds and taxes. */
  readonly grouping: CostGrouping
  readonly checkedDay: string
  readonly totalUsd: number
  readonly storedUsd: number
}

/** Largest difference between days and month that counts as a tie, as a share of the month. */
export const tieShareMax = 0.001

/** First day of the month of a day. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`
}

/** First day of the month `count` months after that of `day`; negative for earlier ones. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10)
}
