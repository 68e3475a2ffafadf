import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyWorld } from '#tests/support/tiny-world.ts'

let simulator: Simulator
let client: AutoScalingClient

beforeAll(async () => {
  const groups: typeof tinyWorld.groups = (place) => {
    return tinyWorld
      .groups(place)
      .flatMap((group) => [group, { ...group, name: 'batch', instanceIds: [], tags: {} }])
  }
  simulator = await startTiny({ world: { ...tinyWorld, groups } })
  client = new AutoScalingClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  client.destroy()
  await simulator.close()
})

test('tells sizes, members with their types, zones and tags', async () => {
  const answer = await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['web'] }))
  expect(answer.AutoScalingGroups).toHaveLength(1)
  expect(answer.AutoScalingGroups?.[0]).toMatchObject({
    AutoScalingGroupName: 'web',
    MinSize: 1,
    MaxSize: 6,
    DesiredCapacity: 2,
    AvailabilityZones: ['us-east-1a', 'us-east-1b'],
    Instances: [
      { InstanceId: 'i-0000000000000000a', InstanceType: 'm7i.large' },
      { InstanceId: 'i-0000000000000000b', InstanceType: 'm7g.xlarge' },
    ],
    Tags: [{ Key: 'team', Value: 'web', ResourceId: 'web' }],
  })
})

test('a group without members still tells its instance type', async () => {
  const answer = await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['batch'] }))
  const group = answer.AutoScalingGroups?.[0]
  expect(group?.Instances ?? []).toHaveLength(0)
  expect(group?.MixedInstancesPolicy?.LaunchTemplate?.Overrides?.[0]?.InstanceType).toBe('m7i.large')
})

test('pages by MaxRecords and filters by tag', async () => {
  const first = await client.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: 1 }))
  const second = await client.send(
    new DescribeAutoScalingGroupsCommand({ MaxRecords: 1, NextToken: first.NextToken }),
  )
  expect(first.AutoScalingGroups?.[0]?.AutoScalingGroupName).toBe('web')
  expect(second.AutoScalingGroups?.[0]?.AutoScalingGroupName).toBe('batch')
  expect(second.NextToken).toBeUndefined()
  const tagged = await client.send(
    new DescribeAutoScalingGroupsCommand({ Filters: [{ Name: 'tag:team', Values: ['web'] }] }),
  )
  expect(tagged.AutoScalingGroups).toHaveLength(1)
})
