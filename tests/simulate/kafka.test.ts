import {
  DescribeClusterV2Command,
  KafkaClient,
  ListClustersV2Command,
  ListNodesCommand,
  paginateListClustersV2,
  paginateListNodes,
} from '@aws-sdk/client-kafka'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { kafkaArn } from '#lib/simulate/world-kafka.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { searchAndStreams } from '#tests/support/search-and-streams.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

let simulator: Simulator
let kafka: KafkaClient
const arnOf = (name: string) => kafkaArn({ region: 'us-east-1', accountId: '444455556666' }, name)

beforeAll(async () => {
  simulator = await startTiny({
    world: { ...tinyWorld, things: (_, kind) => searchAndStreams[kind] ?? [] },
  })
  kafka = new KafkaClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  kafka.destroy()
  await simulator.close()
})

describe('ListClustersV2', () => {
  test('pages through provisioned and serverless clusters', async () => {
    const names: string[] = []
    for await (const page of paginateListClustersV2({ client: kafka, pageSize: 1 }, {})) {
      expect(page.ClusterInfoList).toHaveLength(1)
      for (const { ClusterName } of page.ClusterInfoList ?? []) names.push(ClusterName ?? '')
    }
    expect(names).toEqual(['events', 'fast', 'sometimes'])
  })

  test('tells brokers, volumes, version, access and tags', async () => {
    const { ClusterInfoList = [] } = await kafka.send(new ListClustersV2Command({}))
    const [events, fast, sometimes] = ClusterInfoList
    expect(events).toMatchObject({
      ClusterArn: arnOf('events'),
      ClusterType: 'PROVISIONED',
      State: 'ACTIVE',
      Tags: { team: 'payments' },
      Provisioned: {
        NumberOfBrokerNodes: 3,
        CurrentBrokerSoftwareInfo: { KafkaVersion: '3.7.x' },
        ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
        BrokerNodeGroupInfo: {
          InstanceType: 'kafka.m7g.large',
          ClientSubnets: ['subnet-a', 'subnet-b', 'subnet-c'],
          StorageInfo: { EbsStorageInfo: { VolumeSize: 1000 } },
        },
      },
    })
    expect(events?.CreationTime?.getTime()).toBe(tinyNowMs - 400 * dayMs)
    expect(fast?.Provisioned?.BrokerNodeGroupInfo?.StorageInfo).toBeUndefined()
    expect(sometimes?.ClusterType).toBe('SERVERLESS')
    expect(sometimes?.Serverless?.VpcConfigs?.[0]?.SubnetIds).toHaveLength(3)
  })

  test('refuses a token of another operation and a page out of bounds', async () => {
    const foreign = new ListClustersV2Command({ NextToken: 'bm90IG91cnM' })
    await expect(kafka.send(foreign)).rejects.toMatchObject({ name: 'BadRequestException' })
    const large = new ListClustersV2Command({ MaxResults: 101 })
    await expect(kafka.send(large)).rejects.toMatchObject({ name: 'BadRequestException' })
  })
})

test('DescribeClusterV2 tells the same of one cluster', async () => {
  const { ClusterInfo } = await kafka.send(new DescribeClusterV2Command({ ClusterArn: arnOf('events') }))
  expect(ClusterInfo?.ClusterName).toBe('events')
  await expect(
    kafka.send(new DescribeClusterV2Command({ ClusterArn: arnOf('nobody') })),
  ).rejects.toMatchObject({ name: 'NotFoundException' })
})

test('ListNodes numbers the brokers; a serverless cluster has none', async () => {
  const brokers: (number | undefined)[] = []
  for await (const page of paginateListNodes(
    { client: kafka, pageSize: 2 },
    { ClusterArn: arnOf('events') },
  )) {
    for (const { BrokerNodeInfo } of page.NodeInfoList ?? []) brokers.push(BrokerNodeInfo?.BrokerId)
  }
  expect(brokers).toEqual([1, 2, 3])
  await expect(kafka.send(new ListNodesCommand({ ClusterArn: arnOf('sometimes') }))).rejects.toMatchObject({
    name: 'BadRequestException',
  })
})
