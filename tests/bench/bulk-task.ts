import { forEachLimited, openCollector, type PullItem, planPulls } from '#lib/collect/index.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import type { Statistic, Tier } from '#lib/model/series.ts'
import { minuteMs, type Range } from '#lib/model/time.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { type BulkOptions, type BulkSeries, bulkSeries } from '../support/bulk-world.ts'

/** What the collecting process is told: one range of one tier, or (without a range) a first pull of all tiers. */
export type BulkTask = BulkOptions & {
  readonly databaseUrl: string
  readonly known: readonly Account[]
  readonly statistics: readonly Statistic[]
  readonly range?: Range
  /** The first so many series of each region come every minute. */
  readonly detailed: number
}

export type BulkResult = {
  readonly ms: number
  readonly rssMb: number
  readonly samples: number
  readonly billedMetrics: number
  readonly calls: number
  readonly problems: readonly Problem[]
  readonly incompleteSeries: number
  /** When each account and region was done. */
  readonly doneMs: Readonly<Record<string, number>>
}

type Pull = {
  readonly account: Account
  readonly region: string
  readonly tier: Tier
  readonly items: readonly PullItem[]
}

/** As in the worker: so many accounts at a time, and of each so many regions. */
const [accountsAtOnce, regionsAtOnce] = [4, 8]

function planOf(task: BulkTask, series: readonly BulkSeries[], account: Account, region: string): Pull[] {
  const here = series.filter((one) => one.accountId === account.id && one.region === region)
  const { range } = task
  if (range) {
    const items = here.map((one) => ({ series: one.series, range }))
    return [{ account, region, tier: '5m', items }]
  }
  const phases = planPulls({
    series: here.map((one, i) => ({
      series: one.series,
      covered: {},
      ...(i < task.detailed ? { samplePeriodMs: minuteMs } : {}),
    })),
    nowMs: task.nowMs,
    overlap: 'deep',
  })
  return phases.map(({ tier, items }) => ({ account, region, tier, items }))
}

/** Pulls what the task says and stores it. */
export async function pullTask(task: BulkTask): Promise<BulkResult> {
  openDatabase({ url: task.databaseUrl, connections: 10, queryMs: 600_000 })
  const collector = openCollector({ accounts: task.known, teamTagKeys: ['team'] })
  const problems: Problem[] = []
  const doneMs: Record<string, number> = {}
  let samples = 0
  let incompleteSeries = 0
  const series = bulkSeries(task, task.statistics)
  const beganMs = performance.now()
  const pullRegion = async (account: Account, region: string) => {
    for (const pull of planOf(task, series, account, region)) {
      const result = await collector.samples(pull, async (blocks) => {
        const written = await writeSamples(pull.tier, blocks)
        samples += written.samples
      })
      problems.push(...result.problems)
      incompleteSeries += result.counts.incompleteSeries ?? 0
    }
    doneMs[`${account.id}/${region}`] = performance.now() - beganMs
  }
  await forEachLimited(task.known, {
    limit: accountsAtOnce,
    work: (account) =>
      forEachLimited(account.regions, {
        limit: regionsAtOnce,
        work: (region) => pullRegion(account, region),
      }),
  })
  const ms = performance.now() - beganMs
  const usage = collector.usage()
  collector.close()
  await closeDatabase()
  return {
    ms,
    samples,
    doneMs,
    problems,
    incompleteSeries,
    billedMetrics: usage.billedMetrics,
    calls: usage.calls['cloudwatch:GetMetricData'] ?? 0,
    rssMb: process.resourceUsage().maxRSS / 1024,
  }
}
