import type { MetricId, SeriesRef, Statistic } from '#lib/model/series.ts'
import { dayMs, type EpochMs, minuteMs, type Range } from '#lib/model/time.ts'
import type { Place, World, WorldAccount, WorldMetric, WorldRange } from '#lib/simulate/world.ts'

/** Very many metrics in closed form, and nothing else: to pull by the million and to compare without keeping any. */
export type BulkOptions = {
  readonly accounts: number
  readonly regions: readonly string[]
  readonly metricsPerRegion: number
  readonly nowMs: EpochMs
  /** The account of this number refuses GetMetricData. */
  readonly deniedAccount?: number
}

export type BulkSeries = { readonly accountId: string; readonly region: string; readonly series: SeriesRef }

const firstAccount = 100_000_000_000
const namespace = 'Bulk'

function bulkAccountId(index: number): string {
  return String(firstAccount + index)
}

function numberOf(metric: MetricId): number {
  return metric.namespace === namespace ? Number(metric.dimensions.Shard) : Number.NaN
}

/** Two decimals, the same on every machine: the value of metric `id` in the period from `atMs` on. */
export function bulkValue(id: number, statistic: Statistic, atMs: EpochMs): number {
  const minute = Math.floor(atMs / minuteMs)
  return ((id * 7919 + minute * 613) % 9973) / 100 + (statistic === 'Maximum' ? 1 : 0)
}

function bulkValues(metric: WorldMetric, statistic: Statistic, range: WorldRange): Float64Array {
  const count = Math.ceil((range.toMs - range.fromMs) / range.periodMs)
  const values = new Float64Array(count)
  for (let i = 0; i < count; i++)
    values[i] = bulkValue(metric.id, statistic, range.fromMs + i * range.periodMs)
  return values
}

/** Every series with its place, numbered as the metrics are. */
export function bulkSeries(
  options: BulkOptions,
  statistics: readonly Statistic[] = ['Average'],
): BulkSeries[] {
  const { accounts, regions, metricsPerRegion } = options
  return Array.from({ length: accounts * regions.length * metricsPerRegion }, (_, i) => {
    const place = Math.floor(i / metricsPerRegion)
    const id = i + 1
    return {
      accountId: bulkAccountId(Math.floor(place / regions.length)),
      region: regions[place % regions.length] ?? '',
      series: {
        id,
        resourceId: `bulk-${id}`,
        key: 'load',
        member: '',
        metric: { namespace, name: 'Load', dimensions: { Shard: String(id) } },
        statistics,
      },
    }
  })
}

export function bulkWorld(options: BulkOptions): World {
  const { accounts, regions, nowMs } = options
  const place = ({ accountId, region }: Place) =>
    (Number(accountId) - firstAccount) * regions.length + regions.indexOf(region)
  return {
    accounts: Array.from(
      { length: accounts },
      (_, i): WorldAccount => ({
        id: bulkAccountId(i),
        name: `bulk-${i}`,
        regions,
        payer: i === 0,
        deniedActions: i === options.deniedAccount ? ['cloudwatch:GetMetricData'] : [],
        configRecorder: false,
      }),
    ),
    instances: () => [],
    groups: () => [],
    databases: () => [],
    metrics: () => [],
    findMetric(where, metric) {
      const id = numberOf(metric)
      const own = Math.floor((id - 1) / options.metricsPerRegion) === place(where)
      return own
        ? { id, metric, unit: 'Count', firstMs: nowMs - 600 * dayMs, nativePeriodMs: minuteMs }
        : undefined
    },
    values: bulkValues,
    changes: () => [],
    costs: () => [],
    instanceTypes: [],
    databaseClasses: [],
    storagePrices: [],
  }
}

/** The samples of a series in closed form, as float32. */
export function bulkTruth(
  { id }: SeriesRef,
  statistic: Statistic,
  { fromMs, toMs, periodMs }: Range & { readonly periodMs: number },
): Float32Array {
  return Float32Array.from({ length: (toMs - fromMs) / periodMs }, (_, i) =>
    bulkValue(id, statistic, fromMs + i * periodMs),
  )
}
