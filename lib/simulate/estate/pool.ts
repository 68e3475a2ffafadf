import type { MetricId } from '#lib/model/series.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { instanceType } from '../facts/instance-types.ts'
import { storageHourlyUsd } from '../facts/storage-prices.ts'
import type { InstanceTypeFact, WorldInstance } from '../world.ts'
import { locationOf } from './accounts.ts'
import { type Demand, hourlyDemand } from './demand.ts'
import { type Frame, seedFor } from './frame.ts'
import { hexId, noise, unit } from './hash.ts'
import { type Life, metricOf } from './metric.ts'
import { ownerOf } from './owner.ts'
import { actorOf, createdMsOf, type EstateResource, hoursAlive, lifeOf, zoneOf } from './resource.ts'
import type { EstateSeries } from './series.ts'
import { cell, numberCell, type TableRow } from './table.ts'
import { demandOf, workloadOf } from './workload.ts'

const architectures: Readonly<Record<string, string>> = {
  'NVIDIA H100': 'Hopper',
  'NVIDIA A100': 'Ampere',
  'NVIDIA A10G': 'Ampere',
  'NVIDIA L4': 'Ada Lovelace',
  'NVIDIA L40S': 'Ada Lovelace',
}
/** Memory that an unused GPU shows, in MiB; a held one shows far more than 512. */
const idleMib = 4
const diskGib = 500

/** A pool of GPU instances that carry the tag `headroom:gpu-pool`; its GPUs are held and given back by the hour. */
export function poolOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const type = instanceType(cell(row, 'type'))
  const seed = seedFor(frame, name)
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const members = numberCell(row, 'members')
  const gpus = members * type.gpuCount
  const workload = workloadOf(row, frame, location.offsetHours)
  const peak = (numberCell(row, 'held') / 100) * gpus
  const held = demandOf(workload, { key: 'gpu', peak, hourNoise: 0.012, dayNoise: 0.006, follow: 0.35 })
  const ids = Array.from({ length: members }, (_, i) => `i-${hexId(seed ^ (i + 1), 17)}`)
  const pool = { row, type, seed, gpus, held, life: lifeOf(row, frame) }
  return {
    resourceClass: 'gpu-pool',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: ids.flatMap((id, i) => memberSeries(pool, id, i)),
    changes: ids.map((id) => ({
      atMs: createdMs,
      kind: 'instance',
      id,
      shape: type.name,
      actor: actorOf(seed),
    })),
    cost: (fromHour, hours) => costOf(type, members * hoursAlive(createdMs, fromHour, hours)),
    instances: (nowMs) =>
      ids.map((id, i) => member({ id, i, type, name, createdMs, location, seed, tags: owner.tagsAt(nowMs) })),
  }
}

type Member = {
  readonly id: string
  readonly i: number
  readonly type: InstanceTypeFact
  readonly name: string
  readonly createdMs: EpochMs
  readonly location: { readonly region: string }
  readonly seed: number
  readonly tags: WorldInstance['tags']
}

function member({ id, i, type, name, createdMs, location, seed, tags }: Member): WorldInstance {
  return {
    instanceId: id,
    instanceType: type.name,
    state: 'running',
    zone: zoneOf(location.region, seed),
    launchMs: createdMs,
    tags: { ...tags, Name: `${name}-${i + 1}`, 'headroom:gpu-pool': name },
    volumes: [
      {
        volumeId: `vol-${hexId(seed ^ (500 + i), 17)}`,
        gib: diskGib,
        volumeType: 'gp3',
        iops: 12_000,
        throughputMibps: 500,
      },
    ],
  }
}

function costOf(type: InstanceTypeFact, memberHours: number) {
  return [
    {
      service: 'Amazon Elastic Compute Cloud - Compute',
      usageType: `BoxUsage:${type.name}`,
      usd: memberHours * type.hourlyUsd,
    },
    { service: 'EC2 - Other', usd: memberHours * diskGib * storageHourlyUsd('ec2', 'gp3') },
  ]
}

type Pool = {
  readonly row: TableRow
  readonly type: InstanceTypeFact
  readonly seed: number
  readonly gpus: number
  readonly held: Demand
  readonly life: Life
}

function memberSeries(pool: Pool, instanceId: string, member: number): readonly EstateSeries[] {
  const { type } = pool
  const arch = architectures[type.gpuModel ?? ''] ?? 'Ada Lovelace'
  return Array.from({ length: type.gpuCount }, (_, index) => {
    const dimensions = { InstanceId: instanceId, index: String(index), name: type.gpuModel ?? '', arch }
    return gpuSeries(pool, member * type.gpuCount + index, (name) => ({
      namespace: 'CWAgent',
      name,
      dimensions,
    }))
  }).flat()
}

/** Is this GPU held? GPUs are given out in an order that turns by one place every day. */
function heldBy({ held, gpus }: Pool, gpu: number) {
  return (fromHour: number, count: number): Float64Array =>
    hourlyDemand(held, fromHour, count).map((wanted, i) => {
      const turn = Math.floor((fromHour + i) / 24)
      return (gpu + turn) % gpus < Math.min(gpus, Math.round(wanted)) ? 1 : 0
    })
}

function gpuSeries(pool: Pool, gpu: number, id: (name: string) => MetricId): readonly EstateSeries[] {
  const { row, type, seed, life } = pool
  const busy = numberCell(row, 'busy')
  const memory = numberCell(row, 'mem')
  const own = seed ^ ((gpu + 1) * 7919)
  const isHeld = heldBy(pool, gpu)
  const memoryMib = ((type.gpuMemoryGb ?? 0) * 1e9) / 2 ** 20
  const heldMib = memoryMib * (memory / 100) * (0.92 + 0.08 * unit(own, 1))
  const utilization = metricOf(life, {
    metric: id('nvidia_smi_utilization_gpu'),
    unit: 'Percent',
    statistics: ['Average'],
    seed: own ^ 1,
    hourly: (fromHour, count) =>
      isHeld(fromHour, count).map((on, i) => on * Math.min(99, busy * (1 + 0.15 * noise(own, fromHour + i)))),
    ceiling: 100,
    ripple: 0.2,
    spread: 0.1,
    typical: busy,
  })
  const used = metricOf(life, {
    metric: id('nvidia_smi_memory_used'),
    unit: 'Megabytes',
    statistics: ['Maximum'],
    seed: own ^ 2,
    hourly: (fromHour, count) => isHeld(fromHour, count).map((on) => (on ? heldMib : idleMib)),
    ceiling: memoryMib,
    ripple: 0.002,
    flutter: 0.001,
    spread: 0.004,
    typical: 100 * idleMib,
  })
  return [utilization, used]
}
