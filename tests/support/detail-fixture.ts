import type { CapacityChange, Dimension } from '#lib/model/capacity.ts'
import type { Freshness, ResourceDetail } from '#lib/model/fleet.ts'
import { type DailyHistory, type Forecast, type QuantileBand, quantileLevels } from '#lib/model/forecast.ts'
import type { DimensionRisk, Option, Recommendation } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
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

const historyDays = 200
const historyStartMs = dayStart('2026-11-22') - historyDays * dayMs
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

export const resource: Resource = {
  id: 'r4f2a91c07',
  resourceClass: 'rds-instance',
  accountId: '111122223333',
  region: 'us-east-1',
  arn: 'arn:aws:rds:us-east-1:111122223333:db:orders-primary',
  nativeId: 'orders-primary',
  name: 'orders-primary',
  tags: { team: 'checkout' },
  team: 'checkout',
  serviceTier: 'tier-2',
  shape: 'db.r7g.2xlarge',
  count: 1,
  zoneCount: 2,
  facts: {
    engine: 'postgres',
    engineVersion: '16.6',
    multiAz: true,
    storageType: 'gp3',
    storageGib: 2000,
    iops: 12_000,
  },
}

function risksOf(scale: number, chance: number): DimensionRisk[] {
  return Object.values(paths).map((path) => {
    const factor = path.dimension === 'cpu' ? scale : 1
    const at = path.share * (1 + path.growth) ** 3
    return {
      dimension: path.dimension,
      capacity: path.capacity * factor,
      limit: path.limit * factor,
      chance: path.dimension === 'cpu' ? chance : 0.004,
      minutes: path.dimension === 'cpu' ? chance * 900 : 0,
      utilization: path.share / factor,
      utilizationAtHorizon: [(at * 0.88) / factor, at / factor, (at * 1.13) / factor],
    }
  })
}

type OptionFacts = Partial<Option> & { label: string; vcpu: number; memoryGib: number; monthlyUsd: number }

/** One option of orders-primary, which costs $2,214 a month today. */
export function optionOf(facts: OptionFacts): Option {
  const chance = facts.chance ?? 0.03
  return {
    id: facts.label,
    shape: facts.label,
    count: 1,
    settings: {},
    arch: 'arm64',
    deltaMonthlyUsd: facts.monthlyUsd - 2214,
    chance,
    expectedMinutes: chance * 900,
    dimensions: risksOf(facts.vcpu / 8, chance),
    effort: 'low',
    downtime: 'failover, 35 to 70 s',
    reversible: true,
    priceDerived: false,
    note: '',
    ...facts,
  }
}

export const current = optionOf({
  label: 'db.r7g.2xlarge',
  vcpu: 8,
  memoryGib: 64,
  monthlyUsd: 2214,
  chance: 0.82,
  effort: 'none',
  downtime: 'none',
})

export const recommended = optionOf({
  label: 'db.m7g.4xlarge',
  vcpu: 16,
  memoryGib: 64,
  monthlyUsd: 2783,
  chance: 0.03,
})

const options: readonly Option[] = [
  optionOf({
    label: 'db.r7g.xlarge',
    vcpu: 4,
    memoryGib: 32,
    monthlyUsd: 1516,
    chance: 0.9995,
    excuse: {
      reason: 'chance-above-policy',
      dimension: 'cpu',
      text: 'CPU would breach with a chance of >99%, accepted 3%.',
    },
  }),
  current,
  optionOf({
    label: 'db.r8g.2xlarge',
    vcpu: 8,
    memoryGib: 64,
    monthlyUsd: 2284,
    chance: 0.22,
    priceDerived: true,
    excuse: {
      reason: 'chance-above-policy',
      dimension: 'cpu',
      text: 'CPU would breach with a chance of 22%, accepted 3%.',
    },
  }),
  recommended,
  optionOf({
    label: 'db.r7g.4xlarge',
    vcpu: 16,
    memoryGib: 128,
    monthlyUsd: 3611,
    excuse: {
      reason: 'dearer',
      text: 'Costs $828/mo more than db.m7g.4xlarge for memory that is not needed.',
    },
  }),
]

const cpuSaturation = forecastOf(paths.cpu).saturation

export const recommendation: Recommendation = {
  resourceId: resource.id,
  asOfMs: nowMs,
  finding: 'runs-out',
  bindingDimension: 'cpu',
  unknownDimensions: ['connections'],
  horizonDays: 90,
  acceptedRisk: 0.03,
  current,
  recommended,
  options,
  refusedCounts: { burstable: 4, 'not-offered': 2, 'previous-generation': 5 },
  chanceByHorizon: cpuSaturation.chance.d90,
  medianDays: cpuSaturation.medianDays,
  lowDays: cpuSaturation.lowDays,
  highDays: cpuSaturation.highDays,
  decideByMs: dayStart('2026-12-11'),
  evidence: [
    { title: 'CPU is what runs out.', text: 'p95 is 68% of 8 vCPU and has grown 11% a month.' },
    { title: 'Memory is not.', text: 'p95 is 70% of 64 GiB, the chance of a breach is <1%.' },
    { title: 'db.r8g.2xlarge is not enough.', text: 'It costs $499/mo less but keeps a 22% chance.' },
  ],
}

