import type { Dimension } from '#lib/model/capacity.ts'
import { type DailyHistory, type Forecast, type QuantileBand, quantileLevels } from '#lib/model/forecast.ts'
import { dayMs, dayStart, hourMs } from '#lib/model/time.ts'

export const nowMs = dayStart('2026-11-22') + 14 * hourMs + 5 * 60_000

/** Standard normal quantiles of `quantileLevels`. */
const z = [-1.96, -1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645, 1.96, 2.326]

/** Small seeded generator (mulberry32): the same numbers on every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Path = {
  readonly dimension: Dimension
  readonly capacity: number
  readonly limit: number
  /** Demand today and its growth per 30 days, as shares of capacity and of demand. */
  readonly share: number
  readonly growth: number
  readonly spread: number
  readonly seed: number
}

export const historyDays = 200
export const historyStartMs = dayStart('2026-11-22') - historyDays * dayMs
/** 2 to 5 September 2026 have no samples. */
const gapFrom = (dayStart('2026-09-02') - historyStartMs) / dayMs
const gapTo = gapFrom + 4

function levelAt(path: Path, day: number): number {
  const weekend = (day + 4) % 7 >= 5 ? 0.93 : 1
  return path.capacity * path.share * (1 + path.growth) ** (day / 30) * weekend
}

/** History with four days missing and, before a resize, half the capacity. */
export function historyOf(path: Path): DailyHistory {
  const random = seeded(path.seed)
  const values = (factor: number) =>
    Float32Array.from({ length: historyDays }, (_, i) =>
      i >= gapFrom && i < gapTo
        ? Number.NaN
        : levelAt(path, i - historyDays) * factor * (1 + (random() - 0.5) * 0.09),
    )
  return {
    startMs: historyStartMs,
    mean: values(0.7),
    peak: values(1),
    maximum: values(1.08),
    capacity: Float32Array.from({ length: historyDays }, (_, i) =>
      path.dimension === 'cpu' && i < 90 ? path.capacity / 2 : path.capacity,
    ),
  }
}

function bandOf(path: Path, days: number, factor: number): QuantileBand {
  const values = new Float32Array(days * quantileLevels.length)
  for (let day = 0; day < days; day++) {
    const sigma = path.spread * (0.06 + 0.06 * Math.sqrt(day / 10) + day / 900)
    for (let level = 0; level < quantileLevels.length; level++)
      values[day * quantileLevels.length + level] =
        levelAt(path, day) * factor * Math.exp((z[level] ?? 0) * sigma)
  }
  return { startMs: dayStart('2026-11-22'), stepMs: dayMs, values }
}

/** Days at which a lognormal path crosses the limit: the `(i + 0.5) / 20` quantiles, later than a year = null. */
function crossing(path: Path): readonly (number | null)[] {
  const daily = Math.log(1 + path.growth) / 30
  const needed = Math.log(path.limit / (path.capacity * path.share))
  return Array.from({ length: 20 }, (_, i) => {
    const u = (i + 0.5) / 20
    const drift = daily * (2.1 - 1.9 * u) - path.spread * 0.0006
    const days = drift > 0 ? needed / drift : Number.POSITIVE_INFINITY
    return days > 365 ? null : Math.max(0, Math.round(days))
  })
}

export function forecastOf(path: Path, resourceId = 'r4f2a91c07'): Forecast {
  const quantileDays = crossing(path)
  const within = (days: number) => quantileDays.filter((d) => d !== null && d <= days).length / 20
  const p95 = path.capacity * path.share
  return {
    kind: 'forecast',
    resourceId,
    dimension: path.dimension,
    asOfMs: nowMs,
    hourly: { startMs: nowMs, stepMs: hourMs, values: new Float32Array(336 * quantileLevels.length) },
    daily: { mean: bandOf(path, 365, 0.7), peak: bandOf(path, 365, 1), maximum: bandOf(path, 365, 1.08) },
    saturation: {
      limit: path.limit,
      quantileDays,
      medianDays: quantileDays[9] ?? null,
      lowDays: quantileDays[1] ?? null,
      highDays: quantileDays[17] ?? null,
      chance: { d30: within(30), d90: within(90), d180: within(180), d365: within(365) },
    },
    breach: [30, 90, 180].map((horizonDays) => ({ horizonDays, levels: [], chance: [], minutes: [] })),
    capacity: path.capacity,
    models: [
      { model: 'damped-trend', weight: 0.62 },
      { model: 'seasonal-naive', weight: 0.38 },
    ],
    backtest: { mase: 0.77, pinball: 0.04, coverage80: 0.83, folds: 9 },
    demand: {
      observedDays: 196,
      coverage: 0.97,
      firstMs: historyStartMs,
      lastMs: nowMs - 10 * 60_000,
      notes: ['4 days without samples, 2 Sep to 5 Sep, are left out.'],
    },
    facts: {
      p50: p95 * 0.6,
      p95,
      p99: p95 * 1.04,
      maximum: p95 * 1.1,
      allTimePeak: p95 * 1.15,
      allTimePeakMs: dayStart('2025-11-28') + 17 * hourMs,
      monthlyGrowth: path.growth,
    },
    explanation: ['Grows steadily, weekends are 7% lower.', 'Damped trend did best in 9 backtests.'],
    widened: false,
  }
}

export const paths: Record<'cpu' | 'memory' | 'iops' | 'storage', Path> = {
  cpu: { dimension: 'cpu', capacity: 8, limit: 6.4, share: 0.68, growth: 0.11, spread: 1, seed: 1 },
  memory: { dimension: 'memory', capacity: 64, limit: 57.6, share: 0.7, growth: 0.008, spread: 0.4, seed: 2 },
  iops: { dimension: 'iops', capacity: 12_000, limit: 9600, share: 0.33, growth: 0.05, spread: 1, seed: 3 },
  storage: {
    dimension: 'storage',
    capacity: 2000,
    limit: 1800,
    share: 0.51,
    growth: 0.02,
    spread: 0.2,
    seed: 4,
  },
}
