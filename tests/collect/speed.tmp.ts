import { spawn } from 'node:child_process'
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { openCollector } from '#lib/collect/index.ts'
import { packCalls } from '#lib/collect/query.ts'

const child = spawn(process.execPath, ['/tmp/collect/server.mjs'])
const port = await new Promise<string>((r) => child.stdout.once('data', (d) => r(String(d).trim())))
process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`
process.env.AWS_ACCESS_KEY_ID = 'AKIATEST'
process.env.AWS_SECRET_ACCESS_KEY = 'secret'
const hour = 3600_000
const fromMs = Date.UTC(2025, 0, 1)
const range = { fromMs, toMs: fromMs + 10_920 * hour }
const items = Array.from({ length: 400 }, (_, i) => ({
  series: {
    id: i,
    resourceId: 'r',
    key: 'cpu',
    member: '',
    metric: { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: `i-${i}` } },
    statistics: ['Average', 'Maximum'] as const,
  },
  range,
}))
const account = { id: '1', name: 'x', regions: ['us-east-1'], payer: false }
const c = openCollector({ accounts: [account], teamTagKeys: [] })
const calls = packCalls(
  items.map(({ series, range }) => ({
    seriesId: series.id,
    metric: series.metric,
    statistics: series.statistics,
    range,
  })),
  hour,
)
const client = new CloudWatchClient({ region: 'us-east-1', maxAttempts: 1 })
const queriesOf = (call: (typeof calls)[number]) =>
  call.asks.flatMap((a, i) =>
    a.statistics.map((Stat, j) => ({
      Id: `q${i * 2 + j}`,
      MetricStat: {
        Period: 3600,
        Stat,
        Metric: {
          Namespace: 'a',
          MetricName: 'b',
          Dimensions: [{ Name: 'InstanceId', Value: `i-${a.seriesId}` }],
        },
      },
    })),
  )
for (let round = 0; round < 2; round++) {
  let t = performance.now(),
    values = 0,
    cpu = process.cpuUsage()
  const queue = [...calls]
  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      for (let call = queue.shift(); call; call = queue.shift()) {
        const out = await client.send(
          new GetMetricDataCommand({
            MetricDataQueries: queriesOf(call),
            StartTime: new Date(call.range.fromMs),
            EndTime: new Date(call.range.toMs),
          }),
        )
        for (const r of out.MetricDataResults ?? []) values += r.Values?.length ?? 0
      }
    }),
  )
  let s = (performance.now() - t) / 1000
  let u = process.cpuUsage(cpu)
  console.log(
    'sdk alone',
    values,
    'values',
    (values / s / 1e6).toFixed(2),
    'M/s cpu',
    ((u.user + u.system) / 1e6).toFixed(2),
    's wall',
    s.toFixed(2),
  )
  t = performance.now()
  cpu = process.cpuUsage()
  let blocks = 0
  const r = await c.samples({ account, region: 'us-east-1', tier: '1h', items }, async (b) => {
    blocks += b.length
  })
  s = (performance.now() - t) / 1000
  u = process.cpuUsage(cpu)
  console.log(
    'collect  ',
    r.counts,
    (Number(r.counts.values) / s / 1e6).toFixed(2),
    'M/s cpu',
    ((u.user + u.system) / 1e6).toFixed(2),
    's wall',
    s.toFixed(2),
    blocks,
    (process.memoryUsage().rss / 2 ** 20).toFixed(0),
    'MiB',
  )
}
c.close()
client.destroy()
child.kill()
