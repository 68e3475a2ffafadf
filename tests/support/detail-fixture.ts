import type { CapacityChange } from '#lib/model/capacity.ts'
import type { Freshness, ResourceDetail } from '#lib/model/fleet.ts'
import type { Abstention } from '#lib/model/forecast.ts'
import type { Recommendation } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, dayStart, hourMs } from '#lib/model/time.ts'
import { current, optionOf, options, recommended } from './detail-options.ts'
import { forecastOf, historyDays, historyOf, historyStartMs, nowMs, paths } from './detail-series.ts'

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

const noConnections: Abstention = {
  kind: 'abstention',
  resourceId: resource.id,
  dimension: 'connections',
  asOfMs: nowMs,
  reason: 'no-samples',
  text: 'No samples of this dimension have been collected.',
  observedDays: 0,
}

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
      { dimension: 'connections', abstention: noConnections },
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
