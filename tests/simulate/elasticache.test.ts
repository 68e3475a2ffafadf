import {
  DescribeCacheClustersCommand,
  DescribeCacheParametersCommand,
  DescribeReplicationGroupsCommand,
  DescribeServerlessCachesCommand,
  ElastiCacheClient,
  ListTagsForResourceCommand,
  paginateDescribeCacheParameters,
} from '@aws-sdk/client-elasticache'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { keyValueWorld, shopId } from '#tests/support/key-value-world.ts'
import { startTiny } from '#tests/support/simulator.ts'

let simulator: Simulator
let elasticache: ElastiCacheClient

beforeAll(async () => {
  simulator = await startTiny({ world: keyValueWorld() })
  elasticache = new ElastiCacheClient(await assumedClientOf(simulator, shopId))
})
afterAll(async () => {
  elasticache.destroy()
  await simulator.close()
})

describe('DescribeReplicationGroups', () => {
  test('tells shards, roles, failover and type; single clusters are not among them', async () => {
    const answer = await elasticache.send(new DescribeReplicationGroupsCommand({}))
    expect(answer.ReplicationGroups?.map(({ ReplicationGroupId }) => ReplicationGroupId)).toEqual([
      'sessions',
      'pages',
    ])
    expect(answer.ReplicationGroups?.[0]).toMatchObject({
      Status: 'available',
      Engine: 'redis',
      CacheNodeType: 'cache.m7g.large',
      MemberClusters: ['sessions-001', 'sessions-002'],
      AutomaticFailover: 'enabled',
      ClusterEnabled: false,
      DataTiering: 'disabled',
      ARN: `arn:aws:elasticache:us-east-1:${shopId}:replicationgroup:sessions`,
      NodeGroups: [
        {
          NodeGroupId: '0001',
          NodeGroupMembers: [
            {
              CacheClusterId: 'sessions-001',
              CurrentRole: 'primary',
              PreferredAvailabilityZone: 'us-east-1a',
            },
            { CacheClusterId: 'sessions-002', CurrentRole: 'replica' },
          ],
        },
      ],
    })
    expect(answer.ReplicationGroups?.[0]?.ReplicationGroupCreateTime).toBeInstanceOf(Date)
  })

  test('an unknown group is not found', async () => {
    const unknown = new DescribeReplicationGroupsCommand({ ReplicationGroupId: 'nope' })
    await expect(elasticache.send(unknown)).rejects.toMatchObject({ name: 'ReplicationGroupNotFoundFault' })
  })
})

describe('DescribeCacheClusters', () => {
  test('lists nodes only where they are asked for', async () => {
    const plain = await elasticache.send(new DescribeCacheClustersCommand({ CacheClusterId: 'objects' }))
    expect(plain.CacheClusters?.[0]?.CacheNodes ?? []).toEqual([])
    const whole = await elasticache.send(
      new DescribeCacheClustersCommand({ CacheClusterId: 'objects', ShowCacheNodeInfo: true }),
    )
    expect(whole.CacheClusters?.[0]).toMatchObject({
      Engine: 'memcached',
      EngineVersion: '1.6.22',
      NumCacheNodes: 2,
      CacheNodes: [{ CacheNodeId: '0001' }, { CacheNodeId: '0002' }],
      CacheParameterGroup: { CacheParameterGroupName: 'objects-parameters' },
    })
    expect(whole.CacheClusters?.[0]?.ReplicationGroupId).toBeUndefined()
  })

  test('refuses a page below 20 and an unknown cluster', async () => {
    const small = new DescribeCacheClustersCommand({ MaxRecords: 5 })
    await expect(elasticache.send(small)).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
    const unknown = new DescribeCacheClustersCommand({ CacheClusterId: 'nope' })
    await expect(elasticache.send(unknown)).rejects.toMatchObject({ name: 'CacheClusterNotFoundFault' })
  })
})

test('DescribeCacheParameters pages through a group', async () => {
  const values = new Map<string | undefined, string | undefined>()
  let pages = 0
  const all = paginateDescribeCacheParameters(
    { client: elasticache, pageSize: 20 },
    { CacheParameterGroupName: 'pages-parameters' },
  )
  for await (const { Parameters = [] } of all) {
    pages += 1
    for (const { ParameterName, ParameterValue } of Parameters) values.set(ParameterName, ParameterValue)
  }
  expect(pages).toBe(2)
  expect(values.get('maxmemory-policy')).toBe('allkeys-lru')
  expect(values.get('reserved-memory-percent')).toBe('10')
  const unknown = new DescribeCacheParametersCommand({ CacheParameterGroupName: 'nope' })
  await expect(elasticache.send(unknown)).rejects.toMatchObject({ name: 'CacheParameterGroupNotFoundFault' })
})

test('DescribeServerlessCaches tells limits where they are set, page by page', async () => {
  const first = await elasticache.send(new DescribeServerlessCachesCommand({ MaxResults: 1 }))
  expect(first.ServerlessCaches).toMatchObject([
    {
      ServerlessCacheName: 'locks',
      Engine: 'valkey',
      MajorEngineVersion: '8',
      CacheUsageLimits: { DataStorage: { Maximum: 20, Unit: 'GB' }, ECPUPerSecond: { Maximum: 30_000 } },
      SubnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
    },
  ])
  const rest = await elasticache.send(
    new DescribeServerlessCachesCommand({ MaxResults: 1, NextToken: first.NextToken }),
  )
  expect(rest.ServerlessCaches?.[0]?.CacheUsageLimits).toBeUndefined()
  expect(rest.NextToken).toBeUndefined()
})

test('ListTagsForResource knows groups, their clusters and serverless caches', async () => {
  const tagsOf = async (what: string) => {
    const ResourceName = `arn:aws:elasticache:us-east-1:${shopId}:${what}`
    return (await elasticache.send(new ListTagsForResourceCommand({ ResourceName }))).TagList
  }
  const identity = [{ Key: 'team', Value: 'identity' }]
  expect(await tagsOf('replicationgroup:sessions')).toEqual(identity)
  expect(await tagsOf('cluster:sessions-002')).toEqual(identity)
  expect(await tagsOf('serverlesscache:locks')).toEqual([{ Key: 'team', Value: 'checkout' }])
  await expect(tagsOf('cluster:nope')).rejects.toMatchObject({ name: 'CacheClusterNotFoundFault' })
})

test('a refused action is named as IAM names it', async () => {
  const world = keyValueWorld({ deniedActions: ['elasticache:DescribeCacheClusters'] })
  const denied = await startTiny({ world })
  const client = new ElastiCacheClient(await assumedClientOf(denied, shopId))
  const error = await client.send(new DescribeCacheClustersCommand({})).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ name: 'AccessDenied' })
  expect(String(error)).toContain('elasticache:DescribeCacheClusters')
  client.destroy()
  await denied.close()
})
