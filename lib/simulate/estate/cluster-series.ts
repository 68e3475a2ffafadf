import type { Statistic } from '#lib/model/series.ts'
import type { InstanceTypeFact } from '../world.ts'
import { type CapacityStep, stepValues } from './capacity-steps.ts'
import { daysFrom, type Frame, hourAt } from './frame.ts'
import { unit } from './hash.ts'
import { amountOf, type Life, metricOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { cell, datedOption, numberCell, numberOption, type TableRow } from './table.ts'
import { unevenDays } from './uneven-days.ts'
import { demandOf, type Workload } from './workload.ts'

/** What the metrics of one cluster follow from. */
export type ClusterTruth = {
  readonly row: TableRow
  readonly frame: Frame
  readonly type: InstanceTypeFact
  readonly seed: number
  readonly workload: Workload
  readonly life: Life
}

const both: readonly Statistic[] = ['Average', 'Maximum']
/** Part of the CPU that the kernel needs. */
const systemShare = 0.22

/** The CloudWatch metrics of a cluster at the free level: of each broker, and the controller's own. */
export function clusterSeries(truth: ClusterTruth): readonly EstateSeries[] {
  const brokers = Array.from({ length: numberCell(truth.row, 'brokers') }, (_, i) => i + 1)
  return [...brokers.flatMap((broker) => brokerSeries(truth, broker)), globalPartitions(truth)]
}

function kafka(truth: ClusterTruth, name: string, broker?: number) {
  const dimensions = {
    'Cluster Name': truth.workload.name,
    ...(broker === undefined ? {} : { 'Broker ID': String(broker) }),
  }
  return { namespace: 'AWS/Kafka', name, dimensions }
}

/** CPU of one broker at the busiest hour, percent: a hot one takes its part from the others. */
function cpuPercent({ row }: ClusterTruth, broker: number): number {
  const mean = numberCell(row, 'cpu')
  const [hot, percent] = (row.options.hot ?? '').split(':').map(Number)
  if (!hot || !percent) return mean
  const brokers = numberCell(row, 'brokers')
  return broker === hot ? percent : (brokers * mean - percent) / (brokers - 1)
}

function brokerSeries(truth: ClusterTruth, broker: number): readonly EstateSeries[] {
  const { row } = truth
  const standard = cell(row, 'gib') !== '-'
  return [
    cpu(truth, broker, { name: 'CpuUser', share: 1 - systemShare }),
    cpu(truth, broker, { name: 'CpuSystem', share: systemShare }),
    ...(standard ? [disk(truth, broker)] : []),
    ...(['BytesInPerSec', 'BytesOutPerSec'] as const).map((name) => traffic(truth, broker, name)),
    partitions(truth, broker),
    ...('iam' in row.options ? [connections(truth, broker)] : []),
  ]
}

/** Both parts follow the same demand, so that their sum does. */
function cpu(
  truth: ClusterTruth,
  broker: number,
  { name, share }: { readonly name: string; readonly share: number },
): EstateSeries {
  const peak = cpuPercent(truth, broker) * share
  const hourly = amountOf(demandOf(truth.workload, { key: `cpu/${broker}`, peak, hourNoise: 0.03 }))
  return metricOf(truth.life, {
    metric: kafka(truth, name, broker),
    unit: 'Percent',
    statistics: both,
    seed: truth.seed ^ (broker * 131),
    hourly: (fromHour, count) => hourly(fromHour, count).map((value) => Math.min(value, 100 * share)),
    ceiling: 100 * share,
    spread: 0.18,
    typical: peak / 4,
  })
}

/** GiB of each broker's volume over time; option `grown=OLD_GIB@DAYS`. */
export function volumeSteps(row: TableRow, frame: Frame): readonly CapacityStep[] {
  const gib = numberCell(row, 'gib')
  const grown = datedOption(row, 'grown')
  if (!grown) return [{ fromHour: 0, amount: gib }]
  return [
    { fromHour: 0, amount: Number(grown.value) },
    { fromHour: hourAt(frame, grown.days, 11), amount: gib },
  ]
}

function disk(truth: ClusterTruth, broker: number): EstateSeries {
  const { row, frame, seed } = truth
  const now = numberCell(row, 'sto') * (0.97 + 0.06 * unit(seed, broker))
  const slope = (now * numberOption(row, 'grow', 15)) / 100 / 365
  const gib = numberCell(row, 'gib')
  const volumes = volumeSteps(row, frame)
  const evenDays = unevenDays(seed ^ 149)
  return metricOf(truth.life, {
    metric: kafka(truth, 'KafkaDataLogsDiskUsed', broker),
    unit: 'Percent',
    statistics: ['Maximum'],
    seed: seed ^ (broker * 137),
    hourly: (fromHour, count) =>
      stepValues(volumes, fromHour, count).map((then, i) => {
        const percent = now + slope * evenDays(daysFrom(frame, (fromHour + i) / 24))
        return Math.min(99.5, (Math.max(0.5, percent) * gib) / then)
      }),
    ceiling: 100,
    ripple: 0.004,
    flutter: 0.001,
    spread: 0.004,
    typical: now / 4,
  })
}

/** Producers write a quarter of what leaves a broker with its replicas: out + 2 x in = 4 x in at equal reads and writes. */
function traffic(
  truth: ClusterTruth,
  broker: number,
  name: 'BytesInPerSec' | 'BytesOutPerSec',
): EstateSeries {
  const { row, type, workload, seed } = truth
  const percent = cell(row, 'net') === '-' ? 20 : numberCell(row, 'net')
  const bytes = ((percent / 100) * type.networkBaselineGbps * 1e9) / 8
  const peak = bytes * (name === 'BytesInPerSec' ? 0.25 : 0.5)
  return metricOf(truth.life, {
    metric: kafka(truth, name, broker),
    unit: 'Bytes/Second',
    statistics: both,
    seed: seed ^ (broker * 139 + name.length),
    hourly: amountOf(demandOf(workload, { key: `${name}/${broker}`, peak, hourNoise: 0.05 })),
    spread: 0.3,
    typical: peak / 5,
  })
}

function partitionsOf({ row, seed }: ClusterTruth, broker: number): number {
  return Math.round(numberCell(row, 'part') * (0.985 + 0.03 * unit(seed ^ 51, broker)))
}

function constantSeries(
  truth: ClusterTruth,
  { metric, amount }: { readonly metric: EstateSeries['metric']; readonly amount: number },
): EstateSeries {
  return metricOf(truth.life, {
    metric,
    unit: 'Count',
    statistics: ['Maximum'],
    seed: truth.seed ^ 53,
    hourly: (_, count) => new Float64Array(count).fill(amount),
    ripple: 0,
    flutter: 0,
    spread: 0,
    typical: amount,
  })
}

function partitions(truth: ClusterTruth, broker: number): EstateSeries {
  const metric = kafka(truth, 'PartitionCount', broker)
  return constantSeries(truth, { metric, amount: partitionsOf(truth, broker) })
}

/** Reported by the controller while the other brokers say 0: the Average is one part of as many as there are brokers. */
function globalPartitions(truth: ClusterTruth): EstateSeries {
  const brokers = Array.from({ length: numberCell(truth.row, 'brokers') }, (_, i) => i + 1)
  const all = brokers.reduce((sum, broker) => sum + partitionsOf(truth, broker), 0)
  const series = constantSeries(truth, {
    metric: kafka(truth, 'GlobalPartitionCount'),
    amount: Math.round(all / 3),
  })
  return { ...series, factors: { Average: 1 / brokers.length, Minimum: 0 } }
}

function connections(truth: ClusterTruth, broker: number): EstateSeries {
  const peak = numberOption(truth.row, 'iam', 0)
  const demand = demandOf(truth.workload, {
    key: `connections/${broker}`,
    peak,
    follow: 0.4,
    hourNoise: 0.03,
  })
  return metricOf(truth.life, {
    metric: kafka(truth, 'ConnectionCount', broker),
    unit: 'Count',
    statistics: ['Maximum'],
    seed: truth.seed ^ (broker * 149),
    hourly: amountOf(demand),
    ripple: 0.04,
    flutter: 0.02,
    spread: 0.05,
    typical: peak / 4,
  })
}
