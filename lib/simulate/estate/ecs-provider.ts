import type { MetricId, Statistic } from '#lib/model/series.ts'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import { instanceType } from '../facts/instance-types.ts'
import { storageHourlyUsd } from '../facts/storage-prices.ts'
import type { InstanceTypeFact, WorldInstance } from '../world.ts'
import { locationOf } from './accounts.ts'
import { taskFleet } from './ecs-service.ts'
import type { WorldContainerInstance, WorldEcsProvider, WorldGroupPolicy } from './ecs-things.ts'
import { type Frame, seedFor } from './frame.ts'
import { groupMembers } from './group-members.ts'
import { ecsServiceRows } from './inventory/ecs.ts'
import { type Life, metricOf } from './metric.ts'
import { ownerOf } from './owner.ts'
import { actorOf, createdMsOf, type EstateResource, hoursAlive, lifeOf } from './resource.ts'
import type { EstateSeries } from './series.ts'
import { cell, numberCell, numberOption, type TableRow } from './table.ts'

type Hourly = (fromHour: number, count: number) => Float64Array

const memberDiskGib = 30
/** Share of an instance's memory that the agent registers: the system keeps the rest. */
const registeredShare = 0.96
const both: readonly Statistic[] = ['Average', 'Maximum']

/** What the services on one provider reserve, and the members that managed scaling keeps for it, by the hour. */
type Reserved = { readonly vcpu: Hourly; readonly gib: Hourly; readonly members: Hourly }

