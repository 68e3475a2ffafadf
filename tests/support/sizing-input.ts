import type { Capacity, CapacitySource } from '#lib/model/capacity.ts'
import type { DimensionOutcome, Signals } from '#lib/model/forecast.ts'
import { defaultPolicy, type Policy } from '#lib/model/policy.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import type { RecommendInput } from '#lib/recommend/index.ts'
import { prices, shapes } from './catalogue.ts'
import { calmClusters, clusterCapacities, clusterExamples } from './cluster-examples.ts'
import { containerCalm, containerCapacities, containerExamples } from './container-sizing.ts'
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
  ...containerExamples,
  ...clusterExamples,
  'eks-node-pool': {
    ...shared,
    resourceClass: 'eks-node-pool',
    nativeId: 'shop-prod/nodegroup/general',
    name: 'shop-prod/general',
    shape: 'm7i.xlarge',
    count: 10,
    zoneCount: 3,
    facts: {
      cluster: 'shop-prod',
      pool: 'general',
      manager: 'managed-node-group',
      types: 'm7i.xlarge × 10',
      kubernetesVersion: '1.34',
      minSize: 6,
      maxSize: 30,
      bounded: true,
      snapshot: true,
    },
  },
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
      engineVersion: '8.4.4',
      multiAz: true,
      storageGib: 500,
      volumeType: 'gp3',
      iops: 12_000,
      maintenanceWindow: 'sun:03:00-sun:03:30',
    },
  },
  'opensearch-domain': {
    ...shared,
    resourceClass: 'opensearch-domain',
    nativeId: 'product-search',
    name: 'product-search',
    shape: 'r6g.xlarge.search',
    count: 3,
    zoneCount: 3,
    facts: { engine: 'OpenSearch', engineVersion: '2.17', masterCount: 3, volumeType: 'gp3', knn: false },
  },
  'dynamodb-table': {
    ...shared,
    resourceClass: 'dynamodb-table',
    nativeId: 'orders',
    name: 'orders',
    shape: 'provisioned',
    zoneCount: 3,
    facts: {
      billingMode: 'provisioned',
      tableClass: 'standard',
      readUnits: 2000,
      writeUnits: 1000,
      sizeGib: 40,
    },
  },
  'dynamodb-index': {
    ...shared,
    resourceClass: 'dynamodb-index',
    nativeId: 'orders/index/by-customer',
    name: 'orders/by-customer',
    shape: 'on-demand',
    zoneCount: 3,
    facts: { billingMode: 'on-demand', tableClass: 'standard', table: 'orders', sizeGib: 8 },
  },
  'elasticache-group': {
    ...shared,
    resourceClass: 'elasticache-group',
    nativeId: 'sessions',
    name: 'sessions',
    shape: 'cache.r7g.xlarge',
    count: 4,
    zoneCount: 2,
    facts: {
      engine: 'redis',
      engineVersion: '7.1.0',
      replicationGroup: true,
      shards: 2,
      replicasPerShard: 1,
      autoFailover: true,
      reservedMemoryPercent: 25,
      fillsMemory: false,
    },
  },
  'elasticache-serverless': {
    ...shared,
    resourceClass: 'elasticache-serverless',
    nativeId: 'locks',
    name: 'locks',
    shape: 'serverless',
    zoneCount: 3,
    facts: { engine: 'valkey', engineVersion: '8.0', storageGibMax: 20, ecpuMax: 30_000 },
  },
  'msk-cluster': {
    ...shared,
    resourceClass: 'msk-cluster',
    nativeId: 'events',
    name: 'events',
    shape: 'kafka.m7g.xlarge',
    count: 3,
    zoneCount: 3,
    facts: {
      clusterType: 'provisioned',
      brokerKind: 'standard',
      ownVolumes: true,
      kafkaVersion: '3.7.x',
      volumeGib: 1000,
      iamAccess: false,
    },
  },
}

/** Capacity of the examples: from the catalogue, and MySQL's connections of 32 GiB (2^35 / 12582880 = 2,730). */
const capacities: Readonly<Record<ResourceClass, Capacity>> = {
  ...containerCapacities,
  ...clusterCapacities,
  'eks-node-pool': { cpu: 120, memory: 480, pods: 1740, addresses: 1740, 'group-maximum': 30 },
  'ec2-instance': { cpu: 8, memory: 32, network: 3.125, throughput: 298 },
  asg: { cpu: 120, memory: 480, 'group-maximum': 30 },
  'gpu-pool': { gpu: 32, 'gpu-memory': 2560 },
  'rds-instance': { cpu: 4, memory: 32, storage: 500, connections: 2730, iops: 6000 },
  'opensearch-domain': { cpu: 12, memory: 48, storage: 1200, shards: 1200 },
  'dynamodb-table': { 'read-units': 2000, 'write-units': 1000 },
  'dynamodb-index': { 'read-units': 40_000, 'write-units': 40_000 },
  'elasticache-group': { cpu: 4, memory: 78.96, network: 7.504, connections: 260_000 },
  'elasticache-serverless': { ecpu: 30_000, storage: 20 },
  'msk-cluster': { cpu: 12, memory: 48, storage: 3000, network: 5.628, partitions: 3000 },
}

/** Calm demand: half of the capacity in what decides, little elsewhere. */
const calm: Readonly<Record<ResourceClass, readonly Omit<DemandShape, 'capacity'>[]>> = {
  ...containerCalm,
  ...calmClusters,
  'eks-node-pool': [
    { dimension: 'cpu', median: 45 },
    { dimension: 'memory', median: 180 },
    { dimension: 'pods', median: 600 },
    { dimension: 'addresses', median: 600 },
    { dimension: 'group-maximum', median: 18, meanShare: 10 / 18 },
  ],
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
  'opensearch-domain': [
    { dimension: 'cpu', median: 4.5 },
    { dimension: 'memory', median: 26, swing: 0.05 },
    { dimension: 'storage', median: 700, sigma: 0.03 },
    { dimension: 'shards', median: 500, sigma: 0.02 },
  ],
  'dynamodb-table': [
    { dimension: 'read-units', median: 900 },
    { dimension: 'write-units', median: 500 },
  ],
  'dynamodb-index': [
    { dimension: 'read-units', median: 15_000 },
    { dimension: 'write-units', median: 9000 },
  ],
  'elasticache-group': [
    { dimension: 'cpu', median: 1.6 },
    { dimension: 'memory', median: 42 },
    { dimension: 'network', median: 0.8 },
    { dimension: 'connections', median: 9000 },
  ],
  'elasticache-serverless': [
    { dimension: 'ecpu', median: 12_000 },
    { dimension: 'storage', median: 7 },
  ],
  'msk-cluster': [
    { dimension: 'cpu', median: 4.5 },
    { dimension: 'storage', median: 1500, sigma: 0.03 },
    { dimension: 'network', median: 1.6 },
    { dimension: 'partitions', median: 1400, sigma: 0.02 },
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
