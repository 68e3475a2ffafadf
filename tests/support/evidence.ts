import { type Dimension, dimensionUnits } from '#lib/model/capacity.ts'
import {
  type BreachCurve,
  type DimensionOutcome,
  type Forecast,
  type QuantileBand,
  quantileLevels,
  type Saturation,
} from '#lib/model/forecast.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { normalQuantile } from '#lib/stats/random.ts'

/** Sun 22 Nov 2026, midnight UTC. */
export const nowMs = Date.UTC(2026, 10, 22)

/** Demand whose daily peak is lognormal around a median that grows by a constant share a month. */
export type DemandShape = {
  readonly dimension: Dimension
  readonly median: number
  readonly capacity: number
  readonly sigma?: number
  readonly monthlyGrowth?: number
  readonly headroom?: number
  readonly observedDays?: number
  readonly historyDays?: number
  readonly coverage?: number
  readonly allTimePeak?: number
  /** Mean of a day as a share of its peak. */
  readonly meanShare?: number
  readonly maximum?: number
  /** Share by which the days of the history swing around their mean; 0 = flat. */
  readonly swing?: number
}

/** Distribution function of the standard normal, by Abramowitz and Stegun 7.1.26 (absolute error below 1e-7). */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const tail =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const erf = 1 - tail * Math.exp(-x * x)
  return z >= 0 ? (1 + erf) / 2 : (1 - erf) / 2
}

function growthUntil(demand: DemandShape, days: number): number {
  return (1 + (demand.monthlyGrowth ?? 0)) ** (days / 30)
}

const spread = (demand: DemandShape): number => demand.sigma ?? 0.15

/** Chance that the demand of the horizon's last day, lognormal, is above each of 81 levels. */
export function lognormalCurve(demand: DemandShape, horizonDays: number): BreachCurve {
  const center = demand.median * growthUntil(demand, horizonDays)
  const sigma = spread(demand)
  const steps = Array.from({ length: 81 }, (_, i) => (i - 40) / 10)
  return {
    horizonDays,
    levels: steps.map((z) => center * Math.exp(sigma * z)),
    chance: steps.map((z) => 1 - normalCdf(z)),
    minutes: steps.map((z) => (1 - normalCdf(z)) * horizonDays * 14.4),
  }
}

function band(demand: DemandShape, share: number, steps: number, stepMs: number): QuantileBand {
  const values = new Float32Array(steps * quantileLevels.length)
  const factors = quantileLevels.map((level) => Math.exp(spread(demand) * normalQuantile(level)))
  for (let step = 0; step < steps; step++) {
    const center = demand.median * share * growthUntil(demand, (step * stepMs) / dayMs)
    factors.forEach((factor, i) => {
      values[step * quantileLevels.length + i] = center * factor
    })
  }
  return { startMs: nowMs, stepMs, values }
}

/** First day on which the quantile `level` of demand is above the limit. */
function dayOf(demand: DemandShape, limit: number, level: number): number | null {
  const factor = Math.exp(spread(demand) * normalQuantile(level))
  for (let day = 0; day <= 365; day++)
    if (demand.median * growthUntil(demand, day) * factor > limit) return day
  return null
}

function saturationOf(demand: DemandShape, limit: number): Saturation {
  const chanceIn = (days: number) =>
    1 - normalCdf(Math.log(limit / (demand.median * growthUntil(demand, days))) / spread(demand))
  return {
    limit,
    quantileDays: Array.from({ length: 20 }, (_, i) => dayOf(demand, limit, 1 - (i + 0.5) / 20)),
    medianDays: dayOf(demand, limit, 0.5),
    lowDays: dayOf(demand, limit, 0.9),
    highDays: dayOf(demand, limit, 0.1),
    chance: { d30: chanceIn(30), d90: chanceIn(90), d180: chanceIn(180), d365: chanceIn(365) },
  }
}

export function forecastOf(demand: DemandShape): Forecast {
  const observedDays = demand.observedDays ?? 400
  const p95 = demand.median * Math.exp(spread(demand) * 0.5)
  const maximum = demand.maximum ?? p95 * 1.1
  return {
    kind: 'forecast',
    resourceId: 'abcdefghij',
    dimension: demand.dimension,
    asOfMs: nowMs,
    hourly: band(demand, 0.8, 24 * 14, hourMs),
    daily: {
      mean: band(demand, demand.meanShare ?? 0.6, 365, dayMs),
      peak: band(demand, 1, 365, dayMs),
      maximum: band(demand, 1.2, 365, dayMs),
    },
    saturation: saturationOf(demand, demand.capacity * (1 - (demand.headroom ?? 0.2))),
    breach: [30, 90, 180].map((days) => lognormalCurve(demand, days)),
    capacity: demand.capacity,
    models: [{ model: 'smoothing', weight: 1 }],
    backtest: { mase: 0.82, pinball: 0.1, coverage80: 0.79, folds: 8 },
    demand: {
      observedDays,
      coverage: demand.coverage ?? 0.99,
      firstMs: nowMs - (demand.historyDays ?? observedDays) * dayMs,
      lastMs: nowMs,
      notes: [],
    },
    facts: {
      p50: demand.median * (demand.meanShare ?? 0.6),
      p95,
      p99: maximum,
      maximum,
      allTimePeak: demand.allTimePeak ?? maximum,
      allTimePeakMs: Date.UTC(2025, 10, 28, 17),
      monthlyGrowth: demand.monthlyGrowth ?? 0,
    },
    explanation: [`${demand.dimension} in ${dimensionUnits[demand.dimension]}`],
    widened: false,
  }
}

/** The outcome of a dimension with 120 days of history, flat unless it swings. */
export function outcomeOf(demand: DemandShape): DimensionOutcome {
  const days = 120
  return {
    dimension: demand.dimension,
    outcome: forecastOf(demand),
    history: {
      startMs: nowMs - days * dayMs,
      mean: Float32Array.from({ length: days }, (_, day) => {
        return demand.median * (demand.meanShare ?? 0.6) * (1 + (demand.swing ?? 0) * Math.sin(day))
      }),
      peak: new Float32Array(days).fill(demand.median),
      maximum: new Float32Array(days).fill(demand.median * 1.1),
      capacity: new Float32Array(days).fill(demand.capacity),
    },
  }
}
