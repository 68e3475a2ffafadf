import { type EpochMs, hourMs } from '#lib/model/time.ts'
import { instanceType } from '../facts/instance-types.ts'
import { storageHourlyUsd } from '../facts/storage-prices.ts'
import type { InstanceTypeFact, WorldChange, WorldInstance } from '../world.ts'
import { locationOf } from './accounts.ts'
import { burstBalances, dataVolumeCosts, dataVolumes } from './data-volume.ts'
import { type Frame, hourAt, msAt, seedFor } from './frame.ts'
import { hexId } from './hash.ts'
import { instanceSeries } from './instance-series.ts'
import { ownerOf } from './owner.ts'
import { actorOf, createdMsOf, type EstateResource, hoursAlive, lifeOf, zoneOf } from './resource.ts'
import { cell, datedOption, numberOption, type TableRow } from './table.ts'
import { workloadOf } from './workload.ts'

const diskGib = 100

/** One instance id and when it runs; a replacement ends one and begins the next. */
type Incarnation = { readonly instanceId: string; readonly launchMs: EpochMs; readonly endMs?: EpochMs }

/** The type in force over time: option `from=TYPE@DAYS` says what it was before. */
type Sizing = { readonly typeAt: (atMs: EpochMs) => InstanceTypeFact; readonly resizedMs?: EpochMs }

/**
 * An EC2 instance of the table. Options: `from=TYPE@DAYS` resized, `cpus=N` vCPU by CpuOptions, `replaced=DAYS` a new
 * instance under the same name, `leak` memory until Sunday's restart, `gp2=GIB` a second volume, `starved` of CPU credits.
 */
export function instanceOf(row: TableRow, frame: Frame): EstateResource {
  const location = locationOf(cell(row, 'place'))
  const type = instanceType(cell(row, 'type'))
  const seed = seedFor(frame, cell(row, 'name'))
  const sizing = sizingOf(row, frame, type)
  const amount = numberOption(row, 'cpus', type.vcpu)
  const first = { fromHour: 0, amount: sizing.resizedMs ? sizing.typeAt(0).vcpu : amount }
  const vcpu = sizing.resizedMs ? [first, { fromHour: sizing.resizedMs / hourMs, amount }] : [first]
  const truth = { row, frame, workload: workloadOf(row, frame, location.offsetHours), type, vcpu, seed }
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const incarnations = incarnationsOf(row, frame, createdMs)
  const life = lifeOf(row, frame)
  return {
    resourceClass: 'ec2-instance',
    name: cell(row, 'name'),
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: [
      ...incarnations.flatMap(({ instanceId, launchMs, endMs }) =>
        instanceSeries(truth, instanceId, { ...life, firstMs: launchMs, lastMs: endMs ?? life.lastMs }),
      ),
      ...burstBalances(truth, life),
    ],
    tagChanges: owner.tagChanges(
      'instance',
      incarnations.map(({ instanceId }) => instanceId),
    ),
    changes: incarnations.flatMap((incarnation) => changesOf(row, incarnation, sizing, actorOf(seed))),
    cost: (fromHour, hours) => {
      const alive = hoursAlive(createdMs, fromHour, hours)
      return [...costOf(sizing.typeAt(fromHour * hourMs), alive), ...dataVolumeCosts(row, alive)]
    },
    instances: (nowMs) =>
      incarnations
        .filter(({ launchMs, endMs }) => launchMs <= nowMs && (endMs === undefined || endMs > nowMs))
        .map((incarnation) => ({
          ...incarnationAt(row, { incarnation, type: sizing.typeAt(nowMs), seed }),
          ...(row.options.cpus && { vcpu: Number(row.options.cpus) }),
          zone: zoneOf(location.region, seed),
          tags: owner.tagsAt(nowMs),
        })),
  }
}

function sizingOf(row: TableRow, frame: Frame, type: InstanceTypeFact): Sizing {
  const from = datedOption(row, 'from')
  if (!from) return { typeAt: () => type }
  const previous = instanceType(from.value)
  const resizedMs = hourAt(frame, from.days, 5) * hourMs
  return { resizedMs, typeAt: (atMs) => (atMs < resizedMs ? previous : type) }
}

function incarnationsOf(row: TableRow, frame: Frame, createdMs: EpochMs): readonly Incarnation[] {
  const seed = seedFor(frame, cell(row, 'name'))
  const instanceId = `i-${hexId(seed, 17)}`
  if (row.options.replaced === undefined) return [{ instanceId, launchMs: createdMs }]
  const endMs = msAt(frame, numberOption(row, 'replaced', 0), 6)
  return [
    { instanceId: `i-${hexId(seed ^ 1, 17)}`, launchMs: createdMs, endMs },
    { instanceId, launchMs: endMs },
  ]
}

function changesOf(
  row: TableRow,
  incarnation: Incarnation,
  sizing: Sizing,
  actor: string,
): readonly WorldChange[] {
  const { instanceId, launchMs, endMs } = incarnation
  const { resizedMs, typeAt } = sizing
  const resized = resizedMs && resizedMs > launchMs && (!endMs || resizedMs < endMs) ? [resizedMs] : []
  return [launchMs, ...resized].map((atMs) => ({
    atMs,
    kind: 'instance',
    id: instanceId,
    shape: typeAt(atMs).name,
    ...(row.options.cpus && { vcpu: Number(row.options.cpus) }),
    actor,
  }))
}

type Running = { readonly incarnation: Incarnation; readonly type: InstanceTypeFact; readonly seed: number }

function incarnationAt(row: TableRow, running: Running): Omit<WorldInstance, 'zone' | 'tags'> {
  const { type, seed } = running
  const { instanceId, launchMs } = running.incarnation
  const volume = {
    volumeId: `vol-${hexId(seed ^ 3, 17)}`,
    volumeType: 'gp3',
    iops: 3000,
    throughputMibps: 125,
  }
  return {
    instanceId,
    instanceType: type.name,
    state: 'running',
    launchMs,
    volumes: [{ ...volume, gib: diskGib }, ...dataVolumes(row, seed)],
  }
}

function costOf(type: InstanceTypeFact, aliveHours: number) {
  return [
    {
      service: 'Amazon Elastic Compute Cloud - Compute',
      usageType: `BoxUsage:${type.name}`,
      usd: aliveHours * type.hourlyUsd,
    },
    { service: 'EC2 - Other', usd: aliveHours * diskGib * storageHourlyUsd('ec2', 'gp3') },
  ]
}
