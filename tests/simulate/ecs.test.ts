import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListContainerInstancesCommand,
  ListServicesCommand,
} from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { containers } from '#tests/support/containers.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyWorld } from '#tests/support/tiny-world.ts'
import { withThings } from '#tests/support/world-things.ts'

let simulator: Simulator
let client: ECSClient

beforeAll(async () => {
  simulator = await startTiny({ world: withThings(tinyWorld, containers) })
  client = new ECSClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  client.destroy()
  await simulator.close()
})

const arn = (rest: string) => `arn:aws:ecs:us-east-1:444455556666:${rest}`

describe('clusters', () => {
  test('are listed by ARN, page by page', async () => {
    const first = await client.send(new ListClustersCommand({ maxResults: 1 }))
    expect(first.clusterArns).toEqual([arn('cluster/main')])
    const second = await client.send(new ListClustersCommand({ nextToken: first.nextToken }))
    expect(second.clusterArns).toEqual([arn('cluster/empty')])
    expect(second.nextToken).toBeUndefined()
  })

  test('tell settings where they are asked for; a missing one is a failure of its own', async () => {
    const answer = await client.send(
      new DescribeClustersCommand({ clusters: [arn('cluster/main'), 'gone'], include: ['SETTINGS'] }),
    )
    expect(answer.clusters?.[0]).toMatchObject({
      clusterName: 'main',
      capacityProviders: ['FARGATE', 'nodes'],
      settings: [{ name: 'containerInsights', value: 'enabled' }],
    })
    expect(answer.failures).toEqual([{ arn: arn('cluster/gone'), reason: 'MISSING' }])
  })
})

describe('services', () => {
  test('come ten to a page unless more are asked for', async () => {
    const first = await client.send(new ListServicesCommand({ cluster: 'main' }))
    expect(first.serviceArns).toHaveLength(10)
    const second = await client.send(new ListServicesCommand({ cluster: 'main', nextToken: first.nextToken }))
    expect(second.serviceArns).toHaveLength(2)
    const all = await client.send(new ListServicesCommand({ cluster: 'main', maxResults: 100 }))
    expect(all.serviceArns).toHaveLength(12)
  })

  test('tell how they are launched, how many tasks run and since when', async () => {
    const answer = await client.send(
      new DescribeServicesCommand({
        cluster: 'main',
        services: ['api', 'on-nodes', 'gone'],
        include: ['TAGS'],
      }),
    )
    expect(answer.services?.[0]).toMatchObject({
      serviceName: 'api',
      launchType: 'FARGATE',
      runningCount: 6,
      tags: [{ key: 'team', value: 'web' }],
    })
    expect(answer.services?.[0]?.deployments?.[0]?.createdAt).toBeInstanceOf(Date)
    expect(answer.services?.[1]?.launchType).toBeUndefined()
    expect(answer.services?.[1]?.capacityProviderStrategy?.[0]?.capacityProvider).toBe('nodes')
    expect(answer.failures?.map(({ reason }) => reason)).toEqual(['MISSING'])
  })

  test('of an unknown cluster are refused as ECS does', async () => {
    await expect(client.send(new ListServicesCommand({ cluster: 'gone' }))).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
    })
  })
})

describe('task definitions', () => {
  test('reserve by task on Fargate and by container on instances', async () => {
    const fargate = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'main-api:1' }))
    expect(fargate.taskDefinition).toMatchObject({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { cpuArchitecture: 'X86_64' },
    })
    const nodes = await client.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: arn('task-definition/main-on-nodes:1') }),
    )
    expect(nodes.taskDefinition?.cpu).toBeUndefined()
    const units = nodes.taskDefinition?.containerDefinitions?.map(({ cpu }) => cpu ?? 0) ?? []
    expect(units.reduce((sum, part) => sum + part, 0)).toBe(2048)
  })

  test('that do not exist are a ClientException', async () => {
    const ask = client.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'gone:7' }))
    await expect(ask).rejects.toMatchObject({ name: 'ClientException' })
  })
})

describe('capacity providers', () => {
  test('stand beside those of Fargate and name their group', async () => {
    const all = await client.send(new DescribeCapacityProvidersCommand({}))
    expect(all.capacityProviders?.map(({ name }) => name)).toEqual(['FARGATE', 'FARGATE_SPOT', 'nodes'])
    const own = all.capacityProviders?.[2]?.autoScalingGroupProvider
    expect(own?.autoScalingGroupArn).toMatch(/autoScalingGroupName\/nodes$/)
    expect(own?.managedScaling).toMatchObject({ status: 'ENABLED', targetCapacity: 90 })
  })

  test('have container instances with what is registered and left', async () => {
    const listed = await client.send(new ListContainerInstancesCommand({ cluster: 'main' }))
    const answer = await client.send(
      new DescribeContainerInstancesCommand({
        cluster: 'main',
        containerInstances: listed.containerInstanceArns,
      }),
    )
    expect(answer.containerInstances).toHaveLength(2)
    expect(answer.containerInstances?.[0]).toMatchObject({
      capacityProviderName: 'nodes',
      registeredResources: expect.arrayContaining([
        expect.objectContaining({ name: 'CPU', integerValue: 2048 }),
      ]),
      remainingResources: expect.arrayContaining([
        expect.objectContaining({ name: 'MEMORY', integerValue: 3840 }),
      ]),
    })
  })
})
