import type { Statistic } from '#lib/model/series.ts'
import { bytesPerGib } from '#lib/model/units.ts'
import { cacheNode } from '../facts/cache-nodes.ts'
import type { CacheNode } from './cache-nodes.ts'
import { type CapacityStep, stepValues } from './capacity-steps.ts'
import { creditBalance } from './credits.ts'
import type { Demand } from './demand.ts'
import { type Frame, hourAt } from './frame.ts'
import { amountOf, type Life, metricOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { cell, datedOption, numberCell, numberOption, type TableRow } from './table.ts'
import { trendOf } from './trends.ts'
import { demandOf, type Workload } from './workload.ts'

/** What the metrics of one node follow from. */
export type CacheTruth = {
  readonly row: TableRow
  readonly frame: Frame
  readonly node: CacheNode
  readonly seed: number
  readonly workload: Workload
  readonly life: Life
}

const both: readonly Statistic[] = ['Average', 'Maximum']
const secondsPerMinute = 60
/** Bytes received for each byte sent: a cache is read more than written. */
const receivedShare = 0.3

const isMemcached = (row: TableRow) => cell(row, 'engine') === 'memcached'

/** All CloudWatch metrics of one node. */
export function cacheNodeSeries(truth: CacheTruth): readonly EstateSeries[] {
  return [
    cpu(truth),
    ...(isMemcached(truth.row) ? [] : [memory(truth), bytesUsed(truth)]),
    connections(truth),
    network(truth, 'NetworkBytesIn', receivedShare),
    network(truth, 'NetworkBytesOut', 1),
    evictions(truth),
    ...credits(truth),
  ]
}

function named({ node }: CacheTruth, name: string) {
  return {
    namespace: 'AWS/ElastiCache',
    name,
    dimensions: { CacheClusterId: node.clusterId, CacheNodeId: node.nodeId },
  }
}

function cpu(truth: CacheTruth): EstateSeries {
  const { row, workload, node, life, seed } = truth
  const peak = numberCell(row, 'cpu') * node.load
  const hourly = amountOf(demandOf(workload, { key: `cpu/${node.clusterId}`, peak }))
  return metricOf(life, {
    metric: named(truth, isMemcached(row) ? 'CPUUtilization' : 'EngineCPUUtilization'),
    unit: 'Percent',
    statistics: both,
    seed: seed ^ 51,
    hourly: (fromHour, count) => hourly(fromHour, count).map((value) => Math.min(100, value)),
    ceiling: 100,
    spread: 0.25,
    typical: peak / 4,
  })
}

/** What the percentage is of: data, beside the reserve. A node that was replaced had another size before. */
function dataGib({ row, frame }: CacheTruth): readonly CapacityStep[] {
  const share = 1 - numberOption(row, 'reserved', 25) / 100
  const previous = datedOption(row, 'from')
  const now = { fromHour: 0, amount: cacheNode(cell(row, 'type')).memoryGib * share }
  if (previous === undefined) return [now]
  return [
    { fromHour: 0, amount: cacheNode(previous.value).memoryGib * share },
    { ...now, fromHour: hourAt(frame, previous.days, 4) },
  ]
}

/** GiB of data, as the percentage of today's node. */
function usedGib(truth: CacheTruth): (fromHour: number, count: number) => Float64Array {
  const { row } = truth
  const gib = cacheNode(cell(row, 'type')).memoryGib * (1 - numberOption(row, 'reserved', 25) / 100)
  const hourly = amountOf(memoryDemand(truth))
  const steps = dataGib(truth)
  return (fromHour, count) => {
    const most = stepValues(steps, fromHour, count)
    return hourly(fromHour, count).map((percent, i) =>
      Math.min(0.999 * (most[i] ?? 0), (percent / 100) * gib),
    )
  }
}

/** Data in bytes: what the percentage is of follows from both. */
function bytesUsed(truth: CacheTruth): EstateSeries {
  const { row, life, seed } = truth
  const used = usedGib(truth)
  return metricOf(life, {
    metric: named(truth, 'BytesUsedForCache'),
    unit: 'Bytes',
    statistics: ['Average'],
    seed: seed ^ 52,
    hourly: (fromHour, count) => used(fromHour, count).map((gib) => gib * bytesPerGib),
    ripple: 0.004,
    flutter: 0.001,
    spread: 0.004,
    typical: 0.1 * cacheNode(cell(row, 'type')).memoryGib * bytesPerGib,
  })
}

/** Replicas hold the data of their primary. `memtrend=full`: the cache evicts, and its memory is always full. */
function memoryDemand({ row, workload, node }: CacheTruth): Demand {
  const full = row.options.memtrend === 'full'
  const load = node.primary ? node.load : node.load / 0.6
  const peak = numberCell(row, 'mem') * (full ? 1 : load)
  const trend = full || row.options.memtrend === undefined ? () => 1 : trendOf(row.options.memtrend)
  return demandOf(workload, {
    key: `memory/${node.shard}`,
    peak,
    follow: full ? 0 : 0.03,
    hourNoise: 0.002,
    dayNoise: 0.002,
    trend,
    events: false,
  })
}

function memory(truth: CacheTruth): EstateSeries {
  const { row, life, seed } = truth
  const used = usedGib(truth)
  const steps = dataGib(truth)
  return metricOf(life, {
    metric: named(truth, 'DatabaseMemoryUsageCountedForEvictPercentage'),
    unit: 'Percent',
    statistics: both,
    seed: seed ^ 52,
    hourly: (fromHour, count) => {
      const whole = stepValues(steps, fromHour, count)
      return used(fromHour, count).map((gib, i) => (100 * gib) / (whole[i] ?? Number.NaN))
    },
    ceiling: 100,
    ripple: 0.004,
    flutter: 0.001,
    spread: 0.004,
    typical: numberCell(row, 'mem') / 4,
  })
}

function connections(truth: CacheTruth): EstateSeries {
  const { row, workload, node, life, seed } = truth
  const peak = numberCell(row, 'conn') * (node.primary ? 1 : 0.6)
  const demand = demandOf(workload, {
    key: `connections/${node.clusterId}`,
    peak,
    follow: 0.5,
    hourNoise: 0.03,
  })
  return metricOf(life, {
    metric: named(truth, 'CurrConnections'),
    unit: 'Count',
    statistics: both,
    seed: seed ^ 53,
    hourly: amountOf(demand),
    ceiling: 65_000,
    ripple: 0.05,
    flutter: 0.02,
    spread: 0.1,
    typical: peak / 4,
  })
}

/** A counter of bytes with one sample a minute. */
function network(truth: CacheTruth, name: string, share: number): EstateSeries {
  const { row, workload, node, life, seed } = truth
  const peak = ((numberCell(row, 'mbit') * 1e6) / 8) * secondsPerMinute * share * node.load
  const demand = demandOf(workload, { key: `${name}/${node.clusterId}`, peak, hourNoise: 0.08 })
  return metricOf(life, {
    metric: named(truth, name),
    unit: 'Bytes',
    statistics: ['Sum'],
    seed: seed ^ (share === 1 ? 54 : 55),
    hourly: amountOf(demand),
    counter: true,
    ripple: 0.2,
    spread: 0.3,
    typical: peak / 4,
  })
}

/** Evicted keys a minute: where memory is always full, every new key drives one out. */
function evictions(truth: CacheTruth): EstateSeries {
  const { row, workload, node, life, seed } = truth
  const full = row.options.memtrend === 'full' || isMemcached(row)
  const demand = demandOf(workload, { key: `evictions/${node.clusterId}`, peak: 900 * node.load })
  const hourly = amountOf(demand)
  return metricOf(life, {
    metric: named(truth, 'Evictions'),
    unit: 'Count',
    statistics: ['Sum'],
    seed: seed ^ 56,
    hourly: (fromHour, count) => (full ? hourly(fromHour, count).map(Math.round) : new Float64Array(count)),
    counter: true,
    ripple: 0.1,
    spread: 0.1,
    typical: 1e5,
  })
}

function credits(truth: CacheTruth): readonly EstateSeries[] {
  const { row, life, seed, frame } = truth
  const type = cell(row, 'type')
  if (!type.startsWith('cache.t')) return []
  const metric = named(truth, 'CPUCreditBalance')
  const most = 24 * 60 * 0.2 * cacheNode(type).vcpu
  return [creditBalance({ life, metric, seed, most, starved: false, frame })]
}
