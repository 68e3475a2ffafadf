import type { CapacityChange } from '#lib/model/capacity.ts'
import type { AccountDiscount } from '#lib/model/discount.ts'
import type { DimensionOutcome, Signals } from '#lib/model/forecast.ts'
import type { Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** Everything a recommendation is computed from. */
export type RecommendInput = {
  readonly resource: Resource
  readonly nowMs: EpochMs
  readonly policy: Policy
  readonly outcomes: readonly DimensionOutcome[]
  readonly signals: Signals
  readonly changes: readonly CapacityChange[]
  /** Shapes and list prices of the resource's region (prices of every key; storage prices by key `gp3-gib-month`). */
  readonly shapes: readonly Shape[]
  readonly prices: readonly Price[]
  /** Of the resource's account; absent = not measured. */
  readonly discount?: AccountDiscount | undefined
}
