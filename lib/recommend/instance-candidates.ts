import type { Capacity } from '#lib/model/capacity.ts'
import type { Shape } from '#lib/model/shape.ts'
import { maxConnections, volumeIops } from '#lib/resources/rds-limits.ts'
import { type Candidate, conversionTo } from './candidate.ts'
import { monthlyCost } from './cost.ts'
import type { Situation } from './situation.ts'
import { type StorageSize, storageLabel, storageSettings } from './storage-candidates.ts'

/** Capacity of a database of that class with that volume. */
function databaseCapacity(situation: Situation, shape: Shape, storage: StorageSize | undefined): Capacity {
  const { engine, volumeType, iops } = situation.input.resource.facts
  const nowIops = typeof iops === 'number' ? iops : Number.POSITIVE_INFINITY
  const grown = storage?.changed === true && Number.isFinite(nowIops)
  const volume = grown
    ? volumeIops({
        engine: String(engine),
        volumeType: String(volumeType),
        storageGib: storage.allocatedGib,
        nowIops,
      })
    : nowIops
  const iopsLimit = Math.min(volume, shape.capacity.iops ?? Number.POSITIVE_INFINITY)
  return {
    cpu: shape.capacity.cpu,
    memory: shape.capacity.memory,
    storage: storage?.limitGib,
    connections:
      shape.capacity.memory === undefined ? undefined : maxConnections(String(engine), shape.capacity.memory),
    iops: Number.isFinite(iopsLimit) ? iopsLimit : undefined,
  }
}

/** One box of that shape; a database with that storage. Undefined when it has no price. */
export function instanceCandidate(
  situation: Situation,
  shape: Shape,
  storage: StorageSize | undefined,
): Candidate | undefined {
  const { resource } = situation.input
  const changed = storage?.changed === true
  const current = shape.name === resource.shape && !changed
  const size = { shape: shape.name, members: 1, storageGib: storage?.allocatedGib ?? 0 }
  const monthlyUsd = monthlyCost(situation.prices, size)
  if (monthlyUsd === undefined) return undefined
  const database = resource.resourceClass === 'rds-instance'
  const capacity = database ? databaseCapacity(situation, shape, storage) : shape.capacity
  return {
    id: changed ? `${shape.name}+${storage.limitGib}GiB` : shape.name,
    label: changed ? `${shape.name}, ${storageLabel(storage)}` : shape.name,
    shape,
    count: 1,
    members: 1,
    settings: changed ? storageSettings(storage) : {},
    capacity: current ? situation.capacity : sameShapeCapacity(situation, shape, capacity),
    ...conversionTo(situation, shape),
    monthlyUsd,
    priceDerived: situation.prices.byShape.get(shape.name)?.derived === true,
    current,
  }
}

/** More storage under the same class keeps what was measured of the box (parameter groups, CPU options). */
function sameShapeCapacity(situation: Situation, shape: Shape, capacity: Capacity): Capacity {
  if (shape.name !== situation.input.resource.shape) return capacity
  const iops = Math.max(capacity.iops ?? 0, situation.capacity.iops ?? 0)
  return { ...situation.capacity, storage: capacity.storage, ...(iops > 0 ? { iops } : {}) }
}

/**
 * The largest step up in one change, in vCPU. Beyond it a forecast's tail speaks and not the demand that was seen;
 * what still does not hold then is said instead.
 */
const largestGrowth = 4

function isWithinReach(situation: Situation, shape: Shape): boolean {
  const now = situation.capacity.cpu
  return now === undefined || (shape.capacity.cpu ?? 0) <= now * largestGrowth
}

/** Every shape that fits and is within reach, at one storage size. */
export function instanceCandidates(
  situation: Situation,
  storage: StorageSize | undefined,
): readonly (Candidate | Shape)[] {
  const { resource, shapes } = situation.input
  return shapes
    .filter((shape) => situation.definition.fits(resource, shape) && isWithinReach(situation, shape))
    .map((shape) => instanceCandidate(situation, shape, storage) ?? shape)
}
