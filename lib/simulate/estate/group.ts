import type { MetricId, Statistic } from '#lib/model/series.ts'
import { type EpochMs, hourMs, minuteMs } from '#lib/model/time.ts'
import { instanceType } from '../facts/instance-types.ts'
import { storageHourlyUsd } from '../facts/storage-prices.ts'
import type { InstanceTypeFact, WorldChange } from '../world.ts'
import { locationOf } from './accounts.ts'
import { type Demand, hourlyDemand } from './demand.ts'
import type { WorldGroupPolicy } from './ecs-things.ts'
import { type Frame, msAt, seedFor } from './frame.ts'
import { groupMembers } from './group-members.ts'
import { amountOf, type Life, metricOf } from './metric.ts'
import { ownerOf } from './owner.ts'
import { actorOf, createdMsOf, type EstateResource, hoursAlive, lifeOf } from './resource.ts'
import type { EstateSeries } from './series.ts'
import { cell, datedOption, numberCell, type TableRow } from './table.ts'
import { demandOf, workloadOf } from './workload.ts'

const both: readonly Statistic[] = ['Average', 'Maximum']
const memberDiskGib = 30

/** When one of the three zones of option `zoneloss` was lost, for 20 minutes. */
export const zoneLoss = { days: -9, hour: 14, minute: 20, minutes: 20, left: 2 / 3 }

/** Members and CPU of a group over time. */
type Fleet = {
  readonly type: InstanceTypeFact
  readonly members: (fromHour: number, count: number) => Float64Array
  readonly cpuPercent: (fromHour: number, count: number) => Float64Array
}

/**
 * A group whose demand is `now` members at `cpu` percent at the busiest hour. With equal `min` and `max` it stays
 * as it is; with option `fixed` too; else target tracking keeps as many members as hold the CPU at `cpu` percent.
 */
function fleetOf(row: TableRow, demand: Demand, type: InstanceTypeFact): Fleet {
  const [min, max, now] = [numberCell(row, 'min'), numberCell(row, 'max'), numberCell(row, 'now')]
  const perMember = (type.vcpu * numberCell(row, 'cpu')) / 100
  const planned: Demand = { ...demand, hourNoise: 0, dayNoise: 0 }
  const steady = min === max || 'fixed' in row.options
  const members = (fromHour: number, count: number) =>
    steady
      ? new Float64Array(count).fill(now)
      : hourlyDemand(planned, fromHour, count).map((need) =>
          Math.min(max, Math.max(min, Math.ceil(need / perMember - 1e-6))),
        )
  return {
    type,
    members,
    cpuPercent: (fromHour, count) => {
      const fleet = members(fromHour, count)
      return hourlyDemand(demand, fromHour, count).map((need, i) =>
        Math.min(100, (100 * need) / ((fleet[i] as number) * type.vcpu)),
      )
    },
  }
}

/**
 * An Auto Scaling group of the table with its current members. Option `mixed=m7a.large,m6a.large`: types of one size in
 * turn, paid as `type` is.
 */
export function groupOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const type = instanceType(cell(row, 'type'))
  const seed = seedFor(frame, name)
  const workload = workloadOf(row, frame, location.offsetHours)
  const peak = (numberCell(row, 'now') * type.vcpu * numberCell(row, 'cpu')) / 100
  const steady = cell(row, 'min') === cell(row, 'max') || 'fixed' in row.options
  const calm = steady ? {} : { hourNoise: 0.03, dayNoise: 0.015 }
  const fleet = fleetOf(row, demandOf(workload, { key: 'cpu', peak, ...calm }), type)
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const zones = 'abc'
    .slice(0, Number(row.options.zones ?? 3))
    .split('')
    .map((letter) => location.region + letter)
  const mixed = row.options.mixed?.split(',')
  const list = groupMembers({ name, seed, minSize: numberCell(row, 'min'), type, mixed, zones, createdMs })
  const countAt = (nowMs: EpochMs) => fleet.members(Math.floor(nowMs / hourMs), 1)[0] as number
  return {
    resourceClass: 'asg',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: groupSeries({ row, frame, seed, fleet, workload, life: lifeOf(row, frame) }),
    changes: changesOf(row, frame, createdMs),
    tagChanges: owner.tagChanges('group', [name]),
    cost: (fromHour, hours) => costOf(fleet, fromHour, hoursAlive(createdMs, fromHour, hours)),
    instances: (nowMs) => list(nowMs, countAt(nowMs), owner.tagsAt(nowMs)),
    things: () => (cell(row, 'min') === cell(row, 'max') ? {} : { 'group-policy': [policyOf(row)] }),
    group: (nowMs) => ({
      name,
      instanceType: type.name,
      ...(mixed && { overrides: [...new Set(mixed)].map((instanceType) => ({ instanceType })) }),
      minSize: numberCell(row, 'min'),
      maxSize: maximumAt(row, frame, nowMs),
      desired: countAt(nowMs),
      zones,
      instanceIds: list(nowMs, countAt(nowMs), {}).map((instance) => instance.instanceId),
      createdMs,
      tags: owner.tagsAt(nowMs),
    }),
  }
}