/** A capacity provider of the table with its Auto Scaling group. */
export function ecsProviderOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const type = instanceType(cell(row, 'type'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const reserved = reservedOn(row, frame, type)
  const seed = seedFor(frame, name)
  const zones = ['a', 'b', 'c'].map((letter) => location.region + letter)
  const [minSize, maxSize] = [numberCell(row, 'min'), numberCell(row, 'max')]
  const groupName = groupNameOf(row)
  const list = groupMembers({ name: groupName, seed, minSize, type, zones, createdMs })
  const hourOf = (nowMs: number) => Math.floor(nowMs / hourMs)
  const countAt = (nowMs: number) => reserved.members(hourOf(nowMs), 1)[0] as number
  const membersAt = (nowMs: number) => list(nowMs, countAt(nowMs), owner.tagsAt(nowMs))
  return {
    resourceClass: 'ecs-capacity-provider',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: providerSeries({ row, seed, reserved, type, life: lifeOf(row, frame) }),
    changes: [
      {
        atMs: createdMs,
        kind: 'group',
        id: groupName,
        shape: type.name,
        count: maxSize,
        actor: actorOf(seed),
      },
    ],
    cost: (fromHour, hours) =>
      costOf(type, reserved, { fromHour, alive: hoursAlive(createdMs, fromHour, hours) }),
    instances: membersAt,
    group: (nowMs) => ({
      name: groupName,
      instanceType: type.name,
      minSize,
      maxSize,
      desired: countAt(nowMs),
      zones,
      instanceIds: membersAt(nowMs).map(({ instanceId }) => instanceId),
      createdMs,
      tags: { ...owner.tagsAt(nowMs), AmazonECSManaged: 'true' },
    }),
    things: (nowMs) => ({
      'ecs-provider': [providerThing(row, owner.tagsAt(nowMs))],
      'ecs-container-instance': containerInstances({ row, type, reserved, members: membersAt(nowMs), nowMs }),
      'group-policy': policiesOf(row),
    }),
  }
}

const groupNameOf = (row: TableRow) => `ecs-${cell(row, 'cluster')}-asg`

function reservedOn(row: TableRow, frame: Frame, type: InstanceTypeFact): Reserved {
  const services = ecsServiceRows
    .filter((service) => cell(service, 'launch') === cell(row, 'name'))
    .map((service) => ({ service, tasks: taskFleet(service, frame).tasks }))
  const total =
    (column: string): Hourly =>
    (fromHour, count) => {
      const sum = new Float64Array(count)
      for (const { service, tasks } of services) {
        const each = numberCell(service, column)
        tasks(fromHour, count).forEach((running, i) => {
          sum[i] = (sum[i] as number) + running * each
        })
      }
      return sum
    }
  const [vcpu, gib] = [total('vcpu'), total('gib')]
  const share = numberCell(row, 'target') / 100
  const [min, max] = [numberCell(row, 'min'), numberCell(row, 'max')]
  return {
    vcpu,
    gib,
    members: (fromHour, count) => {
      const memory = gib(fromHour, count)
      return vcpu(fromHour, count).map((units, i) => {
        const full = Math.max(units / type.vcpu, (memory[i] as number) / (type.memoryGib * registeredShare))
        // Managed scaling counts whole instances that tasks need.
        const needed = Math.ceil(full - 1e-6)
        return Math.min(max, Math.max(min, Math.ceil(needed / share - 1e-6)))
      })
    },
  }
}

function costOf(
  type: InstanceTypeFact,
  { members }: Reserved,
  { fromHour, alive }: { readonly fromHour: number; readonly alive: number },
) {
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

function providerThing(row: TableRow, tags: WorldEcsProvider['tags']): WorldEcsProvider {
  return {
    name: cell(row, 'name'),
    cluster: cell(row, 'cluster'),
    groupName: groupNameOf(row),
    managedScaling: true,
    targetCapacity: numberCell(row, 'target'),
    warmupSeconds: 300,
    tags,
  }
}

/** Managed scaling's own policy, and the one that somebody put beside it. */
function policiesOf(row: TableRow): readonly WorldGroupPolicy[] {
  const groupName = groupNameOf(row)
  const managed: WorldGroupPolicy = {
    groupName,
    name: `ECSManagedAutoScalingPolicy-${cell(row, 'name')}`,
    metric: 'CapacityProviderReservation',
    namespace: 'AWS/ECS/ManagedScaling',
    targetValue: numberCell(row, 'target'),
  }
  if (!('cpupolicy' in row.options)) return [managed]
  const targetValue = numberOption(row, 'cpupolicy', 50)
  return [managed, { groupName, name: 'cpu-fifty', metric: 'ASGAverageCPUUtilization', targetValue }]
}

type Running = {
  readonly row: TableRow
  readonly type: InstanceTypeFact
  readonly reserved: Reserved
  readonly members: readonly WorldInstance[]
  readonly nowMs: number
}

/** Reservations spread evenly. */
function containerInstances(running: Running): readonly WorldContainerInstance[] {
  const { row, type, reserved, members, nowMs } = running
  const hour = Math.floor(nowMs / hourMs)
  const each = (amount: Hourly) => (amount(hour, 1)[0] as number) / Math.max(1, members.length)
  const registeredCpu = type.vcpu * 1024
  const registeredMib = Math.round(type.memoryGib * 1024 * registeredShare)
  return members.map(({ instanceId, launchMs }) => ({
    cluster: cell(row, 'cluster'),
    provider: cell(row, 'name'),
    instanceId,
    registeredCpu,
    registeredMib,
    remainingCpu: Math.round(registeredCpu - each(reserved.vcpu) * 1024),
    remainingMib: Math.round(registeredMib - each(reserved.gib) * 1024),
    registeredMs: launchMs,
  }))
}

type SeriesOptions = {
  readonly row: TableRow
  readonly seed: number
  readonly reserved: Reserved
  readonly type: InstanceTypeFact
  readonly life: Life
}

function providerSeries({ row, seed, reserved, type, life }: SeriesOptions): readonly EstateSeries[] {
  const ofCluster = (name: string): MetricId => {
    return { namespace: 'AWS/ECS', name, dimensions: { ClusterName: cell(row, 'cluster') } }
  }
  const percent =
    (amount: Hourly, perMember: number): Hourly =>
    (fromHour, count) => {
      const members = reserved.members(fromHour, count)
      return amount(fromHour, count).map((value, i) => (100 * value) / ((members[i] as number) * perMember))
    }
  const steady = { statistics: both, ripple: 0, flutter: 0, spread: 0 }
  const minutes = { ...life, nativePeriodMs: minuteMs }
  const reservation = (name: string, hourly: Hourly, own: number) =>
    metricOf(minutes, {
      ...steady,
      metric: ofCluster(name),
      unit: 'Percent',
      seed: own,
      hourly,
      typical: 10,
    })
  return [
    reservation('CPUReservation', percent(reserved.vcpu, type.vcpu), seed ^ 11),
    reservation('MemoryReservation', percent(reserved.gib, type.memoryGib * registeredShare), seed ^ 12),
    metricOf(minutes, {
      ...steady,
      metric: {
        namespace: 'AWS/AutoScaling',
        name: 'GroupInServiceInstances',
        dimensions: { AutoScalingGroupName: groupNameOf(row) },
      },
      unit: 'None',
      seed: seed ^ 13,
      hourly: reserved.members,
      typical: 1,
    }),
  ]
}
