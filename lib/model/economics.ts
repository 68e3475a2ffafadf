import type { Finding } from './recommendation.ts'
import type { ResourceClass } from './resource.ts'
import type { Tier } from './series.ts'

/** Series that are pulled alike: as many as there are of them in one account and region. */
export type PullGroup = {
  readonly accountId: string
  readonly region: string
  readonly resourceClass: ResourceClass
  /** Key of the metric inside its class. */
  readonly key: string
  readonly statistics: number
  /** AWS publishes it every minute. */
  readonly detailed: boolean
  /** The metric refines a result and is not needed for it. */
  readonly optional: boolean
  /** Belongs to resources that are sized with a larger thing. */
  readonly member: boolean
  /** Of the newest recommendation; absent before the first. */
  readonly finding?: Finding
  /** Runs out within two weeks: pulled every hour. */
  readonly nearLimit: boolean
  readonly series: number
}

/** What a month of pulling one class of one account costs, at the metrics that CloudWatch bills. */
export type EconomicsLine = {
  readonly accountId: string
  readonly resourceClass: ResourceClass
  readonly series: number
  readonly billedMetricsMonthly: number
  readonly usdMonthly: number
}

/** The order in which pulls are given up for a cap, the least missed first. */
export const economySteps = [
  'minutes',
  'five-minutes-right-sized',
  'hourly-pulls',
  'optional-metrics',
  'five-minutes',
  'members',
] as const
export type EconomyStep = (typeof economySteps)[number]

/** What is not pulled, so that the estimate stays within the cap. */
export type DroppedPulls = {
  readonly step: EconomyStep
  /** A sentence: what is missing, and what follows from it. */
  readonly text: string
  readonly series: number
  readonly billedMetricsMonthly: number
  readonly usdMonthly: number
}

/** What our own calls to AWS will cost, before they are made. Dollars at list price, months of 30.4 days. */
export type Economics = {
  readonly byAccountAndClass: readonly EconomicsLine[]
  readonly callsMonthly: number
  readonly billedMetricsMonthly: number
  /** CloudWatch and Cost Explorer together. */
  readonly usdMonthly: number
  readonly costExplorerUsdMonthly: number
  readonly capUsdMonthly?: number
  /** Nothing more can be dropped, and the estimate is above the cap all the same. */
  readonly aboveCap: boolean
  readonly dropped: readonly DroppedPulls[]
  /** The back-fill of 15 months, once. */
  readonly firstPull: { readonly calls: number; readonly billedMetrics: number; readonly usd: number }
  /** Names of what is dropped, as `pullName` makes them. */
  readonly droppedPulls: readonly string[]
}

/** Name of one tier of one group, the same for the planner and for the pull. `hourly` is the pull every hour. */
export function pullName(
  group: Omit<PullGroup, 'series' | 'statistics' | 'optional'>,
  tier: Tier | 'hourly',
): string {
  const { accountId, region, resourceClass, key, detailed, member, finding, nearLimit } = group
  const kind = `${detailed ? 'detailed' : ''}/${member ? 'member' : ''}/${nearLimit ? 'near' : ''}`
  return [accountId, region, resourceClass, key, finding ?? '', kind, tier].join('/')
}
