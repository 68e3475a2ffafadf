import type { CashPlan } from '#lib/model/cash.ts'
import type { CostForecast } from '#lib/model/cost-forecast.ts'
import type { CostSeries, FleetRow, Freshness } from '#lib/model/fleet.ts'
import type { MadeChange } from '#lib/model/made-change.ts'
import type { ReviewPack } from '#lib/model/review.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** What the overview is presented from. */
export type OverviewInput = {
  readonly rows: readonly FleetRow[]
  readonly freshness: Freshness
  readonly costs: CostSeries
  /** Of the newest run, if there is one. */
  readonly costForecasts?: readonly CostForecast[]
  /** What the savings are in cash; absent = not worked out. */
  readonly cash?: Pick<CashPlan, 'byResource'>
  /** Changes of capacity in the last 30 days; absent = not read. */
  readonly madeChanges?: readonly MadeChange[]
  /** The newest frozen review: what changed is told since then. */
  readonly review?: ReviewPack
  readonly policyHorizonDays: number
  readonly nowMs: EpochMs
}

/** The facts that all parts of the overview are computed from. */
export type OverviewFacts = OverviewInput & {
  /** Newest "as of" of the forecasts; dates on the page count from here. */
  readonly asOfMs: EpochMs
  readonly horizonMs: EpochMs
}
