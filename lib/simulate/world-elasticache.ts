import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** One cache cluster: a node of a replication group, or memcached's or a single cluster's nodes. */
export type WorldCacheCluster = {
  readonly clusterId: string
  readonly nodeIds: readonly string[]
  readonly zone: string
  /** Number of its shard from 1; 0 without a replication group. */
  readonly shard: number
  readonly primary: boolean
}

/** A replication group, or a cluster on its own. */
export type WorldCache = {
  readonly id: string
  readonly replicationGroup: boolean
  readonly engine: 'redis' | 'valkey' | 'memcached'
  readonly engineVersion: string
  readonly nodeType: string
  readonly clusterMode: boolean
  readonly autoFailover: boolean
  readonly dataTiering: boolean
  readonly parameterGroup: string
  readonly maxmemoryPolicy: string
  readonly reservedMemoryPercent: number
  readonly clusters: readonly WorldCacheCluster[]
  readonly createdMs: EpochMs
  readonly tags: Tags
}

export type WorldServerlessCache = {
  readonly name: string
  readonly engine: 'redis' | 'valkey' | 'memcached'
  readonly majorVersion: string
  /** Limits that the owner set; absent = the service's own. */
  readonly storageGbMax?: number
  readonly ecpuMax?: number
  readonly createdMs: EpochMs
  readonly tags: Tags
}