/** Target tracking at the percentage of the table; of a group that is `fixed` somebody sets the count by hand. */
function policyOf(row: TableRow): WorldGroupPolicy {
  return {
    groupName: cell(row, 'name'),
    name: `${cell(row, 'name')}-cpu`,
    metric: 'ASGAverageCPUUtilization',
    targetValue: numberCell(row, 'cpu'),
  }
}

function maximumAt(row: TableRow, frame: Frame, nowMs: EpochMs): number {
  const before = datedOption(row, 'max0')
  return before && nowMs < msAt(frame, before.days, 9) ? Number(before.value) : numberCell(row, 'max')
}

function changesOf(row: TableRow, frame: Frame, createdMs: EpochMs): readonly WorldChange[] {
  const change = (atMs: number): WorldChange => ({
    atMs,
    kind: 'group',
    id: cell(row, 'name'),
    shape: cell(row, 'type'),
    count: maximumAt(row, frame, atMs),
    actor: actorOf(seedFor(frame, cell(row, 'name'))),
  })
  const before = datedOption(row, 'max0')
  return before ? [change(createdMs), change(msAt(frame, before.days, 9))] : [change(createdMs)]
}

function costOf({ type, members }: Fleet, fromHour: number, alive: number) {
  const memberHours = members(fromHour, alive).reduce((sum, count) => sum + count, 0)
  return [
    {
      service: 'Amazon Elastic Compute Cloud - Compute',
      usageType: `BoxUsage:${type.name}`,
      usd: memberHours * type.hourlyUsd,
    },
    { service: 'EC2 - Other', usd: memberHours * memberDiskGib * storageHourlyUsd('ec2', 'gp3') },
  ]
}

type GroupSeries = {
  readonly row: TableRow
  readonly frame: Frame
  readonly seed: number
  readonly fleet: Fleet
  readonly workload: ReturnType<typeof workloadOf>
  readonly life: Life
}

function groupSeries({ row, frame, seed, fleet, workload, life }: GroupSeries): readonly EstateSeries[] {
  const dimensions = { AutoScalingGroupName: cell(row, 'name') }
  const id = (namespace: string, name: string): MetricId => ({ namespace, name, dimensions })
  const lostMs = msAt(frame, zoneLoss.days, zoneLoss.hour) + zoneLoss.minute * minuteMs
  const dip = (factor: number) =>
    'zoneloss' in row.options ? [{ fromMs: lostMs, toMs: lostMs + zoneLoss.minutes * minuteMs, factor }] : []
  const cpu = metricOf(
    { ...life, dips: dip(1 / zoneLoss.left) },
    {
      metric: id('AWS/EC2', 'CPUUtilization'),
      unit: 'Percent',
      statistics: both,
      seed: seed ^ 11,
      hourly: fleet.cpuPercent,
      ceiling: 100,
      ripple: 0.08,
      spread: 0.45,
      typical: numberCell(row, 'cpu') / 3,
      samples: fleet.members,
    },
  )
  const members = metricOf(
    { ...life, dips: dip(zoneLoss.left) },
    {
      metric: id('AWS/AutoScaling', 'GroupInServiceInstances'),
      unit: 'None',
      statistics: both,
      seed: seed ^ 12,
      hourly: fleet.members,
      ripple: 0,
      flutter: 0,
      spread: 0,
      typical: 1,
    },
  )
  return [cpu, members, ...memorySeries({ row, seed, workload, life }, id('CWAgent', 'mem_used_percent'))]
}

function memorySeries(
  { row, seed, workload, life }: Pick<GroupSeries, 'row' | 'seed' | 'workload' | 'life'>,
  metric: MetricId,
): readonly EstateSeries[] {
  if (cell(row, 'mem') === '-') return []
  const peak = numberCell(row, 'mem')
  const hourly = amountOf(
    demandOf(workload, {
      key: 'memory',
      peak,
      follow: 0.12,
      hourNoise: 0.01,
      dayNoise: 0.01,
      trend: () => 1,
      events: false,
    }),
  )
  return [
    metricOf(life, {
      metric,
      unit: 'Percent',
      statistics: both,
      seed: seed ^ 13,
      hourly: (fromHour, count) => hourly(fromHour, count).map((value) => Math.min(98, value)),
      ceiling: 100,
      ripple: 0.02,
      flutter: 0.01,
      spread: 0.08,
      typical: peak / 3,
    }),
  ]
}
