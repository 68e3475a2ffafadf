import type { Statistic } from '#lib/model/series.ts'
import type { DatabaseClassFact } from '../world.ts'
import { type CapacityStep, stepValues } from './capacity-steps.ts'
import { creditBalance } from './credits.ts'
import { connectionsMax, includedPerformance } from './database-limits.ts'
import type { Frame } from './frame.ts'
import { amountOf, type Life, metricOf, percentOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import type { Storage } from './storage.ts'
import { cell, numberCell, numberOption, type TableRow } from './table.ts'
import { trendOf } from './trends.ts'
import { demandOf, type Workload } from './workload.ts'

/** What the metrics of one database follow from. */
export type DatabaseTruth = {
  readonly row: TableRow
  readonly frame: Frame
  readonly klass: DatabaseClassFact
  readonly seed: number
  readonly storage: Storage
  readonly allocated: readonly CapacityStep[]
  readonly vcpu: readonly CapacityStep[]
  readonly memoryGib: readonly CapacityStep[]
  readonly workload: Workload
  readonly life: Life
}

const bytesPerGib = 2 ** 30
const both: readonly Statistic[] = ['Average', 'Maximum']

/** All CloudWatch metrics of a database instance. */
export function databaseSeries(truth: DatabaseTruth): readonly EstateSeries[] {
  return [
    cpu(truth),
    freeableMemory(truth),
    freeStorage(truth),
    connections(truth),
    ...iops(truth),
    swap(truth),
    ...credits(truth),
  ]
}

function rds(truth: DatabaseTruth, name: string) {
  return { namespace: 'AWS/RDS', name, dimensions: { DBInstanceIdentifier: cell(truth.row, 'name') } }
}

function cpu(truth: DatabaseTruth): EstateSeries {
  const { row, workload, vcpu, klass, life, seed } = truth
  const percent = numberCell(row, 'cpu')
  const demand = demandOf(workload, { key: 'cpu', peak: (percent / 100) * klass.vcpu })
  const most = 'starved' in row.options ? 20 : 100
  return metricOf(life, {
    metric: rds(truth, 'CPUUtilization'),
    unit: 'Percent',
    statistics: both,
    seed: seed ^ 11,
    hourly: percentOf(demand, vcpu, most),
    ceiling: 100,
    spread: 0.28,
    typical: percent / 4,
  })
}

/** Used memory follows the load only faintly: most of it is page cache. Never more than 97 % of the class. */
function freeableMemory(truth: DatabaseTruth): EstateSeries {
  const { row, workload, memoryGib, klass, life, seed } = truth
  const peak = (numberCell(row, 'mem') / 100) * klass.memoryGib
  const growth = row.options.memtrend
  const demand = demandOf(workload, {
    key: 'memory',
    peak,
    follow: 0.1,
    hourNoise: 0.006,
    dayNoise: 0.01,
    trend: growth ? trendOf(growth) : (days) => workload.trend(days) ** 0.3,
    events: false,
  })
  const used = amountOf(demand, memoryGib, 0.97)
  return metricOf(life, {
    metric: rds(truth, 'FreeableMemory'),
    unit: 'Bytes',
    statistics: ['Average', 'Minimum'],
    seed: seed ^ 12,
    hourly: (fromHour, count) => used(fromHour, count).map((gib) => gib * bytesPerGib),
    total: (fromHour, count) => stepValues(memoryGib, fromHour, count).map((gib) => gib * bytesPerGib),
    ripple: 0.004,
    flutter: 0.001,
    spread: 0.006,
    typical: 0.02 * klass.memoryGib * bytesPerGib,
  })
}

function freeStorage(truth: DatabaseTruth): EstateSeries {
  const { storage, allocated, life, seed } = truth
  const used = (fromHour: number, count: number) =>
    Float64Array.from({ length: count }, (_, i) => storage.usedGib((fromHour + i + 0.5) / 24) * bytesPerGib)
  return metricOf(life, {
    metric: rds(truth, 'FreeStorageSpace'),
    unit: 'Bytes',
    statistics: ['Minimum'],
    seed: seed ^ 13,
    hourly: used,
    total: (fromHour, count) => stepValues(allocated, fromHour, count).map((gib) => gib * bytesPerGib),
    ripple: 2e-5,
    flutter: 1e-5,
    spread: 2e-5,
    typical: 0.01 * storage.gib * bytesPerGib,
  })
}

function connections(truth: DatabaseTruth): EstateSeries {
  const { row, workload, klass, life, seed } = truth
  const most = connectionsMax(cell(row, 'engine'), klass.memoryGib)
  const peak = (numberCell(row, 'conn') / 100) * most
  const growth = row.options.conntrend
  const demand = demandOf(workload, {
    key: 'connections',
    peak,
    follow: 0.6,
    hourNoise: 0.04,
    dayNoise: 0.02,
    trend: growth ? trendOf(growth) : undefined,
  })
  const hourly = amountOf(demand)
  return metricOf(life, {
    metric: rds(truth, 'DatabaseConnections'),
    unit: 'Count',
    statistics: both,
    seed: seed ^ 14,
    hourly: (fromHour, count) => hourly(fromHour, count).map((value) => Math.min(value, most)),
    ceiling: most,
    ripple: 0.06,
    flutter: 0.02,
    spread: 0.12,
    typical: peak / 4,
  })
}

function iops(truth: DatabaseTruth): readonly EstateSeries[] {
  const { row, workload, klass, storage, life, seed } = truth
  const volume = numberOption(row, 'provisioned', includedPerformance(cell(row, 'engine'), storage.gib).iops)
  const limit = Math.min(volume, klass.ebsBaselineIops)
  const total = (numberCell(row, 'iops') / 100) * limit
  return (['ReadIOPS', 'WriteIOPS'] as const).map((name, i) => {
    const peak = total * (i === 0 ? 0.6 : 0.4)
    const hourly = amountOf(demandOf(workload, { key: name, peak, hourNoise: 0.1 }))
    return metricOf(life, {
      metric: rds(truth, name),
      unit: 'Count/Second',
      statistics: both,
      seed: seed ^ (15 + i),
      hourly: (fromHour, count) => hourly(fromHour, count).map((value) => Math.min(value, 0.6 * volume)),
      ceiling: 0.6 * volume,
      ripple: 0.25,
      spread: 0.5,
      typical: peak / 5,
    })
  })
}

/** A few MiB that never move; `swap=MIB` where memory is really short. */
function swap(truth: DatabaseTruth): EstateSeries {
  const amount = numberOption(truth.row, 'swap', 0) * 2 ** 20
  return metricOf(truth.life, {
    metric: rds(truth, 'SwapUsage'),
    unit: 'Bytes',
    statistics: ['Maximum'],
    seed: truth.seed ^ 17,
    hourly: (_, count) => new Float64Array(count).fill(amount),
    ripple: 0,
    flutter: 0,
    spread: 0,
    typical: 1e6,
  })
}

function credits({ row, klass, life, seed, frame }: DatabaseTruth): readonly EstateSeries[] {
  if (!klass.burstable) return []
  const metric = {
    namespace: 'AWS/RDS',
    name: 'CPUCreditBalance',
    dimensions: { DBInstanceIdentifier: cell(row, 'name') },
  }
  const most = 24 * 60 * 0.2 * klass.vcpu
  return [creditBalance({ life, metric, seed, most, starved: 'starved' in row.options, frame })]
}
