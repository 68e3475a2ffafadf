import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyWorld } from '#tests/support/tiny-world.ts'
import { withThings } from '#tests/support/world-things.ts'

let simulator: Simulator
let client: CloudWatchClient

beforeAll(async () => {
  const policy = { name: 'cpu', metric: 'ASGAverageCPUUtilization', targetValue: 60 }
  const things = {
    'group-policy': ['web', 'api'].map((groupName) => ({ ...policy, groupName })),
    'scalable-target': [
      {
        serviceNamespace: 'dynamodb',
        resourceId: 'table/orders',
        scalableDimension: 'dynamodb:table:ReadCapacityUnits',
        min: 5,
        max: 500,
        policies: [{ name: 'reads', metric: 'DynamoDBReadCapacityUtilization', targetValue: 70 }],
      },
    ],
  }
  simulator = await startTiny({ world: withThings(tinyWorld, things) })
  client = new CloudWatchClient(await assumedClientOf(simulator, '444455556666'))
})
afterAll(async () => {
  client.destroy()
  await simulator.close()
})

test('tells both alarms of a target tracking policy, page by page', async () => {
  const first = await client.send(
    new DescribeAlarmsCommand({ AlarmNamePrefix: 'TargetTracking-web-', MaxRecords: 1 }),
  )
  expect(first.MetricAlarms?.[0]).toMatchObject({
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Threshold: 60,
    EvaluationPeriods: 3,
    Period: 60,
    ComparisonOperator: 'GreaterThanThreshold',
    Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'web' }],
  })
  const second = await client.send(
    new DescribeAlarmsCommand({
      AlarmNamePrefix: 'TargetTracking-web-',
      MaxRecords: 1,
      NextToken: first.NextToken,
    }),
  )
  expect(second.MetricAlarms?.[0]).toMatchObject({ Threshold: 54, EvaluationPeriods: 15 })
  expect(second.NextToken).toBeUndefined()
})

test('finds alarms by name alone, and knows DynamoDB by its two minutes and twenty points', async () => {
  const all = await client.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'TargetTracking-table/orders' }))
  const names = all.MetricAlarms?.flatMap(({ AlarmName }) => AlarmName ?? []) ?? []
  const named = await client.send(new DescribeAlarmsCommand({ AlarmNames: names }))
  expect(named.MetricAlarms?.map((one) => [one.Threshold, one.EvaluationPeriods])).toEqual([
    [70, 2],
    [50, 15],
  ])
})

test('refuses more than a hundred names', async () => {
  const AlarmNames = Array.from({ length: 101 }, (_, i) => `a${i}`)
  await expect(client.send(new DescribeAlarmsCommand({ AlarmNames }))).rejects.toThrow()
})
