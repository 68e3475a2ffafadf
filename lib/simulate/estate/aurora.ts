import { hourMs } from '#lib/model/time.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { auroraConnections, localStorageGib } from '#lib/resources/aurora-limits.ts'
import { auroraClass, auroraUsagePrices } from '../facts/aurora-classes.ts'
import type { WorldChange, WorldDatabase } from '../world.ts'
import type { WorldDbCluster } from '../world-clusters.ts'
import { locationOf } from './accounts.ts'
import { type Frame, seedFor } from './frame.ts'
import { unit } from './hash.ts'
import {
  freeLocalStorage,
  type MemberTruth,
  memberConnections,
  memberSeries,
  replicaLag,
} from './member-series.ts'
import { ownerOf } from './owner.ts'
import {
  actorOf,
  createdMsOf,
  type EstateResource,
  hoursAlive,
  lifeOf,
  type ServiceCost,
  zoneOf,
} from './resource.ts'
import { scaledByOption } from './scalable-target.ts'
import type { EstateSeries } from './series.ts'
import { supportCost } from './support-cost.ts'
import { cell, numberCell, numberOption, type TableRow } from './table.ts'
import { ioRequests, type VolumeTruth, volumeGib, volumeSeries } from './volume-series.ts'
import { workloadOf } from './workload.ts'

const service = 'Amazon Relational Database Service'
const versions: Readonly<Record<string, readonly string[]>> = {
  postgres: ['16.6', '15.8'],
  mysql: ['8.0.mysql_aurora.3.08.0', '8.0.mysql_aurora.3.05.2'],
}

/** An Aurora cluster of provisioned instances. */
export function auroraOf(row: TableRow, frame: Frame): EstateResource {
  const klass = auroraClass(cell(row, 'class'))
  const volume = volumeOf(row, frame)
  const members = memberIdsOf(row)
  return {
    ...clusterOf({ row, frame, databaseClass: klass.name, resourceClass: 'aurora-cluster' }),
    series: [
      ...members.flatMap((memberId, i) => instanceSeries(row, { memberId, isWriter: i === 0, frame })),
      ...volumeSeries(volume),
    ],
    cost: (fromHour, hours) => {
      const alive = hoursAlive(createdMsOf(row, frame), fromHour, hours)
      const factor = isOptimized(row) ? auroraUsagePrices.optimizedOverStandard : 1
      const instances: ServiceCost = {
        service,
        usageType: `InstanceUsage${isOptimized(row) ? 'IOOptimized' : ''}:${klass.name}`,
        usd: alive * members.length * klass.hourlyUsd * factor,
      }
      const { engine, engineVersion } = worldCluster({
        row,
        frame,
        databaseClass: klass.name,
        resourceClass: 'aurora-cluster',
      })
      const vcpu = members.length * klass.vcpu
      return [
        instances,
        ...supportCost({ engine, engineVersion, vcpu, fromHour, hours: alive }),
        ...volumeCosts(row, { volume, fromHour, hours: alive }),
      ]
    },
  }
}

/** `name-1`, the writer, and so on. */
export function memberIdsOf(row: TableRow): readonly string[] {
  return Array.from({ length: numberCell(row, 'members') }, (_, i) => `${cell(row, 'name')}-${i + 1}`)
}

const isOptimized = (row: TableRow) => 'iopt' in row.options

/** The shared volume of a row's cluster. */
export function volumeOf(row: TableRow, frame: Frame): VolumeTruth {
  return {
    namespace: 'AWS/RDS',
    clusterId: cell(row, 'name'),
    seed: seedFor(frame, cell(row, 'name')),
    workload: workloadOf(row, frame, locationOf(cell(row, 'place')).offsetHours),
    life: lifeOf(row, frame),
    gib: numberCell(row, 'gib'),
    monthlyMillionIo: numberCell(row, 'io'),
    yearlyGrowth: numberOption(row, 'vgrow', 8) / 100,
  }
}

type Spent = { readonly volume: VolumeTruth; readonly fromHour: number; readonly hours: number }

/** Storage, and in the Standard mode I/O, of some hours. */
export function volumeCosts(row: TableRow, { volume, fromHour, hours }: Spent): readonly ServiceCost[] {
  const prices = auroraUsagePrices
  const gibMonths = (volumeGib(volume, fromHour) * hours) / hoursPerMonth
  if (isOptimized(row)) {
    const usd = gibMonths * prices.optimizedStorageGibMonthUsd
    return [{ service, usageType: 'Aurora:IO-OptimizedStorageUsage', usd }]
  }
  const requests = hours === 0 ? 0 : ioRequests(volume, fromHour, hours)
  return [
    { service, usageType: 'Aurora:StorageUsage', usd: gibMonths * prices.storageGibMonthUsd },
    { service, usageType: 'Aurora:StorageIOUsage', usd: (requests / 1e6) * prices.millionIoUsd },
  ]
}

