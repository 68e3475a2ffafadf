import type { MetricId, Statistic } from '#lib/model/series.ts'
import type { Range } from '#lib/model/time.ts'
import { type CapacityStep, stepValues } from './capacity-steps.ts'
import { type Demand, hourlyDemand } from './demand.ts'
import type { Dip, EstateSeries } from './series.ts'
import type { Signal } from './signal.ts'

type Hourly = (fromHour: number, count: number) => Float64Array

/** When a resource's metrics are published, shared by all of them. */
export type Life = {
  readonly firstMs: number
  readonly lastMs?: number
  readonly nativePeriodMs: number
  readonly gaps: readonly Range[]
  readonly dips?: readonly Dip[]
}

export type MetricOptions = {
  readonly metric: MetricId
  readonly unit: string
  readonly statistics: readonly Statistic[]
  readonly seed: number
  readonly hourly: Hourly
  readonly ceiling?: number
  readonly ripple?: number
  readonly flutter?: number
  readonly spread?: number
  readonly counter?: boolean
  readonly total?: Hourly
  /** Smallest value worth telling apart from its neighbours to six digits. */
  readonly typical: number
  readonly samples?: Hourly
  /** Size of one event, where every sample is one; see `EstateSeries`. */
  readonly eventSize?: number
}

/** A series from its truth by the hour; flutter falls away where nothing is published below 5 minutes. */
export function metricOf(life: Life, options: MetricOptions): EstateSeries {
  const signal: Signal = {
    seed: options.seed,
    hourly: options.hourly,
    ceiling: options.ceiling ?? Number.POSITIVE_INFINITY,
    ripple: options.ripple ?? 0.12,
    flutter: life.nativePeriodMs < 300_000 ? (options.flutter ?? 0.05) : 0,
    spread: options.spread ?? 0.2,
    counterMinutes: options.counter ? life.nativePeriodMs / 60_000 : undefined,
    total: options.total,
    resolution: 10 ** (Math.floor(Math.log10(Math.max(options.typical, 1e-3))) - 5),
  }
  const { firstMs, lastMs, nativePeriodMs, gaps } = life
  const { metric, unit, statistics, samples, eventSize } = options
  return {
    metric,
    unit,
    statistics,
    samples,
    ...(eventSize === undefined ? {} : { eventSize }),
    firstMs,
    lastMs,
    nativePeriodMs,
    gaps,
    signal,
    dips: life.dips ?? [],
  }
}

/** Demand as percent of a capacity that may change, at most `most`. */
export function percentOf(demand: Demand, steps: readonly CapacityStep[], most = 100): Hourly {
  return (fromHour, count) => {
    const capacity = stepValues(steps, fromHour, count)
    return hourlyDemand(demand, fromHour, count).map((value, i) =>
      Math.min(most, (100 * value) / (capacity[i] as number)),
    )
  }
}

/** Demand itself, at most a share of a capacity where one is given. */
export function amountOf(demand: Demand, steps?: readonly CapacityStep[], share = 1): Hourly {
  if (!steps) return (fromHour, count) => hourlyDemand(demand, fromHour, count)
  return (fromHour, count) => {
    const capacity = stepValues(steps, fromHour, count)
    return hourlyDemand(demand, fromHour, count).map((value, i) =>
      Math.min(value, share * (capacity[i] as number)),
    )
  }
}
