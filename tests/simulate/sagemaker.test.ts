import { AutoScalingClient, DescribePoliciesCommand } from '@aws-sdk/client-auto-scaling'
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListEndpointsCommand,
  ListTagsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { containers } from '#tests/support/containers.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyWorld } from '#tests/support/tiny-world.ts'
import { withThings } from '#tests/support/world-things.ts'

let simulator: Simulator
let client: SageMakerClient
let groups: AutoScalingClient

beforeAll(async () => {
  simulator = await startTiny({ world: withThings(tinyWorld, containers) })
  const settings = await assumedClientOf(simulator, '444455556666')
  client = new SageMakerClient(settings)
  groups = new AutoScalingClient(settings)
})

afterAll(async () => {
  client.destroy()
  groups.destroy()
  await simulator.close()
})

describe('endpoints', () => {
  test('are listed page by page with their times', async () => {
    const first = await client.send(new ListEndpointsCommand({ MaxResults: 1 }))
    expect(first.Endpoints?.[0]).toMatchObject({ EndpointName: 'rerank', EndpointStatus: 'InService' })
    expect(first.Endpoints?.[0]?.LastModifiedTime).toBeInstanceOf(Date)
    const second = await client.send(new ListEndpointsCommand({ NextToken: first.NextToken }))
    expect(second.Endpoints?.map(({ EndpointName }) => EndpointName)).toEqual(['two-models'])
    expect(second.NextToken).toBeUndefined()
  })

  test('run a number of instances; the type stands in the configuration', async () => {
    const one = await client.send(new DescribeEndpointCommand({ EndpointName: 'rerank' }))
    expect(one.ProductionVariants?.[0]).toMatchObject({
      VariantName: 'AllTraffic',
      CurrentInstanceCount: 3,
    })
    const config = await client.send(
      new DescribeEndpointConfigCommand({ EndpointConfigName: one.EndpointConfigName }),
    )
    expect(config.ProductionVariants?.[0]).toMatchObject({
      InstanceType: 'ml.g5.12xlarge',
      InitialInstanceCount: 2,
    })
    const tags = await client.send(new ListTagsCommand({ ResourceArn: one.EndpointArn }))
    expect(tags.Tags).toEqual([{ Key: 'team', Value: 'ml' }])
  })

  test('that do not exist are a ValidationException', async () => {
    const ask = client.send(new DescribeEndpointCommand({ EndpointName: 'gone' }))
    await expect(ask).rejects.toMatchObject({ name: 'ValidationException' })
  })
})

test('policies of a group tell predefined and custom metrics apart', async () => {
  const answer = await groups.send(new DescribePoliciesCommand({ AutoScalingGroupName: 'nodes' }))
  const configs = (answer.ScalingPolicies ?? []).map((policy) => policy.TargetTrackingConfiguration)
  expect(configs[0]?.CustomizedMetricSpecification?.MetricName).toBe('CapacityProviderReservation')
  expect(configs[1]?.PredefinedMetricSpecification?.PredefinedMetricType).toBe('ASGAverageCPUUtilization')
  const page = await groups.send(new DescribePoliciesCommand({ MaxRecords: 1 }))
  expect(page.ScalingPolicies).toHaveLength(1)
  expect(page.NextToken).toBeDefined()
})
