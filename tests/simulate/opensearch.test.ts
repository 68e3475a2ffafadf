import {
  DescribeDomainConfigCommand,
  DescribeDomainsCommand,
  ListDomainNamesCommand,
  ListTagsCommand,
  OpenSearchClient,
} from '@aws-sdk/client-opensearch'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { searchAndStreams } from '#tests/support/search-and-streams.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyAccounts, tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

let simulator: Simulator
let opensearch: OpenSearchClient

beforeAll(async () => {
  const accounts = tinyAccounts.map((account) => ({ ...account, deniedActions: ['es:ListTags'] }))
  simulator = await startTiny({
    world: {
      ...tinyWorld,
      accounts,
      things: ({ region }, kind) => (region === 'us-east-1' ? (searchAndStreams[kind] ?? []) : []),
    },
  })
  opensearch = new OpenSearchClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  opensearch.destroy()
  await simulator.close()
})

test('ListDomainNames names every domain with its engine', async () => {
  const { DomainNames = [] } = await opensearch.send(new ListDomainNamesCommand({}))
  expect(DomainNames).toHaveLength(7)
  expect(DomainNames[0]).toEqual({ DomainName: 'products', EngineType: 'OpenSearch' })
  expect(DomainNames[1]).toEqual({ DomainName: 'logs', EngineType: 'Elasticsearch' })
})

test('a region without domains has none', async () => {
  const elsewhere = new OpenSearchClient(await assumedClientOf(simulator, '444455556666', 'eu-west-1'))
  const { DomainNames } = await elsewhere.send(new ListDomainNamesCommand({}))
  expect(DomainNames).toEqual([])
  elsewhere.destroy()
})

describe('DescribeDomains', () => {
  test('tells nodes, masters, warm nodes, zones and volumes', async () => {
    const asked = new DescribeDomainsCommand({ DomainNames: ['products', 'nobody'] })
    const { DomainStatusList = [] } = await opensearch.send(asked)
    expect(DomainStatusList).toHaveLength(1)
    expect(DomainStatusList[0]).toMatchObject({
      ARN: 'arn:aws:es:us-east-1:444455556666:domain/products',
      EngineVersion: 'OpenSearch_2.17',
      ClusterConfig: {
        InstanceType: 'r6g.xlarge.search',
        InstanceCount: 3,
        DedicatedMasterType: 'm6g.large.search',
        DedicatedMasterCount: 3,
        ZoneAwarenessConfig: { AvailabilityZoneCount: 3 },
        WarmType: 'ultrawarm1.medium.search',
        WarmCount: 2,
      },
      EBSOptions: { EBSEnabled: true, VolumeType: 'gp3', VolumeSize: 512, Iops: 3000, Throughput: 125 },
    })
  })

  test('takes five names and refuses a sixth', async () => {
    const DomainNames = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `small-${letter}`)
    const five = await opensearch.send(new DescribeDomainsCommand({ DomainNames: DomainNames.slice(0, 5) }))
    expect(five.DomainStatusList).toHaveLength(5)
    await expect(opensearch.send(new DescribeDomainsCommand({ DomainNames }))).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })
})

test('DescribeDomainConfig tells when nodes and volumes were last changed', async () => {
  const { DomainConfig } = await opensearch.send(new DescribeDomainConfigCommand({ DomainName: 'products' }))
  const changedMs = Math.floor((tinyNowMs - 70 * dayMs) / 1000) * 1000
  expect(DomainConfig?.ClusterConfig?.Options?.InstanceCount).toBe(3)
  expect(DomainConfig?.ClusterConfig?.Status?.UpdateDate?.getTime()).toBe(changedMs)
  expect(DomainConfig?.EBSOptions?.Status?.UpdateDate?.getTime()).toBe(changedMs)
  await expect(
    opensearch.send(new DescribeDomainConfigCommand({ DomainName: 'nobody' })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('what the account refuses is refused by name', async () => {
  const asked = new ListTagsCommand({ ARN: 'arn:aws:es:us-east-1:444455556666:domain/products' })
  await expect(opensearch.send(asked)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('es:ListTags'),
  })
})
