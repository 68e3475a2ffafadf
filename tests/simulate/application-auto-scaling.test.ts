import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
} from '@aws-sdk/client-application-auto-scaling'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WorldScalableTarget } from '#lib/simulate/estate/scalable-target.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'
import { withThings } from '#tests/support/world-things.ts'

const service: WorldScalableTarget = {
  serviceNamespace: 'ecs',
  resourceId: 'service/main/web',
  scalableDimension: 'ecs:service:DesiredCount',
  min: 2,
  max: 20,
  createdMs: tinyNowMs - 1_000_000,
  policies: [{ name: 'cpu', metric: 'ECSServiceAverageCPUUtilization', targetValue: 55 }],
  scheduledActions: [{ name: 'morning', schedule: 'cron(0 6 * * ? *)', min: 8 }],
}
const table: WorldScalableTarget = {
  serviceNamespace: 'dynamodb',
  resourceId: 'table/orders',
  scalableDimension: 'dynamodb:table:ReadCapacityUnits',
  min: 5,
  max: 500,
  policies: [{ name: 'reads', metric: 'DynamoDBReadCapacityUtilization', targetValue: 70 }],
}

let simulator: Simulator
let client: ApplicationAutoScalingClient

beforeAll(async () => {
  const things = { 'scalable-target': [service, { ...service, resourceId: 'service/main/api' }, table] }
  simulator = await startTiny({ world: withThings(tinyWorld, things) })
  client = new ApplicationAutoScalingClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  client.destroy()
  await simulator.close()
})

test('tells the limits of the targets of one service, page by page', async () => {
  const ask = { ServiceNamespace: 'ecs', MaxResults: 1 } as const
  const first = await client.send(new DescribeScalableTargetsCommand(ask))
  expect(first.ScalableTargets?.[0]).toMatchObject({
    ResourceId: 'service/main/web',
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 2,
    MaxCapacity: 20,
    CreationTime: new Date(tinyNowMs - 1_000_000),
  })
  const second = await client.send(new DescribeScalableTargetsCommand({ ...ask, NextToken: first.NextToken }))
  expect(second.ScalableTargets?.map(({ ResourceId }) => ResourceId)).toEqual(['service/main/api'])
  expect(second.NextToken).toBeUndefined()
})

test('keeps services apart, and finds by resource', async () => {
  const tables = await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'dynamodb' }))
  expect(tables.ScalableTargets?.map(({ ResourceId }) => ResourceId)).toEqual(['table/orders'])
  const named = await client.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: ['service/main/api'] }),
  )
  expect(named.ScalableTargets).toHaveLength(1)
})

test('tells the metric and the target of each policy', async () => {
  const answer = await client.send(
    new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs', ResourceId: 'service/main/web' }),
  )
  expect(answer.ScalingPolicies).toHaveLength(1)
  expect(answer.ScalingPolicies?.[0]).toMatchObject({
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 55,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  })
})

test('tells scheduled minima', async () => {
  const answer = await client.send(
    new DescribeScheduledActionsCommand({ ServiceNamespace: 'ecs', ResourceId: 'service/main/web' }),
  )
  expect(answer.ScheduledActions?.[0]).toMatchObject({
    Schedule: 'cron(0 6 * * ? *)',
    ScalableTargetAction: { MinCapacity: 8 },
  })
})

test('refuses an unknown namespace, a foreign token and a denied account in its own words', async () => {
  const ask = (input: object) =>
    client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ...input }))
  await expect(ask({ ServiceNamespace: 'ecz' })).rejects.toMatchObject({ name: 'ValidationException' })
  await expect(ask({ NextToken: 'made up' })).rejects.toMatchObject({ name: 'InvalidNextTokenException' })
  const refused = await startTiny({
    world: {
      ...tinyWorld,
      accounts: tinyWorld.accounts.map((one) => ({ ...one, deniedActions: ['application-autoscaling:*'] })),
    },
  })
  const denied = new ApplicationAutoScalingClient(await assumedClientOf(refused, '444455556666'))
  await expect(
    denied.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' })),
  ).rejects.toMatchObject({ name: 'AccessDeniedException' })
  denied.destroy()
  await refused.close()
})
