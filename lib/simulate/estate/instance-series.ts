import type { MetricId, Statistic } from '#lib/model/series.ts'
import type { InstanceTypeFact } from '../world.ts'
import { type CapacityStep, stepAt } from './capacity-steps.ts'
import { creditBalance, starvedDays } from './credits.ts'
import { type Frame, hourAt } from './frame.ts'
import { hexId, unit } from './hash.ts'
import { amountOf, type Life, metricOf, percentOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { cell, numberCell, type TableRow } from './table.ts'
import { demandOf, type Workload } from './workload.ts'

/** What the metrics of one instance follow from. */
export type InstanceTruth = {
  readonly row: TableRow
  readonly frame: Frame
  readonly workload: Workload
  readonly type: InstanceTypeFact
  readonly vcpu: readonly CapacityStep[]
  readonly seed: number
}

const both: readonly Statistic[] = ['Average', 'Maximum']

/** All CloudWatch metrics of one instance id. */
export function instanceSeries(
  setting: InstanceTruth,
  instanceId: string,
  life: Life,
): readonly EstateSeries[] {
  const dimensions = { InstanceId: instanceId }
  const ec2 = (name: string): MetricId => ({ namespace: 'AWS/EC2', name, dimensions })
  return [
    cpuSeries(setting, life, ec2('CPUUtilization')),
    ...memorySeries(setting, life, dimensions),
    ...trafficSeries(setting, life, ec2),
    ...creditSeries(setting, life, ec2('CPUCreditBalance')),
  ]
}

function cpuSeries(
  { row, frame, workload, type, vcpu, seed }: InstanceTruth,
  life: Life,
  metric: MetricId,
): EstateSeries {
  const percent = numberCell(row, 'cpu')
  const last = vcpu[vcpu.length - 1]?.amount ?? type.vcpu
  const demand = demandOf(workload, { key: 'cpu', peak: (percent / 100) * last })
  const free = percentOf(demand, vcpu)
  const starved = 'starved' in row.options
  const baseline = 100 * (type.baselineShare ?? 1)
  const since = hourAt(frame, -starvedDays)
  return metricOf(life, {
    metric,
    unit: 'Percent',
    statistics: both,
    seed: seed ^ 11,
    hourly: starved
      ? (fromHour, count) =>
          free(fromHour, count).map((v, i) => (fromHour + i < since ? v : Math.min(v, baseline)))
      : free,
    ceiling: 100,
    ripple: starved ? 0.004 : 0.14,
    spread: starved ? 0.02 : 0.3,
    typical: percent / 4,
  })
}

/** The agent publishes under the instance alone or with image and type: which one cannot be known beforehand. */
function memorySeries({ row, workload, type, seed }: InstanceTruth, life: Life, own: MetricId['dimensions']) {
  const text = cell(row, 'mem')
  if (text === '-') return []
  const long = !('from' in row.options) && unit(seed, 41) < 0.5
  const more = { ImageId: `ami-${hexId(seed ^ 4, 17)}`, InstanceType: type.name }
  const leak = workload.rhythm === 'leak' || 'leak' in row.options
  const demand = demandOf(workload, {
    key: 'memory',
    peak: numberCell(row, 'mem'),
    rhythm: leak ? 'leak' : undefined,
    follow: leak ? 1 : 0.18,
    hourNoise: 0.01,
    dayNoise: 0.02,
    trend: (days) => workload.trend(days) ** 0.4,
    events: false,
  })
  return [
    metricOf(life, {
      metric: {
        namespace: 'CWAgent',
        name: 'mem_used_percent',
        dimensions: long ? { ...own, ...more } : own,
      },
      unit: 'Percent',
      statistics: both,
      seed: seed ^ 12,
      hourly: (fromHour, count) => amountOf(demand)(fromHour, count).map((value) => Math.min(value, 98.5)),
      ceiling: 100,
      ripple: 0.02,
      flutter: 0.01,
      spread: 0.03,
      typical: 20,
    }),
  ]
}

function trafficSeries(
  { row, workload, type, seed }: InstanceTruth,
  life: Life,
  ec2: (name: string) => MetricId,
) {
  const network = ((numberCell(row, 'net') / 100) * type.networkBaselineGbps * 1e9 * 60) / 8
  const disk = ((numberCell(row, 'ebs') / 100) * type.ebsBaselineMbps * 1e6 * 60) / 8
  const amounts: readonly (readonly [string, number])[] = [
    ['NetworkIn', network * (0.35 + 0.3 * unit(seed, 51))],
    ['NetworkOut', network],
    ['EBSReadBytes', disk * 0.35],
    ['EBSWriteBytes', disk * 0.65],
  ]
  return amounts.map(([name, peak], i) =>
    metricOf(life, {
      metric: ec2(name),
      unit: 'Bytes',
      statistics: ['Sum'],
      seed: seed ^ (20 + i),
      hourly: amountOf(demandOf(workload, { key: name, peak, hourNoise: 0.09 })),
      ripple: 0.3,
      spread: 0,
      counter: true,
      typical: peak / 5,
    }),
  )
}

function creditSeries({ row, frame, type, vcpu, seed }: InstanceTruth, life: Life, metric: MetricId) {
  if (!type.burstable) return []
  const most = 24 * 60 * (type.baselineShare ?? 0) * stepAt(vcpu, hourAt(frame, 0))
  return [creditBalance({ life, metric, seed, most, starved: 'starved' in row.options, frame })]
}
