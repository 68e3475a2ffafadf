import type { Problem } from './account.ts'
import type { CapacityChange, Dimension } from './capacity.ts'
import type { CostDay } from './cost.ts'
import type { Abstention, DailyHistory, Forecast } from './forecast.ts'
import type { OwnerChange } from './ownership.ts'
import type { Option, Recommendation } from './recommendation.ts'
import type { Resource } from './resource.ts'
import type { SecondOpinion } from './second-opinion.ts'
import type { EpochMs } from './time.ts'

/** 13 weeks of weekly mean demand and 13 weeks of forecast, as shares of capacity; `null` = no data. */
export type Spark = {
  readonly history: readonly (number | null)[]
  readonly low: readonly number[]
  readonly median: readonly number[]
  readonly high: readonly number[]
  /** The safe limit as a share of capacity. */
  readonly limit: number
}

export type DimensionUse = {
  readonly dimension: Dimension
  readonly utilization: number | null
  /** The safe limit. */
  readonly limit: number
  readonly chance: number | null
}

export type OptionSummary = Pick<
  Option,
  | 'id'
  | 'label'
  | 'monthlyUsd'
  | 'deltaMonthlyUsd'
  | 'chance'
  | 'expectedMinutes'
  | 'effort'
  | 'downtime'
  | 'note'
  | 'action'
  | 'sameSize'
  | 'chanceUnderstated'
  | 'priceUnknown'
>

/** A recommendation without its options and evidence: what lists and the overview show. */
export type RecommendationSummary = Omit<
  Recommendation,
  'options' | 'evidence' | 'refusedCounts' | 'current' | 'recommended'
> & {
  readonly current?: OptionSummary
  readonly recommended?: OptionSummary
  /** The 20 dots of the binding dimension, in days from `asOf`; `null` = later than 365 days. */
  readonly saturationDays: readonly (number | null)[]
  /** Binding dimension, shares of capacity: p95 of the last 7 days; at the horizon low, median, high. */
  readonly utilization: number | null
  readonly utilizationAtHorizon: readonly [low: number, median: number, high: number] | null
  readonly limit: number | null
  /** Of the present size, every dimension that is judged, as shares of its capacity; `null` = not known. */
  readonly uses?: readonly DimensionUse[]
  readonly spark?: Spark
  /** The finding of the run a week before, and the median then: what changed. */
  readonly previous?: {
    readonly asOfMs: EpochMs
    readonly finding: Recommendation['finding']
    readonly medianDays: number | null
    /** What the run before said; a decision is overdue when this is past. */
    readonly decideByMs?: EpochMs
  }
}

export type FleetRow = {
  readonly resource: Resource
  readonly accountName: string
  readonly recommendation?: RecommendationSummary
}

/** One dimension of one resource, as its page draws it. */
export type DimensionDetail = {
  readonly dimension: Dimension
  readonly history?: DailyHistory
  readonly forecast?: Forecast
  /** Why there is no forecast. */
  readonly abstention?: Abstention
}

export type ResourceDetail = {
  readonly resource: Resource
  readonly accountName: string
  readonly changes: readonly CapacityChange[]
  readonly recommendation?: Recommendation
  readonly summary?: RecommendationSummary
  readonly dimensions: readonly DimensionDetail[]
  /** Tags and teams over time, oldest first. */
  readonly owners?: readonly OwnerChange[]
  /** Whether it survives the loss of a zone, in a sentence. */
  readonly zoneLoss?: string
  /** What AWS's own tools recommend, the newest of each. */
  readonly secondOpinions?: readonly SecondOpinion[]
}

/** Age and completeness of what the pages stand on. */
export type Freshness = {
  /** End of the newest sample that is not provisional; absent before the first pull. */
  readonly samplesToMs?: EpochMs
  readonly costsToDay?: string
  readonly forecastRunId?: number
  readonly forecastMs?: EpochMs
  readonly resourceCount: number
  readonly accountCount: number
  readonly regionCount: number
  readonly problems: readonly Problem[]
  /** Where the data come from: the page says so when it is not AWS. */
  readonly source: 'aws' | 'simulated' | 'replay'
  /** Work under way, newest first: job, done of total. */
  readonly running: readonly {
    readonly job: string
    readonly done: number
    readonly total: number
    readonly note: string
  }[]
  /** Series (one a tier) whose history is complete as far back as AWS serves it, of those that are pulled. */
  readonly backfill: { readonly done: number; readonly total: number }
}

/** Daily cost totals, newest last. `usd` is unblended; a day may be estimated. */
export type CostSeries = {
  readonly days: readonly { readonly day: string; readonly usd: number; readonly estimated: boolean }[]
  readonly byTeam: readonly { readonly team: string; readonly usdLast30: number }[]
  readonly untaggedShare: number | null
  /** The last 120 days by account and service; absent for those who see only some teams. */
  readonly byService?: readonly CostDay[]
}
