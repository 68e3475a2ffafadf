import {
  type CacheCluster,
  DescribeCacheClustersCommand,
  DescribeCacheParametersCommand,
  DescribeReplicationGroupsCommand,
  ListTagsForResourceCommand,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache'
import type { Tags } from '#lib/model/resource.ts'
import { safeTags } from '../ownership.ts'
import { readAllPages } from '../pages.ts'
import type { Asking } from './region.ts'

const pageSize = 100

/** Replication groups of the region; undefined where they cannot be read. */
export function describeReplicationGroups({ aws, attempt }: Asking): Promise<ReplicationGroup[] | undefined> {
  return attempt('elasticache:DescribeReplicationGroups', () =>
    readAllPages(async (token) => {
      const page = await aws.call('elasticache:DescribeReplicationGroups', ({ elasticache }, sending) =>
        elasticache.send(
          new DescribeReplicationGroupsCommand({ MaxRecords: pageSize, Marker: token }),
          sending,
        ),
      )
      return { items: page.ReplicationGroups ?? [], next: page.Marker }
    }),
  )
}

/** Cache clusters with their nodes; those of replication groups are among them. */
export function describeCacheClusters({ aws, attempt }: Asking): Promise<CacheCluster[] | undefined> {
  return attempt('elasticache:DescribeCacheClusters', () =>
    readAllPages(async (token) => {
      const page = await aws.call('elasticache:DescribeCacheClusters', ({ elasticache }, sending) =>
        elasticache.send(
          new DescribeCacheClustersCommand({ ShowCacheNodeInfo: true, MaxRecords: pageSize, Marker: token }),
          sending,
        ),
      )
      return { items: page.CacheClusters ?? [], next: page.Marker }
    }),
  )
}

/** Parameters that sizing needs, by name. */
export type CacheParameters = {
  readonly maxmemoryPolicy?: string
  readonly reservedMemoryPercent?: number
  readonly connectionsMax?: number
}

/** Parameters of each named group. One that is refused is named, and its parameters are not known. */
export async function describeParameters(
  asking: Asking,
  groups: readonly string[],
): Promise<ReadonlyMap<string, CacheParameters>> {
  const found = new Map<string, CacheParameters>()
  for (const group of new Set(groups)) {
    const values = await parameterValues(asking, group)
    if (values !== undefined) found.set(group, cacheParameters(values))
  }
  return found
}

function parameterValues(
  { aws, attempt }: Asking,
  group: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  return attempt('elasticache:DescribeCacheParameters', async () => {
    const parameters = await readAllPages(async (token) => {
      const page = await aws.call('elasticache:DescribeCacheParameters', ({ elasticache }, sending) =>
        elasticache.send(
          new DescribeCacheParametersCommand({
            CacheParameterGroupName: group,
            MaxRecords: pageSize,
            Marker: token,
          }),
          sending,
        ),
      )
      return { items: page.Parameters ?? [], next: page.Marker }
    })
    return new Map(
      parameters.map(({ ParameterName = '', ParameterValue = '' }) => [ParameterName, ParameterValue]),
    )
  })
}

function cacheParameters(values: ReadonlyMap<string, string>): CacheParameters {
  const policy = values.get('maxmemory-policy')
  const reserved = positive(values.get('reserved-memory-percent'))
  // memcached names its own.
  const connections = positive(values.get('maxclients') ?? values.get('max_simultaneous_connections'))
  return {
    ...(policy ? { maxmemoryPolicy: policy } : {}),
    ...(reserved === undefined ? {} : { reservedMemoryPercent: reserved }),
    ...(connections === undefined ? {} : { connectionsMax: connections }),
  }
}

function positive(text: string | undefined): number | undefined {
  const value = Number(text || Number.NaN)
  return value >= 0 ? value : undefined
}

/** Tags of one group, cluster or serverless cache. */
export async function listCacheTags({ aws, attempt }: Asking, arn: string): Promise<Tags> {
  const answer = await attempt('elasticache:ListTagsForResource', () =>
    aws.call('elasticache:ListTagsForResource', ({ elasticache }, sending) =>
      elasticache.send(new ListTagsForResourceCommand({ ResourceName: arn }), sending),
    ),
  )
  return safeTags((answer?.TagList ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })))
}
