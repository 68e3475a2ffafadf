import { type Capacity, capacityAt, type Dimension } from '#lib/model/capacity.ts'
import type { BreachCurve, Forecast, Saturation } from '#lib/model/forecast.ts'
import type { DimensionDefinition } from '#lib/model/measure.ts'
import type { Shape } from '#lib/model/shape.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { judgedDimensions } from '#lib/resources/judged-dimensions.ts'
import { curveFor, levelFor } from './breach-curve.ts'
import { type PriceList, priceListOf } from './cost.ts'
import { scoresByFamily } from './cpu.ts'
import type { RecommendInput } from './input.ts'
import { isPreallocated } from './preallocated.ts'
import { type Pressure, pressureOf } from './pressure.ts'
import { peakAtHorizon, saturationAt } from './saturation.ts'

/** A dimension whose demand is forecast, at the present size. */
export type KnownDimension = {
  readonly dimension: Dimension
  readonly definition: DimensionDefinition
  readonly forecast: Forecast
  readonly curve: BreachCurve
  readonly capacity: number
  readonly headroom: number
  readonly saturation: Saturation
  /** Demand that is exceeded within the horizon with a chance of one half. */
  readonly median?: number
  /** Daily peak at the horizon: 10 %, 50 % and 90 % quantile. */
  readonly peakAtHorizon: readonly [low: number, median: number, high: number]
}

/** Everything that the rules look at, worked out once per resource. */
export type Situation = {
  readonly input: RecommendInput
  readonly definition: ClassDefinition
  readonly capacity: Capacity
  /** Dimensions that can be judged by their demand. */
  readonly known: readonly KnownDimension[]
  /** Dimensions whose demand fills what it is given: only pressure counts. */
  readonly elastic: readonly KnownDimension[]
  readonly unknown: readonly Dimension[]
  readonly shape?: Shape
  readonly scores: ReadonlyMap<string, number>
  readonly prices: PriceList
  readonly pressure: Pressure
  readonly acceptedRisk: number
  readonly horizonMs: EpochMs
  /** The fewest over the known dimensions. */
  readonly observedDays: number
}

/** Today's capacity; storage up to the limit of its autoscaling, where that is on. */
function currentCapacity(input: RecommendInput): Capacity {
  const capacity = capacityAt(input.changes, input.nowMs)?.capacity ?? {}
  const { storageGibMax } = input.resource.facts
  if (capacity.storage === undefined || typeof storageGibMax !== 'number') return capacity
  return { ...capacity, storage: Math.max(capacity.storage, storageGibMax) }
}

function knownDimension(
  input: RecommendInput,
  definition: DimensionDefinition,
  capacity: number | undefined,
): KnownDimension | undefined {
  const { dimension } = definition
  const forecast = input.outcomes.find((outcome) => outcome.dimension === dimension)?.outcome
  if (forecast?.kind !== 'forecast' || capacity === undefined || capacity <= 0) return undefined
  const curve = curveFor(forecast.breach, input.policy.horizonDays)
  if (curve === undefined || curve.levels.length === 0) return undefined
  const headroom = input.policy.headroom[dimension] ?? input.policy.headroomDefault
  const moved = Math.abs(forecast.capacity - capacity) > 1e-6 * capacity
  const saturation =
    definition.monotone === true && moved
      ? saturationAt(forecast, capacity * (1 - headroom))
      : forecast.saturation
  return {
    dimension,
    definition,
    forecast,
    curve,
    capacity,
    headroom,
    saturation,
    median: levelFor(curve, 0.5),
    peakAtHorizon: peakAtHorizon(forecast, input.policy.horizonDays),
  }
}

export function situationOf(input: RecommendInput): Situation {
  const { resource, policy, nowMs } = input
  const definition = classDefinitions[resource.resourceClass]
  const capacity = currentCapacity(input)
  const judged = judgedDimensions(resource)
  const found = judged.map((dimension) => knownDimension(input, dimension, capacity[dimension.dimension]))
  const all = found.filter((known) => known !== undefined)
  const gbPerGpu = (capacity['gpu-memory'] ?? Number.NaN) / (capacity.gpu ?? Number.NaN)
  const held = isPreallocated(input, gbPerGpu)
  const isElastic = ({ definition: { elastic }, dimension }: KnownDimension) =>
    elastic === true || (dimension === 'gpu-memory' && held)
  const known = all.filter((one) => !isElastic(one))
  const shape = input.shapes.find((one) => one.name === resource.shape)
  return {
    input,
    definition,
    capacity,
    known,
    elastic: all.filter(isElastic),
    unknown: judged.map((one) => one.dimension).filter((_, i) => found[i] === undefined),
    shape,
    scores: scoresByFamily(input.shapes),
    prices: priceListOf(resource, definition.priceKey(resource), input.prices),
    pressure: pressureOf({
      signals: input.signals,
      baselineVcpu: shape?.burstable === true ? (shape.baselineVcpu ?? 0) : undefined,
      cpu: known.find(({ dimension }) => dimension === 'cpu')?.forecast.facts,
      alwaysUnlimited: definition.service === 'rds',
    }),
    acceptedRisk: policy.acceptedRisk[resource.serviceTier] ?? policy.acceptedRisk['tier-2'] ?? 0.03,
    horizonMs: nowMs + policy.horizonDays * dayMs,
    observedDays: Math.min(...known.map((one) => one.forecast.demand.observedDays)),
  }
}
