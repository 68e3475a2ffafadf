import type { Account, Problem } from '#lib/model/account.ts'
import type { CapacityChange } from '#lib/model/capacity.ts'
import type { CostDay } from '#lib/model/cost.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import type { Counts } from '#lib/model/run.ts'
import type { MetricId, SampleBlock, SeriesRef, Statistic, Tier } from '#lib/model/series.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import type { EpochMs, Range } from '#lib/model/time.ts'

/** A metric that inventory found for a resource; the store gives it a number (`SeriesRef`). */
export type FoundSeries = {
  readonly resourceId: string
  readonly key: string
  readonly member: string
  readonly metric: MetricId
  readonly statistics: readonly Statistic[]
}

export type CompleteClass = { readonly region: string; readonly resourceClass: ResourceClass }

export type Inventory = {
  readonly resources: readonly Resource[]
  readonly changes: readonly { readonly resourceId: string; readonly changes: readonly CapacityChange[] }[]
  readonly series: readonly FoundSeries[]
  /** A denied action, a failed region, a resource that could not be read. The rest is complete. */
  readonly problems: readonly Problem[]
  /** Classes that were read completely, by region: only there may a resource that is absent be called deleted. */
  readonly complete: readonly CompleteClass[]
  readonly counts: Counts
}

/** What to pull of one series; `planPulls` makes it from what is covered already. */
export type PullItem = {
  readonly series: SeriesRef
  readonly range: Range
  /** Samples from here on are provisional: written, never called covered. Absent = none of the range is. */
  readonly provisionalFromMs?: EpochMs
}

export type PullRequest = {
  readonly account: Account
  readonly region: string
  readonly tier: Tier
  readonly items: readonly PullItem[]
}

/** Written in one transaction with its samples: `covered` is complete for that series and tier. */
export type PulledBlock = { readonly block: SampleBlock; readonly covered: Range }

export type PullResult = { readonly counts: Counts; readonly problems: readonly Problem[] }

export type ApiUsage = {
  /** Requests sent by IAM action, retries included. */
  readonly calls: Readonly<Record<string, number>>
  readonly billedMetrics: number
  readonly usd: number
}

export type Collector = {
  inventory(account: Account, nowMs: EpochMs): Promise<Inventory>
  /** Pulls in packed calls; hands over complete blocks as they arrive, awaiting `write` (backpressure). */
  samples(request: PullRequest, write: (blocks: readonly PulledBlock[]) => Promise<void>): Promise<PullResult>
  /** Shapes and list prices of one region. */
  shapes(account: Account, region: string): Promise<{ shapes: Shape[]; prices: Price[]; problems: Problem[] }>
  /** Daily cost of the payer's organization, `[fromDay, toDay)`, by account x service and account x team tag. */
  costs(payer: Account, fromDay: string, toDay: string): Promise<{ days: CostDay[]; problems: Problem[] }>
  /** Since the collector was opened. */
  usage(): ApiUsage
  close(): void
}

export type CollectorOptions = {
  readonly accounts: readonly Account[]
  /** Tag keys that name the team, in order. */
  readonly teamTagKeys: readonly string[]
  /** Stop early, cleanly. */
  readonly signal?: AbortSignal
}
