import type { Account, Organization, Problem } from '#lib/model/account.ts'
import type { CapacityChange } from '#lib/model/capacity.ts'
import type { KubernetesSource } from '#lib/model/kubernetes-snapshot.ts'
import type { OwnerChange, OwnershipRules } from '#lib/model/ownership.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import type { Counts } from '#lib/model/run.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import type { MetricId, SampleBlock, SeriesRef, Statistic, Tier } from '#lib/model/series.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import type { EpochMs, Range } from '#lib/model/time.ts'
import type { Budgets } from './budgets/read-budgets.ts'
import type { Commitments } from './commitments/read-commitments.ts'
import type { ExportRequest, ExportResult, ExportSink } from './costs/exports/read-exports.ts'
import type { Permit } from './costs/permit.ts'
import type { CostQuery, CostReading } from './costs/read-costs.ts'
import type { DiscountQuery, Discounts } from './costs/read-discounts.ts'
import type { UsageServiceQuery, UsageServices } from './costs/read-usage-services.ts'
import type { ResourceReading } from './costs/resource-costs.ts'
import type { Limits } from './limits.ts'
import type { ListedOrganization } from './organization.ts'
import type { Opinions } from './second-opinion/read-opinions.ts'

/** A metric that inventory found for a resource; the store gives it a number (`SeriesRef`). */
export type FoundSeries = {
  readonly resourceId: string
  readonly key: string
  readonly member: string
  readonly metric: MetricId
  readonly statistics: readonly Statistic[]
}

/** What is told of the owners of a resource in the past, oldest first. */
export type OwnerHistory = { readonly resourceId: string; readonly changes: readonly OwnerChange[] }

export type CompleteClass = { readonly region: string; readonly resourceClass: ResourceClass }

export type Inventory = {
  readonly resources: readonly Resource[]
  readonly changes: readonly { readonly resourceId: string; readonly changes: readonly CapacityChange[] }[]
  /** Past tags where a history tells them. */
  readonly owners?: readonly OwnerHistory[]
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
  /** Costs of the payer's organization from Cost Explorer; `permit` is asked before every paid call. */
  costs(query: CostQuery, permit: Permit): Promise<CostReading>
  /** The same by resource, for the last 14 days at most. */
  resourceCosts(
    query: { readonly payer: Account; readonly fromDay: string; readonly toDay: string },
    permit: Permit,
  ): Promise<ResourceReading>
  /** What each account pays for on-demand usage against its list price. */
  discounts(query: DiscountQuery, permit: Permit): Promise<Discounts>
  /** Which services bill each usage type of the organization. */
  usageServices(query: UsageServiceQuery, permit: Permit): Promise<UsageServices>
  /** Costs from the files of an export, a whole billing period at a time. */
  costExports(request: Omit<ExportRequest, 'teamTagKeys'>, sink: ExportSink): Promise<ExportResult>
  /** Plans and reservations of the account and, at the payer, what they covered on the UTC days. */
  commitments(
    account: Account,
    query: { readonly fromDay: string; readonly toDay: string; readonly permit: Permit },
  ): Promise<Commitments>
  /** Monthly cost budgets that AWS Budgets holds at the payer. */
  budgets(payer: Account, nowMs: EpochMs): Promise<Budgets>
  /** What AWS's own tools recommend for the account's resources. */
  secondOpinion(account: Account): Promise<Opinions>
  /** Accounts that AWS Organizations lists and the configuration selects. */
  organization(organization: Organization): Promise<ListedOrganization>
  /** Free addresses, quotas, Capacity Reservations and Capacity Blocks of one region. */
  limits(account: Account, region: string, nowMs: EpochMs): Promise<Limits>
  /** Scaling policies, their alarms and scheduled actions in force on the account's groups and services in one region. */
  scalingPolicies(
    account: Account,
    region: string,
    resources: readonly Resource[],
  ): Promise<{ readonly inForce: readonly ScalingInForce[]; readonly problems: readonly Problem[] }>
  /** Since the collector was opened. */
  usage(): ApiUsage
  close(): void
}

export type CollectorOptions = {
  readonly accounts: readonly Account[]
  /** Tag keys that name the team, in order. */
  readonly teamTagKeys: readonly string[]
  /** Whose a resource is; by `teamTagKeys` alone unless given. */
  readonly ownership?: OwnershipRules | undefined
  /** Clusters and their snapshots. */
  readonly kubernetes?: readonly KubernetesSource[] | undefined
  /** Stop early, cleanly. */
  readonly signal?: AbortSignal
}
