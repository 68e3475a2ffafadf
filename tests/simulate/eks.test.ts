import {
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListClustersCommand,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { eksWorld } from '#tests/support/eks-world.ts'
import { clientOf, startTiny } from '#tests/support/simulator.ts'

let simulator: Simulator
let client: EKSClient

beforeAll(async () => {
  simulator = await startTiny({ world: eksWorld })
  client = new EKSClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  client.destroy()
  await simulator.close()
})

test('lists clusters in pages', async () => {
  const first = await client.send(new ListClustersCommand({ maxResults: 1 }))
  expect(first.clusters).toEqual(['prod'])
  const second = await client.send(new ListClustersCommand({ maxResults: 1, nextToken: first.nextToken }))
  expect(second.clusters).toEqual(['auto'])
  expect(second.nextToken ?? undefined).toBeUndefined()
})

test('refuses a page size that it does not know and a token of another list', async () => {
  await expect(client.send(new ListClustersCommand({ maxResults: 101 }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
  const { nextToken } = await client.send(new ListClustersCommand({ maxResults: 1 }))
  const foreign = new ListNodegroupsCommand({ clusterName: 'prod', nextToken })
  await expect(client.send(foreign)).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('tells version, support and Auto Mode of a cluster', async () => {
  const { cluster } = await client.send(new DescribeClusterCommand({ name: 'prod' }))
  expect(cluster).toMatchObject({
    name: 'prod',
    version: '1.33',
    upgradePolicy: { supportType: 'EXTENDED' },
    tags: { team: 'platform' },
    status: 'ACTIVE',
  })
  expect(cluster?.createdAt).toBeInstanceOf(Date)
  const auto = await client.send(new DescribeClusterCommand({ name: 'auto' }))
  expect(auto.cluster?.computeConfig?.enabled).toBe(true)
})

test('tells the sizes and the group of a node group', async () => {
  const listed = await client.send(new ListNodegroupsCommand({ clusterName: 'prod' }))
  expect(listed.nodegroups).toEqual(['general', 'spare'])
  const named = { clusterName: 'prod', nodegroupName: 'general' }
  const { nodegroup } = await client.send(new DescribeNodegroupCommand(named))
  expect(nodegroup).toMatchObject({
    clusterName: 'prod',
    nodegroupName: 'general',
    scalingConfig: { minSize: 1, maxSize: 6, desiredSize: 2 },
    instanceTypes: ['m7i.xlarge'],
    resources: { autoScalingGroups: [{ name: 'eks-general-1' }] },
  })
})

test('a cluster and a node group that are not there are not found', async () => {
  const absent = client.send(new DescribeClusterCommand({ name: 'absent' }))
  await expect(absent).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  const group = new DescribeNodegroupCommand({ clusterName: 'prod', nodegroupName: 'absent' })
  await expect(client.send(group)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('an account that denies the action refuses it', async () => {
  const denying = {
    ...eksWorld,
    accounts: eksWorld.accounts.map((one) => ({ ...one, deniedActions: ['eks:*'] })),
  }
  const strict = await startTiny({ world: denying })
  const refused = new EKSClient(clientOf(strict))
  await expect(refused.send(new ListClustersCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  })
  refused.destroy()
  await strict.close()
})
