import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import type { WorldGroupPolicy } from '#lib/simulate/estate/ecs-things.ts'
import type { WorldScalableTarget } from '#lib/simulate/estate/scalable-target.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'
import { withThings } from '#tests/support/world-things.ts'
import { type Opened, openTiny } from './open.ts'

const resourceOf = (resourceClass: ResourceClass, nativeId: string, facts: Resource['facts']): Resource => ({
  id: nativeId,
  resourceClass,
  accountId: '444455556666',
  region: 'us-east-1',
  arn: '',
  nativeId,
  name: nativeId,
  tags: {},
  serviceTier: 'tier-2',
  shape: '',
  count: 1,
  zoneCount: 3,
  facts,
})

type Named = Pick<WorldScalableTarget, 'serviceNamespace' | 'resourceId' | 'scalableDimension'>
const targetOf = (named: Named, metric: string, targetValue: number): WorldScalableTarget => ({
  ...named,
  min: 2,
  max: 900,
  createdMs: tinyNowMs,
  policies: [{ name: metric, metric, targetValue }],
})
const units = (direction: 'Read' | 'Write') => ({
  serviceNamespace: 'dynamodb',
  resourceId: 'table/orders',
  scalableDimension: `dynamodb:table:${direction}CapacityUnits`,
})
const targets: readonly WorldScalableTarget[] = [
  targetOf(units('Read'), 'DynamoDBReadCapacityUtilization', 70),
  targetOf(units('Write'), 'DynamoDBWriteCapacityUtilization', 50),
  targetOf(
    {
      serviceNamespace: 'sagemaker',
      resourceId: 'endpoint/rank/variant/AllTraffic',
      scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
    },
    'SageMakerVariantInvocationsPerInstance',
    900,
  ),
  targetOf(
    {
      serviceNamespace: 'rds',
      resourceId: 'cluster:profile',
      scalableDimension: 'rds:cluster:ReadReplicaCount',
    },
    'RDSReaderAverageCPUUtilization',
    60,
  ),
  targetOf(
    {
      serviceNamespace: 'elasticache',
      resourceId: 'replication-group/feed',
      scalableDimension: 'elasticache:replication-group:NodeGroups',
    },
    'ElastiCachePrimaryEngineCPUUtilization',
    60,
  ),
]
const resources = [
  resourceOf('dynamodb-table', 'orders', {}),
  resourceOf('dynamodb-table', 'still', {}),
  resourceOf('sagemaker-endpoint', 'rank/AllTraffic', { endpoint: 'rank', variant: 'AllTraffic' }),
  resourceOf('aurora-cluster', 'profile', {}),
  resourceOf('elasticache-group', 'feed', {}),
  resourceOf('gpu-pool', 'ranker', { groupMin: 1, groupMax: 6 }),
]
/** A policy on what the agent measures of the GPUs of a group. */
const gpuPolicy: WorldGroupPolicy = {
  groupName: 'ranker',
  name: 'gpus',
  metric: 'nvidia_smi_utilization_gpu',
  namespace: 'CWAgent',
  targetValue: 70,
  warmupSeconds: 600,
}

let opened: Opened
let found: ReadonlyMap<string, ScalingInForce>
beforeAll(async () => {
  opened = await openTiny({
    world: withThings(tinyWorld, { 'scalable-target': targets, 'group-policy': [gpuPolicy] }),
  })
  const read = await opened.collector.scalingPolicies(opened.account('shop'), 'us-east-1', resources)
  expect(read.problems).toEqual([])
  found = new Map(read.inForce.map((one) => [one.resourceId, one]))
})
afterAll(() => opened.close())

describe('what Application Auto Scaling scales', () => {
  test('of a table are reads and writes, each by the alarms of DynamoDB and its four decreases at any time', () => {
    const reads = found.get('orders')
    const [writes] = reads?.others ?? []
    expect([reads?.scales, writes?.scales]).toEqual(['read-units', 'write-units'])
    expect(reads?.policy).toMatchObject({
      min: 2,
      max: 900,
      warmupMinutes: 0,
      decreasesAtAnyTime: 4,
      cooldown: { outMinutes: 0, inMinutes: 0 },
      rules: [{ metric: 'read-units', target: 0.7, outMinutes: 2, inMinutes: 15 }],
    })
    // 20 points under 50 % are 60 % of it.
    const [rule] = writes?.policy?.rules ?? []
    expect(rule?.kind === 'target-tracking' && rule.inShare).toBeCloseTo(0.6, 9)
    expect(writes?.policy?.rules).toHaveLength(1)
  })

  test('of a table without a policy is nothing, in both directions', () => {
    expect(found.get('still')).toMatchObject({ names: [], scales: 'read-units' })
    expect(found.get('still')?.policy).toBeUndefined()
  })

  test('of an endpoint are its instances, by requests a minute of one', () => {
    const policy = found.get('rank/AllTraffic')?.policy
    expect(policy?.rules).toMatchObject([{ metric: 'requests', target: 900, outShare: 1, inShare: 0.9 }])
    expect(policy?.cooldown).toEqual({ outMinutes: 5, inMinutes: 5 })
  })

  test('of an Aurora cluster are its readers, by their CPU', () => {
    const readers = found.get('profile')
    expect(readers?.scales).toBe('readers')
    expect(readers?.policy).toMatchObject({ min: 2, max: 900, rules: [{ target: 0.6, inShare: 0.9 }] })
  })

  test('of a cache are its shards, which grow by a fifth and shrink at a quarter under the target', () => {
    const shards = found.get('feed')
    expect(shards?.scales).toBe('shards')
    expect(shards?.policy?.rules).toMatchObject([{ target: 0.6, growthShareMin: 0.2, inShare: 0.75 }])
  })

  test('of a pool of GPUs is its group, by how busy its GPUs are', () => {
    expect(found.get('ranker')?.policy).toMatchObject({
      min: 1,
      max: 6,
      warmupMinutes: 10,
      rules: [{ metric: 'gpu', target: 0.7 }],
    })
  })
})
