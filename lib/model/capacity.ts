import type { EpochMs } from './time.ts'

/** What can run out. Issue by issue the classes use more of them. */
export const dimensions = [
  'cpu',
  'memory',
  'storage',
  'iops',
  'throughput',
  'network',
  'connections',
  'gpu',
  'gpu-memory',
  'graph-memory',
  'requests',
  'read-units',
  'write-units',
  'pods',
  'addresses',
  'shards',
  'partitions',
  'acu',
  'ecpu',
  'group-maximum',
] as const
export type Dimension = (typeof dimensions)[number]

/** Units of demand and capacity per dimension. CPU is in vCPU of the resource's own family. */
export const dimensionUnits: Record<Dimension, string> = {
  cpu: 'vCPU',
  memory: 'GiB',
  storage: 'GiB',
  iops: 'IOPS',
  throughput: 'MiB/s',
  network: 'Gbit/s',
  connections: 'connections',
  gpu: 'GPUs',
  'gpu-memory': 'GB',
  'graph-memory': 'GiB',
  requests: 'req/s',
  'read-units': 'RCU',
  'write-units': 'WCU',
  pods: 'pods',
  addresses: 'addresses',
  shards: 'shards',
  partitions: 'partitions',
  acu: 'ACU',
  ecpu: 'ECPU/s',
  'group-maximum': 'members',
}

/** Absolute units per dimension (`dimensionUnits`); a dimension that is absent is not known. */
export type Capacity = Partial<Record<Dimension, number>>

export const capacitySources = [
  'config',
  'cloudtrail',
  'rds-event',
  'group-metrics',
  'metrics',
  'inventory',
  'assumed',
] as const
export type CapacitySource = (typeof capacitySources)[number]

/**
 * From `fromMs` on, the resource had this shape. `capacity` is of the whole resource (members x member).
 * `assumed` entries say what we took for granted before the first known change.
 */
export type CapacityChange = {
  readonly fromMs: EpochMs
  readonly shape: string
  readonly count: number
  readonly capacity: Capacity
  readonly source: CapacitySource
  readonly actor?: string
}

/** The entry in force at `atMs`: the last one that began by then, else the first. Changes are in time order. */
export function capacityAt(changes: readonly CapacityChange[], atMs: EpochMs): CapacityChange | undefined {
  let found = changes[0]
  for (const change of changes) {
    if (change.fromMs > atMs) break
    found = change
  }
  return found
}

/** Part of the capacity that demand may use: capacity x (1 - headroom). */
export function limitOf(capacity: number, headroom: number): number {
  return capacity * (1 - headroom)
}
