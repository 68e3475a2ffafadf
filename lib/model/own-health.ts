import type { Dimension } from './capacity.ts'
import type { DeliveryState } from './delivery.ts'
import type { Finding } from './recommendation.ts'
import type { ResourceClass } from './resource.ts'
import type { EpochMs } from './time.ts'
import type { TrackHorizon, TrackOrigin } from './track-record.ts'

/** All runs of one job and scope: an account, a region, or '' for the whole installation. */
export type JobHealth = {
  readonly job: string
  readonly scope: string
  readonly done: number
  readonly failed: number
  readonly running: number
  readonly seconds: number
  /** Absent before the first. */
  readonly lastSuccessMs?: EpochMs
  /** Of the newest run that ended. */
  readonly last?: { readonly seconds: number; readonly failed: boolean; readonly problems: number }
}

/** A resource near its limit, on its binding dimension. */
export type NearLimit = {
  readonly id: string
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly accountId: string
  readonly team?: string
  readonly dimension: Dimension
  /** Share of capacity in use, 95th percentile of 7 days; `null` = not known. */
  readonly utilization: number | null
  /** Median; `null` = not within 365 days. */
  readonly saturationMs: EpochMs | null
}

/** How published or hindsight forecasts of one distance came out over the days that were scored. */
export type ForecastHealth = {
  readonly origin: TrackOrigin
  readonly horizonDays: TrackHorizon
  readonly days: number
  readonly inside80: number
  readonly inside90: number
  /** Median over the forecasts; `null` = none has one. */
  readonly mase: number | null
}

/** What an operator watches of this installation. */
export type OwnHealth = {
  /** The newest migration that was applied. */
  readonly schema: string
  readonly jobs: readonly JobHealth[]
  readonly periods: readonly { readonly job: string; readonly seconds: number }[]
  readonly samplesWritten: number
  /** End of the newest sample by account; absent where there is none. */
  readonly accounts: readonly { readonly accountId: string; readonly samplesToMs?: EpochMs }[]
  readonly costsToDay?: string
  readonly calls: readonly { readonly action: string; readonly calls: number }[]
  readonly billedMetrics: number
  readonly billedUsd: number
  /** What a month of calls was estimated at; absent before the first inventory. */
  readonly estimatedMonthlyUsd?: number
  readonly queue: { readonly due: number; readonly oldestMs?: EpochMs }
  readonly deliveries: readonly { readonly state: DeliveryState; readonly count: number }[]
  readonly forecasts: readonly ForecastHealth[]
  readonly findings: readonly { readonly finding: Finding; readonly count: number }[]
  /** The nearest first. */
  readonly nearLimits: readonly NearLimit[]
}
