import type { TeamBudget } from '#lib/model/calendar.ts'
import type { Dimension } from '#lib/model/capacity.ts'
import type { CashPlan } from '#lib/model/cash.ts'
import type { Commitment } from '#lib/model/commitment.ts'
import type { Decided } from '#lib/model/decision.ts'
import type { FleetRow, Freshness } from '#lib/model/fleet.ts'
import type { IsoWeek } from '#lib/model/iso-week.ts'
import type { Limit } from '#lib/model/limit.ts'
import type { ReviewPack } from '#lib/model/review.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** Cost of a UTC day under one key: a team, a service, a record type. */
export type KeyDay = {
  readonly day: string
  readonly key: string
  readonly usd: number
  readonly estimated: boolean
}

/** A forecast of a week's daily peaks, and the peaks that came; one value a day from `fromMs`. */
export type PublishedWeek = {
  readonly resourceId: string
  readonly dimension: Dimension
  readonly forecastMs: EpochMs
  readonly fromMs: EpochMs
  readonly low: readonly number[]
  readonly median: readonly number[]
  readonly high: readonly number[]
  /** `null` = not observed. */
  readonly actual: readonly (number | null)[]
}

/** Usage of one kind in one window: what a day of one resource costs, and how many such days there were. */
export type RateWindow = {
  readonly service: string
  readonly usageType: string
  readonly usdPerResourceDay: number
  readonly usd: number
}

/** Everything that a pack is made of, as known at `nowMs`. */
export type ReviewInput = {
  readonly week: IsoWeek
  readonly nowMs: EpochMs
  readonly nextReviewMs: EpochMs
  readonly freshness: Freshness
  readonly horizonDays: number
  readonly largeSavingMonthlyUsd: number
  readonly rows: readonly FleetRow[]
  /** The newest word on each question, with whether it stands and how it is getting on. */
  readonly decided: readonly Decided[]
  readonly previous?: ReviewPack
  readonly published: readonly PublishedWeek[]
  readonly teamDays: readonly KeyDay[]
  readonly serviceDays: readonly KeyDay[]
  readonly recordDays: readonly KeyDay[]
  /** Rates of the 30 days before the last whole month, and of that month; empty without costs by resource. */
  readonly rates: { readonly before: readonly RateWindow[]; readonly after: readonly RateWindow[] }
  readonly budgets: readonly TeamBudget[]
  readonly commitments: readonly Commitment[]
  /** Of all changes of `rows` together. */
  readonly cash: CashPlan
  readonly limits: readonly Limit[]
  readonly accountNames: ReadonlyMap<string, string>
}
