import type { Statistic } from '#lib/model/series.ts'
import { heapGib, usableStorageGib } from '#lib/resources/opensearch-limits.ts'
import type { NodeFact } from '../facts/opensearch-nodes.ts'
import type { CapacityStep } from './capacity-steps.ts'
import { daysFrom, type Frame } from './frame.ts'
import { unit } from './hash.ts'
import { amountOf, type Life, metricOf, percentOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { numberCell, numberOption, type TableRow } from './table.ts'
import { trendOf } from './trends.ts'
import { unevenDays } from './uneven-days.ts'
import { demandOf, type Workload } from './workload.ts'

/** What the metrics of one domain follow from. */
export type DomainTruth = {
  readonly row: TableRow
  readonly frame: Frame
  readonly accountId: string
  readonly node: NodeFact
  readonly volumeGib: number
  readonly seed: number
  readonly workload: Workload
  readonly life: Life
}

const mibPerGib = 1024

/** The CloudWatch metrics of a domain, all at domain level. */
export function domainSeries(truth: DomainTruth): readonly EstateSeries[] {
  return [
    cpu(truth),
    heap(truth),
    freeStorage(truth),
    usedSpace(truth),
    shards(truth),
    rejections(truth),
    ...('masters' in truth.row.options ? [masterCpu(truth)] : []),
    ...('knn' in truth.row.options ? [graphMemory(truth)] : []),
  ]
}

function es(truth: DomainTruth, name: string, statistics: readonly Statistic[]) {
  const dimensions = { DomainName: truth.workload.name, ClientId: truth.accountId }
  return { metric: { namespace: 'AWS/ES', name, dimensions }, statistics }
}

const constant = (amount: number): readonly CapacityStep[] => [{ fromHour: 0, amount }]

/** The hottest node of the Maximum lies up to 30 % above the mean of the nodes. */
function cpu(truth: DomainTruth): EstateSeries {
  const vcpu = numberCell(truth.row, 'nodes') * truth.node.vcpu
  const percent = numberCell(truth.row, 'cpu')
  const demand = demandOf(truth.workload, { key: 'cpu', peak: (percent / 100) * vcpu })
  return metricOf(truth.life, {
    ...es(truth, 'CPUUtilization', ['Average', 'Maximum']),
    unit: 'Percent',
    seed: truth.seed ^ 41,
    hourly: percentOf(demand, constant(vcpu)),
    ceiling: 100,
    spread: 0.3,
    typical: percent / 4,
  })
}

/** Heap follows the load a little; what is collected in between stays below the hour. */
function heap(truth: DomainTruth): EstateSeries {
  const percent = numberCell(truth.row, 'heap')
  const all = numberCell(truth.row, 'nodes') * heapGib(truth.node.memoryGib)
  const demand = demandOf(truth.workload, {
    key: 'heap',
    peak: (percent / 100) * all,
    follow: 0.2,
    hourNoise: 0.03,
    dayNoise: 0.02,
    trend: (days) => truth.workload.trend(days) ** 0.5,
    events: false,
  })
  return metricOf(truth.life, {
    ...es(truth, 'JVMMemoryPressure', ['Maximum']),
    unit: 'Percent',
    seed: truth.seed ^ 42,
    hourly: percentOf(demand, constant(all), 92),
    ceiling: 100,
    ripple: 0.1,
    spread: 0.12,
    typical: percent / 4,
  })
}

/** Share of the usable storage of all nodes that is filled in an hour; it grows by `grow` percent a year, unevenly. */
function filledShare({ row, frame, seed }: DomainTruth): (hour: number) => number {
  const share = numberCell(row, 'sto') / 100
  const slope = (share * numberOption(row, 'grow', 12)) / 100 / 365
  const evenDays = unevenDays(seed ^ 47)
  return (hour) => Math.max(0.01, share + slope * evenDays(daysFrom(frame, hour / 24)))
}

/** Minimum = the fullest node: `skew` times the mean, never above the node's storage. */
function freeStorage(truth: DomainTruth): EstateSeries {
  const own = usableStorageGib(truth.volumeGib) * mibPerGib
  const skew = numberOption(truth.row, 'skew', 1.06)
  const filled = filledShare(truth)
  return metricOf(truth.life, {
    ...es(truth, 'FreeStorageSpace', ['Minimum']),
    unit: 'Megabytes',
    seed: truth.seed ^ 43,
    hourly: (fromHour, count) =>
      Float64Array.from({ length: count }, (_, i) =>
        Math.min(0.995 * own, skew * filled(fromHour + i) * own),
      ),
    total: (_, count) => new Float64Array(count).fill(own),
    ripple: 2e-5,
    flutter: 1e-5,
    spread: 2e-5,
    typical: 0.01 * own,
  })
}

function usedSpace(truth: DomainTruth): EstateSeries {
  const all = numberCell(truth.row, 'nodes') * usableStorageGib(truth.volumeGib) * mibPerGib
  const filled = filledShare(truth)
  return metricOf(truth.life, {
    ...es(truth, 'ClusterUsedSpace', ['Maximum']),
    unit: 'Megabytes',
    seed: truth.seed ^ 44,
    hourly: (fromHour, count) => Float64Array.from({ length: count }, (_, i) => filled(fromHour + i) * all),
    ripple: 2e-5,
    flutter: 1e-5,
    spread: 2e-5,
    typical: 0.01 * all,
  })
}

/** Daily indexes come and go: the number moves by the day. */
function shards(truth: DomainTruth): EstateSeries {
  const now = numberCell(truth.row, 'shards')
  return metricOf(truth.life, {
    ...es(truth, 'Shards.active', ['Maximum']),
    unit: 'Count',
    seed: truth.seed ^ 45,
    hourly: (fromHour, count) =>
      Float64Array.from({ length: count }, (_, i) => {
        const day = Math.floor((fromHour + i) / 24)
        const grown = now * truth.workload.trend(daysFrom(truth.frame, day)) ** 0.5
        return Math.round(grown + 4 * unit(truth.seed ^ 46, day))
      }),
    ripple: 0,
    flutter: 0,
    spread: 0,
    typical: now,
  })
}

/** Hours between two restarts of the nodes: their counters begin anew. */
export const restartHours = 21 * 24

/** Counts up by a few a day since the last restart. */
function rejections(truth: DomainTruth): EstateSeries {
  const perHour = numberCell(truth.row, 'cpu') / 400
  const shift = Math.floor(unit(truth.seed, 47) * restartHours)
  return metricOf(truth.life, {
    ...es(truth, 'ThreadpoolWriteRejected', ['Maximum']),
    unit: 'Count',
    seed: truth.seed ^ 47,
    hourly: (fromHour, count) =>
      Float64Array.from({ length: count }, (_, i) =>
        Math.floor(perHour * ((fromHour + i + shift) % restartHours)),
      ),
    ripple: 0,
    flutter: 0,
    spread: 0,
    typical: 100,
  })
}

function masterCpu(truth: DomainTruth): EstateSeries {
  const demand = demandOf(truth.workload, { key: 'master', peak: 14, follow: 0.4, events: false })
  return metricOf(truth.life, {
    ...es(truth, 'MasterCPUUtilization', ['Maximum']),
    unit: 'Percent',
    seed: truth.seed ^ 48,
    hourly: amountOf(demand),
    ceiling: 100,
    typical: 4,
  })
}

/** Graphs stay in memory as long as their indexes are searched: they follow the vectors kept and not the load. */
function graphMemory(truth: DomainTruth): EstateSeries {
  const percent = numberOption(truth.row, 'knn', 0)
  const trend = trendOf(truth.row.options.knntrend ?? 'flat')
  return metricOf(truth.life, {
    ...es(truth, 'KNNGraphMemoryUsagePercentage', ['Maximum']),
    unit: 'Percent',
    seed: truth.seed ^ 49,
    hourly: (fromHour, count) =>
      Float64Array.from({ length: count }, (_, i) =>
        Math.min(99, percent * trend(daysFrom(truth.frame, (fromHour + i) / 24))),
      ),
    ceiling: 100,
    ripple: 0.01,
    flutter: 0.002,
    spread: 0.01,
    typical: percent / 4,
  })
}
