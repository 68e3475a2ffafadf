import {
  CloudWatchClient,
  ListMetricsCommand,
  type ListMetricsCommandInput,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

let simulator: Simulator
let cloudwatch: CloudWatchClient

beforeAll(async () => {
  const metrics = tinyWorld.metrics({ accountId: '444455556666', region: 'us-east-1', nowMs: tinyNowMs })
  const quiet = metrics.map((metric) => (metric.id === 1 ? { ...metric, lastMs: tinyNowMs - dayMs } : metric))
  simulator = await startTiny({ world: { ...tinyWorld, metrics: () => quiet } })
  cloudwatch = new CloudWatchClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  cloudwatch.destroy()
  await simulator.close()
})

async function list(input: ListMetricsCommandInput) {
  const answer = await cloudwatch.send(new ListMetricsCommand(input))
  return answer.Metrics ?? []
}

test('pages by 500 and forgets metrics that have been silent for two weeks', async () => {
  const pages: number[] = []
  for await (const page of paginateListMetrics({ client: cloudwatch }, {}))
    pages.push(page.Metrics?.length ?? 0)
  expect(pages).toEqual([500, 119])
})

test('filters by namespace, name and a part of the dimensions', async () => {
  expect(await list({ Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' })).toHaveLength(11)
  const found = await list({ Namespace: 'Bulk', Dimensions: [{ Name: 'Shard', Value: '13' }] })
  expect(found).toEqual([
    {
      Namespace: 'Bulk',
      MetricName: 'Fast',
      Dimensions: [
        { Name: 'Shard', Value: '13' },
        { Name: 'Kind', Value: 'x' },
      ],
    },
  ])
  expect(await list({ Dimensions: [{ Name: 'InstanceId' }] })).toHaveLength(11)
})

test('RecentlyActive leaves out what was silent for three hours', async () => {
  expect(await list({ Namespace: 'AWS/EC2', RecentlyActive: 'PT3H' })).toHaveLength(10)
})

test('refuses a token of another operation', async () => {
  await expect(list({ NextToken: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  })
})
