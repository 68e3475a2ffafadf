import { type CapacityChange, capacityAt, type Dimension } from '../model/capacity.ts'
import type { DailyHistory, DimensionOutcome, ForecastEvent, HeldWidening } from '../model/forecast.ts'
import type { DimensionDefinition } from '../model/measure.ts'
import type { Policy } from '../model/policy.ts'
import { observedCount } from '../model/series.ts'
import type { EpochMs } from '../model/time.ts'
import { refusalOf } from './abstentions.ts'
import { demandOf, type HourlyDemand, usesMetric } from './demand.ts'
import type { DriverDays } from './elasticity.ts'
import { forecastDimension } from './forecast-dimension.ts'
import { dailyDemand, evidenceOf, packHistory } from './history.ts'
import type { MetricSamples } from './samples.ts'

export { commonRhythm } from './common-rhythm.ts'
export type { CostCell } from './cost-cells.ts'
export { forecastCosts, restatedDays } from './cost-forecast.ts'
export { commitmentSteps } from './cost-steps.ts'
export type { DriverDays } from './elasticity.ts'
export { heldWidenings } from './held-widening.ts'
export type { MetricSamples } from './samples.ts'
export { signalsOf } from './signals.ts'
export { type EarlierOutcome, withChanges } from './since-last.ts'
export { scoreForecast } from './track-record.ts'

export type ForecastInput = {
  readonly resourceId: string
  readonly nowMs: EpochMs
  readonly dimensions: readonly DimensionDefinition[]
  readonly changes: readonly CapacityChange[]
  readonly metrics: readonly MetricSamples[]
  readonly policy: Policy
  /** Hour-of-week factors of similar resources per dimension (168 values from Monday 00:00 UTC, mean 1), for short histories. */
  readonly borrowedRhythm?: Partial<Record<Dimension, readonly number[]>>
  /** Days and the policy's horizon alone, without hours and words: enough to score and to recommend from, in two thirds of the time. */
  readonly brief?: true
  /** Distances at which earlier forecasts of this class did not hold; see `heldWidenings`. */
  readonly heldWidening?: Partial<Record<Dimension, readonly HeldWidening[]>>
  /** Planned events, past and to come, of dimensions that follow the load. */
  readonly events?: Partial<Record<Dimension, readonly ForecastEvent[]>>
  /** Series of the business that demand may follow. */
  readonly drivers?: readonly DriverDays[]
}

function forecastOne(input: ForecastInput, definition: DimensionDefinition): DimensionOutcome {
  const { resourceId, nowMs, metrics, policy, borrowedRhythm, brief } = input
  const { dimension } = definition
  const changes = input.changes.filter(({ fromMs }) => fromMs <= nowMs)
  const known = changes.length > 0 ? changes : input.changes
  const demand = demandOf({ definition, metrics, changes: known, nowMs })
  const daily = dailyDemand(demand)
  const evidence = evidenceOf({ demand, changes: known, lookbackDays: policy.lookbackDays })
  const capacity = capacityAt(known, nowMs)?.capacity[dimension] ?? Number.NaN
  const { coverageFloor, lookbackDays } = policy
  const peakDays = observedCount(daily.peak)
  const sampled = metrics.some(
    ({ key, mean }) => usesMetric(definition, key) && observedCount(mean.values) > 0,
  )
  const refusal = refusalOf({
    sampled,
    evidence,
    peakDays,
    changes: known,
    capacity,
    coverageFloor,
    lookbackDays,
    nowMs,
  })
  const history = daily.mean.length > 0 ? { history: packHistory(daily) } : {}
  if (refusal !== undefined) {
    const { observedDays } = evidence
    return {
      dimension,
      outcome: { kind: 'abstention', resourceId, dimension, asOfMs: nowMs, ...refusal, observedDays },
      ...history,
    }
  }
  const rhythm = borrowedRhythm?.[dimension]
  const held = input.heldWidening?.[dimension]
  const events = input.events?.[dimension] ?? []
  const outcome = forecastDimension({
    resourceId,
    nowMs,
    definition,
    demand,
    daily,
    evidence,
    capacity,
    policy,
    ...(rhythm === undefined ? {} : { rhythm }),
    ...(brief === undefined ? {} : { brief }),
    ...(held === undefined ? {} : { heldWidening: held }),
    ...(events.length === 0 ? {} : { events }),
    ...(input.drivers === undefined ? {} : { drivers: input.drivers }),
  })
  return { dimension, outcome, ...history }
}

/** Forecasts every dimension of one resource, or says why not. Pure and deterministic. */
export function forecastResource(input: ForecastInput): DimensionOutcome[] {
  return input.dimensions.map((definition) => forecastOne(input, definition))
}

/** Demand in absolute units, by hour and by day, of every dimension: as the forecasts stand on it. */
export function observedDemand(
  input: ForecastInput,
): ReadonlyMap<Dimension, HourlyDemand & { readonly days: DailyHistory }> {
  const { dimensions, metrics, changes, nowMs } = input
  return new Map(
    dimensions.map((definition) => {
      const demand = demandOf({ definition, metrics, changes, nowMs })
      return [definition.dimension, { ...demand, days: packHistory(dailyDemand(demand)) }]
    }),
  )
}
