import {
  BatchGetResourceConfigCommand,
  ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
  GetResourceConfigHistoryCommand,
} from '@aws-sdk/client-config-service'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { groupArn } from '#lib/simulate/services/auto-scaling.ts'
import { databaseResourceId } from '#lib/simulate/services/rds-instances.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyAccounts, tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

const shop = '444455556666'
const place = { accountId: shop, region: 'us-east-1', nowMs: tinyNowMs }
let simulator: Simulator
let client: ConfigServiceClient

beforeAll(async () => {
  const accounts = tinyAccounts.map((account) => ({ ...account, configRecorder: true }))
  simulator = await startTiny({ world: { ...tinyWorld, accounts } })
  client = new ConfigServiceClient(await assumedClientOf(simulator, shop))
})

afterAll(async () => {
  client.destroy()
  await simulator.close()
})

test('a database went through its classes and storage sizes, newest first', async () => {
  const answer = await client.send(
    new GetResourceConfigHistoryCommand({
      resourceType: 'AWS::RDS::DBInstance',
      resourceId: databaseResourceId(place, 'orders'),
    }),
  )
  const states = answer.configurationItems?.map((item) => {
    const configuration = JSON.parse(item.configuration ?? '{}')
    const ageDays = Math.round((tinyNowMs - (item.configurationItemCaptureTime?.getTime() ?? 0)) / dayMs)
    return [ageDays, configuration.dBInstanceClass, configuration.allocatedStorage]
  })
  expect(states).toEqual([
    [5, 'db.m7g.large', 200],
    [9, 'db.m7g.large', 100],
    [500, 'db.m7g.xlarge', 100],
  ])
})

test('pages by limit and honours the time range', async () => {
  const input = {
    resourceType: 'AWS::RDS::DBInstance' as const,
    resourceId: databaseResourceId(place, 'orders'),
    chronologicalOrder: 'Forward' as const,
    earlierTime: new Date(tinyNowMs - 20 * dayMs),
    limit: 1,
  }
  const first = await client.send(new GetResourceConfigHistoryCommand(input))
  const second = await client.send(
    new GetResourceConfigHistoryCommand({ ...input, nextToken: first.nextToken }),
  )
  expect(first.configurationItems).toHaveLength(1)
  expect(second.nextToken).toBeUndefined()
  expect(JSON.parse(second.configurationItems?.[0]?.configuration ?? '{}').allocatedStorage).toBe(200)
})

test('instances show CPU options, groups their maximum size', async () => {
  const answer = await client.send(
    new BatchGetResourceConfigCommand({
      resourceKeys: [
        { resourceType: 'AWS::EC2::Instance', resourceId: 'i-00000000000000002' },
        { resourceType: 'AWS::AutoScaling::AutoScalingGroup', resourceId: groupArn(place, 'web') },
        { resourceType: 'AWS::EC2::Instance', resourceId: 'i-nope' },
      ],
    }),
  )
  const [instance, group] = (answer.baseConfigurationItems ?? []).map((item) =>
    JSON.parse(item.configuration ?? '{}'),
  )
  expect(answer.baseConfigurationItems).toHaveLength(2)
  expect(instance).toMatchObject({
    instanceType: 'm7i.large',
    cpuOptions: { coreCount: 1, threadsPerCore: 1 },
  })
  expect(group).toMatchObject({ autoScalingGroupName: 'web', maxSize: 6 })
})

test('an unknown resource is refused', async () => {
  const input = { resourceType: 'AWS::EC2::Instance' as const, resourceId: 'i-nope' }
  await expect(client.send(new GetResourceConfigHistoryCommand(input))).rejects.toMatchObject({
    name: 'ResourceNotDiscoveredException',
  })
})

test('an account without a recorder says so', async () => {
  const bare = await startTiny()
  const config = new ConfigServiceClient(await assumedClientOf(bare, shop))
  const status = await config.send(new DescribeConfigurationRecorderStatusCommand({}))
  expect(status.ConfigurationRecordersStatus).toEqual([])
  const input = { resourceType: 'AWS::EC2::Instance' as const, resourceId: 'i-00000000000000002' }
  await expect(config.send(new GetResourceConfigHistoryCommand(input))).rejects.toMatchObject({
    name: 'NoAvailableConfigurationRecorderException',
  })
  config.destroy()
  await bare.close()
  const running = await client.send(new DescribeConfigurationRecorderStatusCommand({}))
  expect(running.ConfigurationRecordersStatus?.[0]?.recording).toBe(true)
})
