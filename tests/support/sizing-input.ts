import type { Capacity, CapacitySource } from '#lib/model/capacity.ts'
import type { DimensionOutcome, Signals } from '#lib/model/forecast.ts'
import { defaultPolicy, type Policy } from '#lib/model/policy.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import type { RecommendInput } from '#lib/recommend/index.ts'
import { prices, shapes } from './catalogue.ts'
import { type DemandShape, nowMs, outcomeOf } from './evidence.ts'

const shared = {
  id: 'abcdefghij',
  accountId: '111122223333',
  region: 'us-east-1',
  arn: 'arn:aws:test',
  tags: { team: 'checkout' },
  team: 'checkout',
  serviceTier: 'tier-2',
  count: 1,
  zoneCount: 1,
} as const

const examples: Readonly<Record<ResourceClass, Resource>> = {
  'ec2-instance': {
    ...shared,
    resourceClass: 'ec2-instance',
    nativeId: 'i-0abc',
    name: 'build-cache',
    shape: 'm7i.2xlarge',
    facts: { state: 'running', zone: 'us-east-1a' },
  },
  asg: {
    ...shared,
    resourceClass: 'asg',
    nativeId: 'edge',
    name: 'edge',
    shape: 'm7i.xlarge',
    count: 10,
    zoneCount: 3,
    facts: { minSize: 6, maxSize: 30, desired: 10, zones: 3 },
  },
  'gpu-pool': {
    ...shared,
    resourceClass: 'gpu-pool',
    nativeId: 'train',
    name: 'train',
    shape: 'p5.48xlarge',
    count: 4,
    facts: { gpuModel: 'H100', gpuPerMember: 8 },
  },
  'rds-instance': {
    ...shared,
    resourceClass: 'rds-instance',
    nativeId: 'orders-primary',
    name: 'orders-primary',
    shape: 'db.r7g.xlarge',
    zoneCount: 2,
    facts: {
      engine: 'mysql',
      engineVersion: '8.0.40',
      multiAz: true,
      storageGib: 500,
      volumeType: 'gp3',
      iops: 12_000,
      maintenanceWindow: 'sun:03:00-sun:03:30',
    },
  },
}

/** Capacity of the examples: from the catalogue, and MySQL's connections of 32 GiB (2^35 / 12582880 = 2,730). */
const capacities: Readonly<Record<ResourceClass, Capacity>> = {
  'ec2-instance': { cpu: 8, memory: 32, network: 3.125, throughput: 298 },
  asg: { cpu: 120, memory: 480, 'group-maximum': 30 },
  'gpu-pool': { gpu: 32, 'gpu-memory': 2560 },
  'rds-instance': { cpu: 4, memory: 32, storage: 500, connections: 2730, iops: 6000 },
}

/** Calm demand: half of the capacity in what decides, little elsewhere. */
const calm: Readonly<Record<ResourceClass, readonly Omit<DemandShape, 'capacity'>[]>> = {
  'ec2-instance': [
    { dimension: 'cpu', median: 4.2 },
    { dimension: 'memory', median: 18 },
    { dimension: 'network', median: 0.3 },
    { dimension: 'throughput', median: 20 },
  ],
  asg: [
    { dimension: 'cpu', median: 45 },
    { dimension: 'memory', median: 180 },
    { dimension: 'group-maximum', median: 18, meanShare: 10 / 18 },
  ],
  'gpu-pool': [
    { dimension: 'gpu', median: 22, sigma: 0.1 },
    { dimension: 'gpu-memory', median: 1500, sigma: 0.1, swing: 0.05 },
  ],
  'rds-instance': [
    { dimension: 'cpu', median: 2 },
    { dimension: 'memory', median: 27 },
    { dimension: 'storage', median: 320, sigma: 0.03 },
    { dimension: 'connections', median: 300 },
    { dimension: 'iops', median: 1500 },
  ],
}

export type SizingOptions = {
  readonly resource?: Partial<Resource>
  readonly policy?: Partial<Policy>
  readonly capacity?: Capacity
  readonly signals?: Signals
  readonly source?: CapacitySource
  /** Instead of the calm demand of that dimension; `undefined` = not measured. */
  readonly demand?: Partial<Record<DemandShape['dimension'], Partial<DemandShape> | undefined>>
}

/** Input of `recommend` for one class: calm, known, with 400 days of history, apart from what the options change. */
export function sizingInput(resourceClass: ResourceClass, options: SizingOptions = {}): RecommendInput {
  const capacity = { ...capacities[resourceClass], ...options.capacity }
  const policy = { ...defaultPolicy, ...options.policy }
  const demand = options.demand ?? {}
  const outcomes = calm[resourceClass]
    .filter(({ dimension }) => !(dimension in demand && demand[dimension] === undefined))
    .map((shape): DimensionOutcome => {
      const { dimension } = shape
      const headroom = policy.headroom[dimension] ?? policy.headroomDefault
      return outcomeOf({ ...shape, capacity: capacity[dimension] ?? 1, headroom, ...demand[dimension] })
    })
  const resource = { ...examples[resourceClass], ...options.resource }
  return {
    resource,
    nowMs,
    policy,
    outcomes,
    signals: options.signals ?? {},
    changes: [
      {
        fromMs: nowMs - 400 * dayMs,
        shape: resource.shape,
        count: resource.count,
        capacity,
        source: options.source ?? 'config',
      },
    ],
    shapes,
    prices,
  }
}
