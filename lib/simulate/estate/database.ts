import { hourMs } from '#lib/model/time.ts'
import { databaseClass } from '../facts/database-classes.ts'
import { storageHourlyUsd } from '../facts/storage-prices.ts'
import type { DatabaseClassFact, WorldChange, WorldDatabase } from '../world.ts'
import { type Location, locationOf } from './accounts.ts'
import { type CapacityStep, stepAt } from './capacity-steps.ts'
import { includedPerformance } from './database-limits.ts'
import { databaseSeries } from './database-series.ts'
import { type Frame, hourAt, seedFor } from './frame.ts'
import { unit } from './hash.ts'
import { ownerOf } from './owner.ts'
import { actorOf, createdMsOf, type EstateResource, hoursAlive, lifeOf, zoneOf } from './resource.ts'
import { allocatedSteps, storageOf } from './storage.ts'
import { supportCost } from './support-cost.ts'
import { cell, datedOption, numberOption, type TableRow } from './table.ts'
import { workloadOf } from './workload.ts'

const versions: Readonly<Record<string, readonly string[]>> = {
  postgres: ['16.6', '15.10', '17.4', '14.15'],
  mysql: ['8.4.5', '8.4.4'],
  mariadb: ['10.11.10', '11.4.5'],
}

type Built = {
  readonly row: TableRow
  readonly frame: Frame
  readonly location: Location
  readonly klass: DatabaseClassFact
  readonly allocated: readonly CapacityStep[]
  readonly seed: number
  readonly createdMs: number
}

/** A database instance of the table. */
export function databaseOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const klass = databaseClass(cell(row, 'class'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const seed = seedFor(frame, name)
  const storage = storageOf(row, frame)
  const allocated = allocatedSteps(storage, frame)
  const createdMs = createdMsOf(row, frame)
  const built = { row, frame, location, klass, allocated, seed, createdMs }
  const previous = datedOption(row, 'from')
  const vcpu = stepsOf(built, (fact) => fact.vcpu)
  return {
    resourceClass: 'rds-instance',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: databaseSeries({
      row,
      frame,
      klass,
      seed,
      storage,
      allocated,
      vcpu,
      memoryGib: stepsOf(built, (fact) => fact.memoryGib),
      workload: workloadOf(row, frame, location.offsetHours),
      life: lifeOf(row, frame),
    }),
    changes: changesOf(built, previous),
    tagChanges: owner.tagChanges('database', [name]),
    cost: (fromHour, hours) => costOf(built, fromHour, hours),
    database: (nowMs) => ({ ...databaseAt(built, Math.floor(nowMs / hourMs)), tags: owner.tagsAt(nowMs) }),
  }
}

function stepsOf(
  { row, frame, klass }: Built,
  of: (fact: DatabaseClassFact) => number,
): readonly CapacityStep[] {
  const previous = datedOption(row, 'from')
  if (!previous) return [{ fromHour: 0, amount: of(klass) }]
  return [
    { fromHour: 0, amount: of(databaseClass(previous.value)) },
    { fromHour: hourAt(frame, previous.days, 5), amount: of(klass) },
  ]
}

function changesOf(built: Built, previous?: { value: string; days: number }): readonly WorldChange[] {
  const { row, frame, klass, allocated, seed, createdMs } = built
  const name = cell(row, 'name')
  const resizeHour = previous ? hourAt(frame, previous.days, 5) : 0
  const shapeAt = (hour: number) => (previous && hour < resizeHour ? previous.value : klass.name)
  const createdHour = createdMs / hourMs
  const hours = new Set([createdHour, ...(previous ? [resizeHour] : [])])
  for (const step of allocated) if (step.fromHour > createdHour) hours.add(step.fromHour)
  return [...hours]
    .sort((a, b) => a - b)
    .map((hour) => ({
      atMs: hour * hourMs,
      kind: 'database',
      id: name,
      shape: shapeAt(hour),
      storageGib: stepAt(allocated, hour),
      actor: hour === createdHour || hour === resizeHour ? actorOf(seed) : 'rds.amazonaws.com',
    }))
}

function databaseAt(built: Built, hour: number): Omit<WorldDatabase, 'tags'> {
  const { row, location, klass, allocated, seed, createdMs } = built
  const engine = cell(row, 'engine')
  const storageGib = stepAt(allocated, hour)
  const volumeType = row.options.vol ?? 'gp3'
  const previous = datedOption(row, 'from')
  const shape = previous && hour < hourAt(built.frame, previous.days, 5) ? previous.value : klass.name
  const included = includedPerformance(engine, storageGib)
  const weekday = ['sun', 'mon', 'tue', 'wed'][Math.floor(unit(seed, 62) * 4)] ?? 'sun'
  return {
    identifier: cell(row, 'name'),
    databaseClass: shape,
    engine,
    engineVersion: versionOf(row, seed),
    ...(row.options.license && { licenseModel: row.options.license }),
    multiAz: cell(row, 'az') === '2',
    storageGib,
    ...(row.options.max && { storageGibMax: Number(row.options.max) }),
    volumeType,
    iops: Number(row.options.provisioned ?? included.iops),
    throughputMibps: included.throughputMibps,
    ...(row.options.of && { replicaOf: row.options.of }),
    zone: zoneOf(location.region, seed),
    createdMs,
    maintenanceWindow: `${weekday}:03:00-${weekday}:03:30`,
  }
}

/** Option `version`, else one of the engine's, by seed. */
function versionOf(row: TableRow, seed: number): string {
  const list = versions[cell(row, 'engine')] ?? []
  return row.options.version ?? list[Math.floor(unit(seed, 61) * list.length)] ?? ''
}

function costOf(built: Built, fromHour: number, hours: number) {
  const { row, klass, allocated, createdMs, frame } = built
  const alive = hoursAlive(createdMs, fromHour, hours)
  if (alive === 0) return []
  const previous = datedOption(row, 'from')
  const fact = previous && fromHour < hourAt(frame, previous.days, 5) ? databaseClass(previous.value) : klass
  // What the bill says of an engine that the table of prices lacks.
  const hourly = fact.hourlyUsd[cell(row, 'engine')] ?? numberOption(row, 'bill', 0)
  const storage = stepAt(allocated, fromHour) * storageHourlyUsd('rds', row.options.vol ?? 'gp3')
  const copies = cell(row, 'az') === '2' ? 2 : 1
  const service = 'Amazon Relational Database Service'
  const multi = copies === 2 ? 'Multi-AZ' : ''
  const volumes = { gp2: 'GP2-Storage', gp3: 'GP3-Storage', io1: 'PIOPS-Storage', io2: 'PIOPS-Storage-IO2' }
  const volume = Reflect.get(volumes, row.options.vol ?? 'gp3') ?? 'GP3-Storage'
  return [
    {
      service,
      usageType: `${multi === '' ? 'Instance' : multi}Usage:${fact.name}`,
      usd: alive * copies * hourly,
    },
    { service, usageType: `RDS:${multi}${multi && '-'}${volume}`, usd: alive * copies * storage },
    ...supportCost({
      engine: cell(row, 'engine'),
      engineVersion: versionOf(row, built.seed),
      vcpu: copies * fact.vcpu,
      fromHour,
      hours: alive,
    }),
  ]
}
