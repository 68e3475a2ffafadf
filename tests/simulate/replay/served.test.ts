import { fileURLToPath } from 'node:url'
import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import { expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import { startSimulator } from '#lib/simulate/index.ts'
import { clientOf } from '#tests/support/simulator.ts'

const dir = fileURLToPath(new URL('fixture', import.meta.url))
const nowMs = Date.UTC(2026, 10, 22, 14, 7, 30)

test('clients read a recording however old it has become, under the shifts of the first start', async () => {
  const first = await startSimulator({ seed: 1, anchorMs: nowMs, now: () => nowMs, replayDir: dir })
  await first.close()
  const laterMs = nowMs + 90 * dayMs
  const later = await startSimulator({
    seed: 1,
    anchorMs: nowMs,
    now: () => laterMs,
    replayDir: dir,
    replayShifts: first.replayShifts,
  })
  expect(later.replayShifts).toEqual(first.replayShifts)
  expect(later.accounts).toMatchObject([{ id: '111122223333', regions: ['us-east-1'], payer: true }])
  const client = new CloudWatchClient(clientOf(later))
  const listed = await client.send(new ListMetricsCommand({}))
  expect(listed.Metrics).toHaveLength(6)
  const Dimensions = [{ Name: 'DBInstanceIdentifier', Value: 'orders' }]
  const Metric = { Namespace: 'AWS/RDS', MetricName: 'CPUUtilization', Dimensions }
  const answer = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'a', MetricStat: { Metric, Period: 300, Stat: 'Average' } }],
      StartTime: new Date(nowMs - dayMs),
      EndTime: new Date(laterMs),
      ScanBy: 'TimestampAscending',
    }),
  )
  expect(answer.MetricDataResults?.[0]?.Values).toEqual([10, 11.5, 12, 13, 15, 16, 17, 18, 19])
  expect(answer.MetricDataResults?.[0]?.Timestamps?.at(-1)).toEqual(new Date(Date.UTC(2026, 10, 22, 14, 0)))
  client.destroy()
  await later.close()
})
