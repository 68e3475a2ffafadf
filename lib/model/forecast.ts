import type { Dimension } from './capacity.ts'
import type { EpochMs } from './time.ts'

/** Levels of every published quantile, ascending; the median is `quantileLevels[medianIndex]`. */
export const quantileLevels = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99] as const
export const medianIndex = 4

/**
 * Quantiles over time, packed: `values[step * quantileLevels.length + level]`, in units of demand.
 * Step `i` covers `[startMs + i * stepMs, + stepMs)`.
 */
export type QuantileBand = {
  readonly startMs: EpochMs
  readonly stepMs: number
  readonly values: Float32Array
}

/** Which statistic of a day is forecast: its mean, its daily peak (p95 of its 24 hourly means), its maximum. */
export const dayStatistics = ['mean', 'peak', 'maximum'] as const
export type DayStatistic = (typeof dayStatistics)[number]

/**
 * First day on which the 7-day median of the daily peak is above the limit, as a distribution over the paths.
 * `quantileDays[i]` is the `(i + 0.5) / 20` quantile in days from `asOf` (20 dots); `null` = not within 365 days.
 */
export type Saturation = {
  readonly limit: number
  readonly quantileDays: readonly (number | null)[]
  readonly medianDays: number | null
  /** 10 % and 90 % quantile: the 80 % interval. */
  readonly lowDays: number | null
  readonly highDays: number | null
  /** Chance of saturation within 30, 90, 180 and 365 days. */
  readonly chance: {
    readonly d30: number
    readonly d90: number
    readonly d180: number
    readonly d365: number
  }
}

/**
 * How much capacity is enough, per horizon: for ascending demand `levels`, the chance of a breach within the
 * horizon if the limit were that level, and the expected minutes above it. Non-increasing in the level.
 */
export type BreachCurve = {
  readonly horizonDays: number
  readonly levels: readonly number[]
  readonly chance: readonly number[]
  readonly minutes: readonly number[]
}

/** Scores of the rolling-origin backtest. `mase` < 1 beats the seasonal naive. */
export type BacktestScore = {
  readonly mase: number
  readonly pinball: number
  /** Share of actuals inside the 80 % interval. */
  readonly coverage80: number
  readonly folds: number
}

export type ModelWeight = { readonly model: string; readonly weight: number }

/** What the demand was built from, and what was noticed on the way. */
export type DemandEvidence = {
  readonly observedDays: number
  /** Share of the expected samples in the lookback that were observed. */
  readonly coverage: number
  readonly firstMs: EpochMs
  readonly lastMs: EpochMs
  readonly capacityAssumedBeforeMs?: EpochMs
  readonly notes: readonly string[]
}

/** Quantities of the recent past that pages and rules use, in units of demand; `p95` of the last 7 days' hours. */
export type DemandFacts = {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly maximum: number
  /** Largest hour of all history and when, for "peak not seen". */
  readonly allTimePeak: number
  readonly allTimePeakMs: EpochMs
  /** Median growth of the daily peak, share per 30 days, over the horizon to come. */
  readonly monthlyGrowth: number
}

/** Days `fromDay` to `toDay` ahead are `factor` times wider, because of `days` only `share80` were inside. */
export type HeldWidening = {
  readonly fromDay: number
  readonly toDay: number
  readonly factor: number
  readonly share80: number
  readonly days: number
}

/** A planned event that a forecast counts on: demand times `factor`, `low` to `high` with 80 %. */
export type ForecastEvent = {
  readonly name: string
  readonly fromMs: EpochMs
  readonly toMs: EpochMs
  readonly factor: number
  readonly low: number
  readonly high: number
}

/** Demand moves by `elasticity` times the share by which a driver moves; 80 % interval. */
export type DriverElasticity = {
  readonly driver: string
  readonly elasticity: number
  readonly low: number
  readonly high: number
  /** Share of the changes from week to week that the driver tells. */
  readonly share: number
  readonly days: number
}

/** Quantiles of the steps that events changed, as they were without them. */
export type OrdinarySteps = {
  readonly days: readonly ({ readonly step: number } & Readonly<Record<DayStatistic, readonly number[]>>)[]
  readonly hours: readonly { readonly step: number; readonly values: readonly number[] }[]
}

export type Forecast = {
  readonly kind: 'forecast'
  readonly resourceId: string
  readonly dimension: Dimension
  readonly asOfMs: EpochMs
  /** Hourly means, 14 days. */
  readonly hourly: QuantileBand
  /** Daily statistics, 365 days. */
  readonly daily: Readonly<Record<DayStatistic, QuantileBand>>
  readonly saturation: Saturation
  /** For 30, 90 and 180 days. */
  readonly breach: readonly BreachCurve[]
  readonly capacity: number
  readonly models: readonly ModelWeight[]
  readonly backtest: BacktestScore
  readonly demand: DemandEvidence
  readonly facts: DemandFacts
  /** In words: trend, seasons, what was chosen and why. */
  readonly explanation: readonly string[]
  /** Intervals were widened because the history is short (7 to 14 days) or the level has just changed. */
  readonly widened: boolean
  /** Demoted: earlier forecasts of its class and dimension did not hold at these distances. */
  readonly heldWidening?: readonly HeldWidening[]
  /** Planned events among the days to come; the bands, chances and dates above count on them. */
  readonly events?: readonly ForecastEvent[]
  readonly ordinary?: OrdinarySteps
  /** Drivers of the business that its demand follows. */
  readonly drivers?: readonly DriverElasticity[]
  /** Distance between low and high hours of the day and days of the week, as shares of the mean; 0 = no clear rhythm. */
  readonly rhythm?: { readonly daily: number; readonly weekly: number }
  /** What became other than the run of `asOfMs` said, in sentences; absent for a first forecast. */
  readonly since?: { readonly asOfMs: EpochMs; readonly texts: readonly string[] }
}

export const abstentionReasons = [
  'no-samples',
  'short-history',
  'low-coverage',
  'stopped',
  'metrics-stopped',
  'no-capacity',
  'no-price',
] as const
export type AbstentionReason = (typeof abstentionReasons)[number]

/** No number, and why; `text` is a sentence for people. */
export type Abstention = {
  readonly kind: 'abstention'
  readonly resourceId: string
  readonly dimension?: Dimension
  readonly asOfMs: EpochMs
  readonly reason: AbstentionReason
  readonly text: string
  readonly observedDays: number
}

/** Daily demand as observed, packed per UTC day from `startMs`; `NaN` = no sample that day. */
export type DailyHistory = {
  readonly startMs: EpochMs
  readonly mean: Float32Array
  readonly peak: Float32Array
  readonly maximum: Float32Array
  /** Capacity of that day in the same units, for utilization in percent. */
  readonly capacity: Float32Array
}

/** What the forecast stage says of one dimension of one resource. */
export type DimensionOutcome = {
  readonly dimension: Dimension
  readonly outcome: Forecast | Abstention
  readonly history?: DailyHistory
}

/**
 * Recent level (last 14 days, hourly) of metrics that carry no dimension but tell of pressure: `swap-usage`,
 * `credit-balance`; in the metric's own unit, by metric key.
 */
export type Signals = Readonly<
  Record<string, { readonly min: number; readonly p50: number; readonly max: number; readonly mean?: number }>
>
