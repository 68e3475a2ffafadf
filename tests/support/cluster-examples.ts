import type { Capacity } from '#lib/model/capacity.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import type { DemandShape } from './evidence.ts'

const shared = {
  id: 'abcdefghij',
  accountId: '111122223333',
  region: 'us-east-1',
  arn: 'arn:aws:test',
  tags: { team: 'checkout' },
  team: 'checkout',
  serviceTier: 'tier-2',
} as const

const cluster = {
  members: 2,
  writer: 'profile-1',
  readers: 'profile-2',
  zones: 2,
  state: 'available',
} as const

/** Database clusters, one of each class. */
export const clusterExamples = {
  'aurora-cluster': {
    ...shared,
    resourceClass: 'aurora-cluster',
    nativeId: 'profile',
    name: 'profile',
    shape: 'db.r7g.xlarge',
    count: 2,
    zoneCount: 2,
    facts: { ...cluster, engine: 'aurora-postgresql', engineVersion: '16.6', storageType: 'aurora' },
  },
  'aurora-serverless': {
    ...shared,
    resourceClass: 'aurora-serverless',
    nativeId: 'portal',
    name: 'portal',
    shape: 'db.serverless',
    count: 1,
    zoneCount: 1,
    facts: {
      ...cluster,
      engine: 'aurora-mysql',
      engineVersion: '8.0.mysql_aurora.3.08.0',
      storageType: 'aurora-iopt1',
      minAcu: 2,
      maxAcu: 16,
    },
  },
  'documentdb-cluster': {
    ...shared,
    resourceClass: 'documentdb-cluster',
    nativeId: 'catalog',
    name: 'catalog',
    shape: 'db.t3.large',
    count: 2,
    zoneCount: 2,
    facts: { ...cluster, engine: 'docdb', engineVersion: '5.0.0', storageType: 'standard' },
  },
  'redshift-cluster': {
    ...shared,
    resourceClass: 'redshift-cluster',
    nativeId: 'bi',
    name: 'bi',
    shape: 'ra3.4xlarge',
    count: 4,
    zoneCount: 1,
    facts: { engine: 'redshift', engineVersion: '1.0' },
  },
} satisfies Partial<Record<Resource['resourceClass'], Resource>>

/**
 * Two db.r7g.xlarge: local storage 63 GiB each, 2^35 / 9531392 = 3,604 connections each. Two db.t3.large. Four
 * ra3.4xlarge of 12 vCPU, 96 GiB and 128 TiB of managed storage.
 */
export const clusterCapacities = {
  'aurora-cluster': { cpu: 8, memory: 64, storage: 126, connections: 7208 },
  'aurora-serverless': { acu: 16, memory: 32 },
  'documentdb-cluster': { cpu: 4, memory: 16 },
  'redshift-cluster': { cpu: 48, memory: 384, storage: 524_288 },
} satisfies Partial<Record<Resource['resourceClass'], Capacity>>

/** Half of the capacity in what decides. */
export const calmClusters = {
  'aurora-cluster': [
    { dimension: 'cpu', median: 4 },
    { dimension: 'memory', median: 52 },
    { dimension: 'storage', median: 40 },
    { dimension: 'connections', median: 1500 },
  ],
  'aurora-serverless': [{ dimension: 'acu', median: 8 }],
  'documentdb-cluster': [
    { dimension: 'cpu', median: 1.6 },
    { dimension: 'memory', median: 12 },
  ],
  'redshift-cluster': [
    { dimension: 'cpu', median: 22 },
    { dimension: 'storage', median: 240_000, sigma: 0.03 },
  ],
} satisfies Partial<Record<Resource['resourceClass'], readonly Omit<DemandShape, 'capacity'>[]>>

export const clusterShapes: readonly Shape[] = [
  {
    name: 'ra3.4xlarge',
    service: 'redshift',
    family: 'ra3',
    size: '4xlarge',
    arch: 'x86_64',
    currentGeneration: true,
    burstable: false,
    capacity: { cpu: 12, memory: 96 },
  },
  {
    name: 'db.serverless',
    service: 'rds',
    family: 'db',
    size: 'serverless',
    arch: 'x86_64',
    currentGeneration: true,
    burstable: false,
    capacity: { acu: 1, memory: 2 },
  },
]

const region = 'us-east-1'
const asOf = '2026-08-20'
const aurora = (shape: string, hourlyUsd: number): Price => ({
  shape,
  region,
  key: 'aurora-postgresql/standard',
  hourlyUsd,
  asOf,
})

export const clusterPrices: readonly Price[] = [
  aurora('db.r7g.large', 0.276),
  aurora('db.r7g.xlarge', 0.553),
  aurora('db.r7g.2xlarge', 1.106),
  aurora('db.r7g.4xlarge', 2.211),
  { shape: 'db.t3.large', region, key: 'docdb/standard', hourlyUsd: 0.156, asOf },
  { shape: 'ra3.4xlarge', region, key: 'node', hourlyUsd: 3.26, asOf },
]
