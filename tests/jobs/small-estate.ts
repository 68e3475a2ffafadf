import { dayMs, minuteMs } from '#lib/model/time.ts'
import type { World, WorldAccount, WorldMetric } from '#lib/simulate/world.ts'
import { tinyAccounts, tinyNowMs, tinySample, tinyWorld } from '../support/tiny-world.ts'

/** An account that refuses everything. */
const labs: WorldAccount = {
  id: '999988887777',
  name: 'labs',
  regions: ['us-east-1'],
  payer: false,
  deniedActions: ['*'],
  configRecorder: false,
}

const storage: WorldMetric = {
  id: 9001,
  metric: { namespace: 'AWS/RDS', name: 'FreeStorageSpace', dimensions: { DBInstanceIdentifier: 'orders' } },
  unit: 'Bytes',
  firstMs: tinyNowMs - 300 * dayMs,
  nativePeriodMs: minuteMs,
}

/** Free bytes of the database: 120 GiB today, and a quarter of a GiB less each day. */
function freeBytes(atMs: number): number {
  const daysAgo = (tinyNowMs - atMs) / dayMs
  return (120 + daysAgo / 4) * 2 ** 30
}

const isStorage = (metric: {
  namespace: string
  name: string
  dimensions: Readonly<Record<string, string>>
}) =>
  metric.namespace === 'AWS/RDS' &&
  metric.name === storage.metric.name &&
  metric.dimensions.DBInstanceIdentifier === 'orders'

/** The first instance has detailed monitoring. */
const published = (metric: WorldMetric) =>
  metric.id === 1 ? { ...metric, nativePeriodMs: minuteMs } : metric

/**
 * The tiny world with a database that fills up, an instance that is measured every minute, and an account that
 * refuses everything.
 */
export const smallEstate: World = {
  ...tinyWorld,
  accounts: [...tinyAccounts, labs],
  metrics: (place) => [
    ...tinyWorld.metrics(place).map(published),
    ...(tinyWorld.databases(place).length > 0 ? [storage] : []),
  ],
  findMetric: (place, metric) => {
    if (isStorage(metric)) return tinyWorld.databases(place).length > 0 ? storage : undefined
    const found = tinyWorld.findMetric(place, metric)
    return found && published(found)
  },
  values: (metric, statistic, range) => {
    if (metric.id !== storage.id) return tinyWorld.values(metric, statistic, range)
    const steps = Math.ceil((range.toMs - range.fromMs) / range.periodMs)
    return Float64Array.from({ length: steps }, (_, i) => {
      const atMs = range.fromMs + i * range.periodMs
      if (atMs < storage.firstMs || Number.isNaN(tinySample(storage.id, atMs))) return Number.NaN
      if (statistic === 'SampleCount') return range.periodMs / storage.nativePeriodMs
      return freeBytes(atMs)
    })
  },
}