export const changes: readonly CapacityChange[] = [
  {
    fromMs: historyStartMs,
    shape: 'db.r7g.xlarge',
    count: 1,
    capacity: { cpu: 4, memory: 32, storage: 2000, iops: 12_000 },
    source: 'assumed',
  },
  {
    fromMs: historyStartMs + 90 * dayMs,
    shape: 'db.r7g.2xlarge',
    count: 1,
    capacity: { cpu: 8, memory: 64, storage: 2000, iops: 12_000 },
    source: 'rds-event',
    actor: 'terraform-apply',
  },
]

/** orders-primary: CPU runs out, memory, IOPS and storage do not, connections are unknown. */
export function detailFixture(overrides: Partial<ResourceDetail> = {}): ResourceDetail {
  return {
    resource,
    accountName: 'prod-core',
    changes,
    recommendation,
    dimensions: [
      ...Object.values(paths).map((path) => ({
        dimension: path.dimension,
        history: historyOf(path),
        forecast: forecastOf(path),
      })),
      { dimension: 'connections' },
    ],
    ...overrides,
  }
}

/** The same database at a seventh of its load: a smaller size saves money. */
export function oversizedFixture(): ResourceDetail {
  const quiet = { ...paths.cpu, share: 0.11, growth: 0.01 }
  const smaller = optionOf({
    label: 'db.m7g.xlarge',
    vcpu: 4,
    memoryGib: 16,
    monthlyUsd: 696,
    chance: 0.008,
  })
  return detailFixture({
    dimensions: [{ dimension: 'cpu', history: historyOf(quiet), forecast: forecastOf(quiet) }],
    recommendation: {
      ...recommendation,
      finding: 'oversized',
      recommended: smaller,
      current: { ...current, chance: 0.002 },
      options: [smaller, { ...current, chance: 0.002 }],
      chanceByHorizon: 0.002,
      medianDays: null,
      lowDays: null,
      highDays: null,
      decideByMs: undefined,
    },
  })
}

/** Five observed days: no forecast, and a sentence that says so. */
export function abstainedFixture(): ResourceDetail {
  const history = historyOf(paths.cpu)
  const keep = (values: Float32Array) => values.map((v, i) => (i < historyDays - 5 ? Number.NaN : v))
  return detailFixture({
    dimensions: [
      {
        dimension: 'cpu',
        history: {
          ...history,
          mean: keep(history.mean),
          peak: keep(history.peak),
          maximum: keep(history.maximum),
        },
      },
    ],
    recommendation: {
      ...recommendation,
      finding: 'abstained',
      bindingDimension: undefined,
      recommended: undefined,
      options: [current],
      refusedCounts: {},
      chanceByHorizon: null,
      medianDays: null,
      lowDays: null,
      highDays: null,
      decideByMs: undefined,
      evidence: [],
      abstention: {
        kind: 'abstention',
        resourceId: resource.id,
        asOfMs: nowMs,
        reason: 'short-history',
        text: 'Only 5 of 7 days of samples so far.',
        observedDays: 5,
      },
    },
  })
}

export const freshness: Freshness = {
  samplesToMs: nowMs - 10 * 60_000,
  forecastRunId: 1842,
  forecastMs: nowMs - hourMs,
  resourceCount: 214,
  accountCount: 4,
  regionCount: 4,
  problems: [],
  source: 'simulated',
  running: [],
  backfill: { done: 3, total: 3 },
}

/** Names and texts that try to be markup, formulas, direction marks or very long. */
export const hostileText = '<img src=x onerror=alert(1)>"&\u202e=HYPERLINK("x")'

export function hostileFixture(): ResourceDetail {
  const long = `${hostileText}-${'long-name-without-a-break'.repeat(6)}`
  return detailFixture({
    resource: {
      ...resource,
      name: long,
      nativeId: hostileText,
      arn: `arn:aws:rds:us-east-1:111122223333:db:${long}`,
      team: hostileText,
    },
    accountName: hostileText,
    recommendation: {
      ...recommendation,
      evidence: [{ title: hostileText, text: long }],
      options: options.map((option) => ({ ...option, note: long })),
    },
    changes: changes.map((change) => ({ ...change, actor: long })),
  })
}