type Member = { readonly memberId: string; readonly isWriter: boolean; readonly frame: Frame }

function instanceSeries(row: TableRow, { memberId, isWriter, frame }: Member): readonly EstateSeries[] {
  const klass = auroraClass(cell(row, 'class'))
  const load = isWriter ? 1 : numberOption(row, 'readers', 0.5)
  const truth: MemberTruth = {
    namespace: 'AWS/RDS',
    memberId,
    seed: seedFor(frame, memberId),
    workload: workloadOf(row, frame, locationOf(cell(row, 'place')).offsetHours),
    life: lifeOf(row, frame),
    vcpu: klass.vcpu,
    memoryGib: klass.memoryGib,
    burstable: klass.burstable,
    cpuPercent: load * numberCell(row, 'cpu'),
    memoryPercent: numberCell(row, 'mem'),
  }
  const most = auroraConnections(engineOf(row), klass.memoryGib) ?? 0
  const connections = (load * most * numberCell(row, 'conn')) / 100
  return [
    ...memberSeries(truth),
    memberConnections(truth, connections, most),
    freeLocalStorage(truth, localStorageGib(engineOf(row), klass.name) ?? 0),
    ...(isWriter ? [] : [replicaLag(truth)]),
  ]
}

const engineOf = (row: TableRow) => (cell(row, 'engine') === 'mysql' ? 'aurora-mysql' : 'aurora-postgresql')

type ClusterOptions = {
  readonly row: TableRow
  readonly frame: Frame
  readonly databaseClass: string
  readonly resourceClass: EstateResource['resourceClass']
  readonly scaling?: { readonly minAcu: number; readonly maxAcu: number }
  /** DocumentDB instead of Aurora. */
  readonly engine?: { readonly name: string; readonly version: string; readonly storageType: string }
}

/** What AWS lists of a cluster and its instances; series and cost are each class's own. */
export function clusterOf(options: ClusterOptions): Omit<EstateResource, 'series' | 'cost'> {
  const { row, frame, databaseClass, resourceClass } = options
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const cluster = worldCluster(options)
  return {
    resourceClass,
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    changes: cluster.memberIds.map(
      (id): WorldChange => ({
        atMs: createdMs,
        kind: 'database',
        id,
        shape: databaseClass,
        actor: actorOf(seedFor(frame, name)),
      }),
    ),
    databases: (nowMs) =>
      cluster.memberIds.map((id, i) => ({
        ...memberAt(cluster, { id, databaseClass, zone: zoneOf(location.region, seedFor(frame, name), i) }),
        tags: { ...owner.tagsAt(nowMs), Name: id },
      })),
    things: (nowMs) => ({
      'db-cluster': [{ ...cluster, tags: owner.tagsAt(nowMs) }],
      'scalable-target': scaledByOption(row.options.scale, {
        serviceNamespace: 'rds',
        resourceId: `cluster:${name}`,
        scalableDimension: 'rds:cluster:ReadReplicaCount',
        name,
        metric: 'RDSReaderAverageCPUUtilization',
      }),
    }),
  }
}

function worldCluster({ row, frame, scaling, engine }: ClusterOptions): WorldDbCluster {
  const name = cell(row, 'name')
  const seed = seedFor(frame, name)
  const { region } = locationOf(cell(row, 'place'))
  const members = memberIdsOf(row)
  const list = versions[row.cells.engine ?? ''] ?? []
  const weekday = ['sun', 'mon', 'tue', 'wed'][Math.floor(unit(seed, 62) * 4)] ?? 'sun'
  return {
    identifier: name,
    engine: engine?.name ?? engineOf(row),
    engineVersion:
      engine?.version ?? row.options.version ?? list[Math.floor(unit(seed, 61) * list.length)] ?? '',
    storageType: engine?.storageType ?? (isOptimized(row) ? 'aurora-iopt1' : 'aurora'),
    writerId: members[0] ?? name,
    memberIds: members,
    ...scaling,
    zones: members.map((_, i) => zoneOf(region, seed, i)),
    createdMs: Math.floor(createdMsOf(row, frame) / hourMs) * hourMs,
    maintenanceWindow: `${weekday}:04:00-${weekday}:04:30`,
    tags: {},
  }
}

type Placed = { readonly id: string; readonly databaseClass: string; readonly zone: string }

function memberAt(cluster: WorldDbCluster, { id, databaseClass, zone }: Placed): Omit<WorldDatabase, 'tags'> {
  const { engine, engineVersion, createdMs, maintenanceWindow, storageType } = cluster
  return {
    identifier: id,
    databaseClass,
    engine,
    engineVersion,
    multiAz: false,
    clusterId: cluster.identifier,
    // What AWS says of every instance whose storage is the cluster's.
    storageGib: 1,
    volumeType: storageType,
    iops: 0,
    throughputMibps: 0,
    zone,
    createdMs,
    maintenanceWindow,
  }
}
