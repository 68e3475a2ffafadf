import {
  type ForecastInput,
  forecastResource,
  observedDemand,
  scoreForecast,
  signalsOf,
} from '#lib/forecast/index.ts'
import { capacityAt, type Dimension } from '#lib/model/capacity.ts'
import type { DimensionOutcome } from '#lib/model/forecast.ts'
import type { HindsightAdvice, HindsightVerdict } from '#lib/model/hindsight.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import { dayMs, type EpochMs, hourMs } from '#lib/model/time.ts'
import type { TrackScore } from '#lib/model/track-record.ts'
import { adviseInHindsight, ruleLookbackDays } from '#lib/recommend/index.ts'
import { judgedDimensions } from '#lib/resources/judged-dimensions.ts'
import { follow } from '#lib/verify/follow.ts'

export type HindsightQuestion = {
  readonly resource: Resource
  /** As of now. */
  readonly input: ForecastInput
  readonly offer: { readonly shapes: readonly Shape[]; readonly prices: readonly Price[] }
  /** To be run again, oldest first. */
  readonly mondays: readonly EpochMs[]
  /** What earlier runs said as of other Mondays. */
  readonly known: readonly HindsightAdvice[]
}

export type HindsightAnswer = {
  readonly scores: readonly TrackScore[]
  /** Of `mondays`. */
  readonly advice: readonly HindsightAdvice[]
  readonly verdict: HindsightVerdict
}

type Demand = ReturnType<typeof observedDemand>

/** Re-runs one resource as of some Mondays from nothing newer, and follows everything that was said since the first. */
export function rerunResource(question: HindsightQuestion): HindsightAnswer {
  const { input, mondays, known, resource } = question
  const demand = observedDemand(input)
  const runs = mondays.map((asOfMs) => rerun({ ...question, asOfMs, demand }))
  const advice = [...known, ...runs.map((run) => run.advice)].sort((a, b) => a.asOfMs - b.asOfMs)
  const judged = judgedDimensions(resource).filter(({ elastic }) => elastic !== true)
  const seen = judged.flatMap(({ dimension, hard }) => {
    const one = demand.get(dimension)
    return one === undefined ? [] : [[dimension, { ...one, hard }] as const]
  })
  return {
    scores: runs.flatMap((run) => run.scores),
    advice: runs.map((run) => run.advice),
    verdict: follow({ advice, demand: new Map(seen), toMs: endOf(demand, input.nowMs) }),
  }
}

/** End of the newest hour with a sample. */
function endOf(demand: Demand, nowMs: EpochMs): EpochMs {
  const ends = [...demand.values()].map(({ startMs, mean }) => startMs + mean.length * hourMs)
  return Math.min(nowMs, Math.max(0, ...ends))
}

type Rerun = HindsightQuestion & {
  readonly asOfMs: EpochMs
  readonly demand: Demand
}

function rerun({ resource, input, offer, asOfMs, demand }: Rerun) {
  const then = asOf(input, asOfMs)
  const outcomes = forecastResource(then)
  const advice = adviseInHindsight(
    {
      resource: resourceThen(resource, then),
      nowMs: asOfMs,
      policy: input.policy,
      outcomes,
      signals: signalsOf(then.metrics),
      changes: then.changes,
      ...offer,
    },
    ruleDemandOf(demand, asOfMs),
  )
  const scoredDays = Math.floor((input.nowMs - asOfMs) / dayMs)
  return {
    scores: scoresOf({ resource, outcomes, asOfMs, demand }),
    advice: { asOfMs, scoredDays, ...advice },
  }
}

type Scoring = Pick<Rerun, 'resource' | 'asOfMs' | 'demand'> & {
  readonly outcomes: readonly DimensionOutcome[]
}

function scoresOf({ resource, outcomes, asOfMs, demand }: Scoring): TrackScore[] {
  return outcomes.flatMap(({ dimension, outcome }) => {
    const seen = demand.get(dimension)?.days
    if (outcome.kind === 'abstention' || seen === undefined) return []
    return scoreForecast({ peak: outcome.daily.peak, history: seen }).map((score) => ({
      ...score,
      resourceId: resource.id,
      dimension,
      asOfMs,
      origin: 'hindsight' as const,
    }))
  })
}

/** Only what was known then: samples that had ended, sizes that had begun; days in brief. */
export function asOf(input: ForecastInput, nowMs: EpochMs): ForecastInput {
  const cut = <T extends { startMs: number; stepMs: number; values: Float64Array }>(series: T) => ({
    ...series,
    values: series.values.subarray(0, Math.max(0, Math.floor((nowMs - series.startMs) / series.stepMs))),
  })
  const metrics = input.metrics.map((one) => ({
    ...one,
    mean: cut(one.mean),
    ...(one.peak === undefined ? {} : { peak: cut(one.peak) }),
  }))
  const begun = input.changes.filter(({ fromMs }) => fromMs <= nowMs)
  return {
    ...input,
    nowMs,
    metrics,
    changes: begun.length > 0 ? begun : input.changes.slice(0, 1),
    brief: true,
  }
}

function resourceThen(resource: Resource, { changes, nowMs }: ForecastInput): Resource {
  const size = capacityAt(changes, nowMs)
  return size === undefined ? resource : { ...resource, shape: size.shape, count: size.count }
}

/** The hours of the days before, as the percentile rule looks at them. */
function ruleDemandOf(demand: Demand, asOfMs: EpochMs): ReadonlyMap<Dimension, Float64Array> {
  const hours = ruleLookbackDays * 24
  return new Map(
    [...demand].map(([dimension, { startMs, mean }]) => {
      const end = Math.max(0, Math.floor((asOfMs - startMs) / hourMs))
      const values = mean.subarray(Math.max(0, end - hours), end)
      return [dimension, values.filter((value) => !Number.isNaN(value))] as const
    }),
  )
}
