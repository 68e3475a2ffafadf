import type { Driver, DriverSample } from '#lib/model/calendar.ts'
import { tierFacts } from '#lib/model/series.ts'
import { floorTo, hourMs } from '#lib/model/time.ts'
import type { JobContext } from './job.ts'

/** Hourly samples of a driver's metric, as far back as CloudWatch keeps them. Throws where its account is not collected. */
export async function pullDriver(context: JobContext, driver: Driver): Promise<DriverSample[]> {
  const { metric } = driver
  if (metric === undefined) return []
  const account = context.estate.accounts.find(({ id }) => id === metric.accountId)
  if (!account) throw new Error(`account ${metric.accountId} of the metric is not collected`)
  const { accountId: _account, region, statistic, ...id } = metric
  const toMs = floorTo(context.nowMs, hourMs)
  const series = {
    id: 0,
    resourceId: driver.name,
    key: 'driver',
    member: '',
    metric: id,
    statistics: [statistic],
  }
  const range = { fromMs: toMs - tierFacts['1h'].servedMs, toMs }
  const samples: DriverSample[] = []
  const request = { account, region, tier: '1h' as const, items: [{ series, range }] }
  const { problems } = await context.collector.samples(request, async (blocks) => {
    for (const { block } of blocks) {
      const values = block.values[statistic]
      values?.forEach((value, i) => {
        if (!Number.isNaN(value)) samples.push({ atMs: block.startMs + i * hourMs, value })
      })
    }
  })
  const [problem] = problems
  if (problem) throw new Error(problem.text)
  return samples
}
