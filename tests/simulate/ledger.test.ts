import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Statistic } from '#lib/model/series.ts'
import { hourMs } from '#lib/model/time.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { ledgerEntryLimit, openLedger } from '#lib/simulate/ledger.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyNowMs, tinyWorldWithout } from '#tests/support/tiny-world.ts'

const shop = '444455556666'
let simulator: Simulator

beforeAll(async () => {
  simulator = await startTiny({ world: tinyWorldWithout(['ec2:DescribeVolumes']) })
})

afterAll(() => simulator.close())

function query(id: string, shard: number, Stat: Statistic) {
  const Dimensions = [
    { Name: 'Shard', Value: String(shard) },
    { Name: 'Kind', Value: 'x' },
  ]
  return {
    Id: id,
    MetricStat: { Metric: { Namespace: 'Bulk', MetricName: 'Load', Dimensions }, Period: 300, Stat },
  }
}

test('counts calls, queries, values and billed metrics: up to five statistics of a metric are one', async () => {
  const client = new CloudWatchClient(await assumedClientOf(simulator, shop))
  await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [
        query('a', 20, 'Average'),
        query('b', 20, 'Maximum'),
        query('c', 20, 'Minimum'),
        query('d', 20, 'Sum'),
        query('e', 20, 'SampleCount'),
        query('f', 20, 'p99'),
        query('g', 21, 'Average'),
      ],
      StartTime: new Date(tinyNowMs - 2 * hourMs),
      EndTime: new Date(tinyNowMs - hourMs),
    }),
  )
  expect(simulator.ledger.at(-1)).toEqual({
    service: 'cloudwatch',
    operation: 'GetMetricData',
    action: 'cloudwatch:GetMetricData',
    accountId: shop,
    region: 'us-east-1',
    status: 200,
    faulted: false,
    queries: 7,
    values: 7 * 12,
    billedMetrics: 3,
  })
  client.destroy()
})

test('refusals are entries with their status, and totals can be read by other processes', async () => {
  const ec2 = new EC2Client(await assumedClientOf(simulator, shop, 'eu-west-1'))
  await expect(ec2.send(new DescribeVolumesCommand({}))).rejects.toThrow(/ec2:DescribeVolumes/)
  ec2.destroy()
  expect(simulator.ledger.at(-1)).toMatchObject({
    action: 'ec2:DescribeVolumes',
    status: 403,
    region: 'eu-west-1',
  })
  const totals = await (await fetch(`${simulator.endpoint}/_ledger`)).json()
  expect(totals).toEqual(simulator.totals)
  expect(totals.byAction['ec2:DescribeVolumes']).toMatchObject({ calls: 1, errors: 1 })
  expect(totals.byAction['sts:AssumeRole']).toMatchObject({ calls: 2, errors: 0 })
  expect(totals.byAccount[shop]).toMatchObject({ calls: 2, billedMetrics: 3 })
  expect(totals.all.calls).toBe(4)
})

test('keeps the newest entries and all sums', () => {
  const ledger = openLedger()
  for (let values = 0; values < ledgerEntryLimit + 3; values++) {
    const entry = { service: 's', operation: 'o', action: 's:o', accountId: '1', region: 'r', status: 200 }
    ledger.record({ ...entry, queries: 1, values, billedMetrics: 0 })
  }
  expect(ledger.entries()).toHaveLength(ledgerEntryLimit)
  expect(ledger.entries()[0]?.values).toBe(3)
  expect(ledger.entries().at(-1)?.values).toBe(ledgerEntryLimit + 2)
  expect(ledger.totals().all.calls).toBe(ledgerEntryLimit + 3)
})
