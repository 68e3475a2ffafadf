import type { EpochMs } from '#lib/model/time.ts'
import type { WorldChange, WorldDatabase, WorldGroup, WorldInstance } from '../world.ts'
import { replayEngine, shapeAt, type TracedShape } from './shape-timeline.ts'
import type { TracedResource } from './traced-resource.ts'

/** A recorded resource in the time of its replay. */
export type PlacedResource = {
  readonly resource: TracedResource
  readonly shiftMs: number
  readonly region: string
}

/** IAM principal of recorded changes. */
const recordedActor = 'recorded'

/** Size of disks and database storage that no recording tells. */
const assumedStorage = { volumeType: 'gp3', iops: 3000, throughputMibps: 125 } as const
const assumedDiskGib = 100

function currentShape({ resource, shiftMs }: PlacedResource, nowMs: EpochMs): TracedShape {
  return shapeAt(resource.shapes, (nowMs - shiftMs) / 1000)
}

export function createdMs({ resource, shiftMs }: PlacedResource): EpochMs {
  return resource.firstS * 1000 + shiftMs
}

/** A recorded instance, or the members of a recorded group. */
export function replayInstances(placed: PlacedResource, nowMs: EpochMs): WorldInstance[] {
  const { resource, region } = placed
  const shape = currentShape(placed, nowMs)
  if (resource.resourceClass === 'ec2-instance') {
    const vcpu = shape.vcpu === 0 || shape.vcpu === shape.typeVcpu ? {} : { vcpu: shape.vcpu }
    const state = shape.vcpu === 0 ? 'stopped' : 'running'
    return [{ ...instance(placed, resource.id, shape.name), ...vcpu, state, zone: `${region}a` }]
  }
  if (resource.resourceClass !== 'asg') return []
  return memberIds(resource, shape).map((id, index) => ({
    ...instance(placed, id, shape.name),
    zone: groupZones(region)[index % 2] ?? region,
    groupName: resource.id,
  }))
}

function instance(placed: PlacedResource, instanceId: string, instanceType: string): WorldInstance {
  return {
    instanceId,
    instanceType,
    state: 'running',
    zone: placed.region,
    launchMs: createdMs(placed),
    tags: placed.resource.tags,
    volumes: [{ volumeId: `vol-${instanceId}`, gib: assumedDiskGib, ...assumedStorage }],
  }
}

function memberIds(resource: TracedResource, shape: TracedShape): string[] {
  return Array.from({ length: shape.count }, (_, i) => `${resource.id}-${i + 1}`)
}

function groupZones(region: string): string[] {
  return [`${region}a`, `${region}b`]
}

/** A group may grow to twice its recorded size: the recordings do not tell its maximum. */
function assumedMaximum(shape: TracedShape): number {
  return shape.count * 2
}

export function replayGroup(placed: PlacedResource, nowMs: EpochMs): WorldGroup | undefined {
  const { resource, region } = placed
  if (resource.resourceClass !== 'asg') return undefined
  const shape = currentShape(placed, nowMs)
  return {
    name: resource.id,
    instanceType: shape.name,
    minSize: 1,
    maxSize: assumedMaximum(shape),
    desired: shape.count,
    zones: groupZones(region),
    instanceIds: memberIds(resource, shape),
    createdMs: createdMs(placed),
    tags: resource.tags,
  }
}

export function replayDatabase(placed: PlacedResource, nowMs: EpochMs): WorldDatabase | undefined {
  const { resource, region } = placed
  if (resource.resourceClass !== 'rds-instance') return undefined
  return {
    identifier: resource.id,
    databaseClass: currentShape(placed, nowMs).name,
    engine: replayEngine,
    engineVersion: '16.6',
    multiAz: false,
    storageGib: assumedDiskGib,
    ...assumedStorage,
    zone: `${region}a`,
    createdMs: createdMs(placed),
    maintenanceWindow: 'sun:03:00-sun:03:30',
    tags: resource.tags,
  }
}

/** Every shape of the recording as the change that led to it; the first one is the creation. */
export function replayChanges(placed: PlacedResource): WorldChange[] {
  const { resource, shiftMs } = placed
  const kind = ({ 'ec2-instance': 'instance', asg: 'group', 'rds-instance': 'database' } as const)[
    resource.resourceClass
  ]
  return resource.shapes.map((shape, index) => ({
    atMs: index === 0 || shape.fromS === undefined ? createdMs(placed) : shape.fromS * 1000 + shiftMs,
    kind,
    id: resource.id,
    shape: shape.name,
    ...(kind === 'instance' ? { vcpu: shape.vcpu } : {}),
    ...(kind === 'group' ? { count: assumedMaximum(shape) } : {}),
    actor: recordedActor,
  }))
}
