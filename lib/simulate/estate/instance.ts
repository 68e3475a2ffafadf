import type { MetricId, Statistic } from '#lib/model/series.ts'
import { hourMs } from '#lib/model/time.ts'
import { instanceType } from '../facts/instance-types.ts'
import { storageHourlyUsd } from '../facts/storage-prices.ts'
import type { InstanceTypeFact, WorldChange, WorldInstance } from '../world.ts'
import { type Location, locationOf } from './accounts.ts'
import type { CapacityStep } from './capacity-steps.ts'
import { stepAt } from './capacity-steps.ts'
import { creditBalance, starvedDays } from './credits.ts'
import { type Frame, hourAt, msAt, seedFor } from './frame.ts'
import { hexId, unit } from './hash.ts'
import { amountOf, type Life, metricOf, percentOf } from './metric.ts'
import { ownerOf } from './owner.ts'
import { actorOf, createdMsOf, type EstateResource, hoursAlive, lifeOf, zoneOf } from './resource.ts'
import type { EstateSeries } from './series.ts'
import { cell, datedOption, numberCell, numberOption, type TableRow } from './table.ts'
import { demandOf, type Workload, workloadOf } from './workload.ts'

type Setting = {
  readonly row: TableRow
  readonly frame: Frame
  readonly location: Location
  readonly workload: Workload
  readonly type: InstanceTypeFact
  readonly vcpu: readonly CapacityStep[]
  readonly seed: number
}

/** An EC2 instance of the table: its life as one id, or as two where option `replaced` says so. */
export function instanceOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const type = instanceType(cell(row, 'type'))
  const seed = seedFor(frame, name)
  const vcpu = vcpuSteps(row, frame, type)
  const workload = workloadOf(row, frame, location.offsetHours)
  const setting = { row, frame, location, workload, type, vcpu, seed }
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const replaced =
    row.options.replaced === undefined ? undefined : msAt(frame, Number(row.options.replaced), 6)
  const life = lifeOf(row, frame)
  const before =
    replaced === undefined ? [] : seriesOf(setting, hexId(seed ^ 1, 17), { ...life, lastMs: replaced })
  const instanceId = `i-${hexId(seed, 17)}`
  const gib = numberOption(row, 'disk', 100)
  const launchMs = replaced ?? createdMs
  return {
    resourceClass: 'ec2-instance',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: [...before, ...seriesOf(setting, instanceId.slice(2), { ...life, firstMs: launchMs })],
    changes: changesOf(setting, instanceId, launchMs),
    cost: (fromHour, hours) =>
      costOf({ row, frame, type, gib, alive: hoursAlive(createdMs, fromHour, hours), fromHour }),
    instances: (nowMs) => [instanceAt({ ...setting, instanceId, launchMs, gib, tags: owner.tagsAt(nowMs) })],
  }
}

function vcpuSteps(row: TableRow, frame: Frame, type: InstanceTypeFact): readonly CapacityStep[] {
  const now = { fromHour: 0, amount: numberOption(row, 'cpus', type.vcpu) }
  const from = datedOption(row, 'from')
  if (!from) return [now]
  return [
    { fromHour: 0, amount: instanceType(from.value).vcpu },
    { ...now, fromHour: hourAt(frame, from.days, 5) },
  ]
}

function changesOf(
  { row, frame, type, seed }: Setting,
  id: string,
  launchMs: number,
): readonly WorldChange[] {
  const change = (atMs: number, shape: string): WorldChange => ({
    atMs,
    kind: 'instance',
    id,
    shape,
    actor: actorOf(seed),
    ...(row.options.cpus && { vcpu: Number(row.options.cpus) }),
  })
  const from = datedOption(row, 'from')
  if (!from) return [change(launchMs, type.name)]
  return [change(launchMs, from.value), change(hourAt(frame, from.days, 5) * hourMs, type.name)]
}

type InstanceAt = Setting & Pick<WorldInstance, 'instanceId' | 'launchMs' | 'tags'> & { readonly gib: number }

function instanceAt({
  row,
  location,
  type,
  seed,
  instanceId,
  launchMs,
  gib,
  tags,
}: InstanceAt): WorldInstance {
  return {
    instanceId,
    instanceType: type.name,
    ...(row.options.cpus && { vcpu: Number(row.options.cpus) }),
    state: 'stopped' in row.options ? 'stopped' : 'running',
    zone: zoneOf(location.region, seed),
    launchMs,
    tags,
    volumes: [
      { volumeId: `vol-${hexId(seed ^ 3, 17)}`, gib, volumeType: 'gp3', iops: 3000, throughputMibps: 125 },
    ],
  }
}

type CostArguments = {
  readonly row: TableRow
  readonly frame: Frame
  readonly type: InstanceTypeFact
  readonly gib: number
  readonly alive: number
  readonly fromHour: number
}

function costOf({ row, frame, type, gib, alive, fromHour }: CostArguments) {
  const from = datedOption(row, 'from')
  const before = from && fromHour < hourAt(frame, from.days, 5) ? instanceType(from.value) : type
  const running = 'stopped' in row.options ? 0 : alive
  return [
    { service: 'Amazon Elastic Compute Cloud - Compute', usd: running * before.hourlyUsd },
    { service: 'EC2 - Other', usd: alive * gib * storageHourlyUsd('ec2', 'gp3') },
  ]
}

const both: readonly Statistic[] = ['Average', 'Maximum']

function seriesOf(setting: Setting, hex: string, life: Life): readonly EstateSeries[] {
  const dimensions = { InstanceId: `i-${hex}` }
  const ec2 = (name: string): MetricId => ({ namespace: 'AWS/EC2', name, dimensions })
  return [
    cpuSeries(setting, life, ec2('CPUUtilization')),
    ...memorySeries(setting, life, dimensions),
    ...trafficSeries(setting, life, ec2),
    ...creditSeries(setting, life, ec2('CPUCreditBalance')),
  ]
}

function cpuSeries(
  { row, frame, workload, type, vcpu, seed }: Setting,
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
function memorySeries({ row, workload, type, seed }: Setting, life: Life, own: MetricId['dimensions']) {
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

function trafficSeries({ row, workload, type, seed }: Setting, life: Life, ec2: (name: string) => MetricId) {
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

function creditSeries({ row, frame, type, vcpu, seed }: Setting, life: Life, metric: MetricId) {
  if (!type.burstable) return []
  const most = 24 * 60 * (type.baselineShare ?? 0) * stepAt(vcpu, hourAt(frame, 0))
  return [creditBalance({ life, metric, seed, most, starved: 'starved' in row.options, frame })]
}
