import { afterEach, expect, test } from 'vitest'
import { type PullRequest, planPulls } from '#lib/collect/index.ts'
import { pullSamples } from '#lib/collect/samples.ts'
import { dayMs, floorTo, hourMs, minuteMs, type Range } from '#lib/model/time.ts'
import { documentedLimits } from '#lib/simulate/faults.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { compareBulk } from '../support/bulk-store.ts'
import { withDatabase } from '../support/database.ts'
import { faultShares } from '../support/fault-shares.ts'
import { openStage, type Stage, type StageOptions } from './stage.ts'

/** The three runs of `npm run bench -- collect`, small. */
withDatabase()

const nowMs = floorTo(Date.now(), hourMs)
const regions = ['us-east-1']
let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
})

async function open(options: Pick<StageOptions, 'metricsPerRegion' | 'faults'>): Promise<Stage> {
  stage = await openStage({ accounts: 1, regions, nowMs, patient: true, ...options })
  return stage
}

async function pull({ aws, accounts }: Stage, { tier, items }: Pick<PullRequest, 'tier' | 'items'>) {
  const [account] = accounts
  if (!account) throw new Error('no account')
  return pullSamples({
    aws,
    request: { account, region: 'us-east-1', tier, items },
    write: async (blocks) => {
      await writeSamples(tier, blocks)
    },
  })
}

const itemsOf = ({ series }: Stage, range: Range) => series.map((one) => ({ series: one.series, range }))
const callsOf = ({ aws }: Stage) => aws.usage().calls['cloudwatch:GetMetricData'] ?? 0

test('a day of 5-minute samples under the documented limits takes as few calls as can be', async () => {
  const opened = await open({ metricsPerRegion: 3500, faults: documentedLimits })
  const toMs = floorTo(nowMs - dayMs, dayMs)
  const range = { fromMs: toMs - dayMs, toMs }
  const { problems } = await pull(opened, { tier: '5m', items: itemsOf(opened, range) })
  // 3,500 x 288 values are ten times 100,800.
  expect({ calls: callsOf(opened), problems }).toEqual({ calls: 10, problems: [] })
  expect(await compareBulk(opened.series, { tier: '5m', range })).toEqual({
    ...{ compared: 3500 * 288, lost: 0, duplicated: 0, wrong: 0 },
  })
})

test('a first pull bills each metric once a tier', async () => {
  const opened = await open({ metricsPerRegion: 40, faults: {} })
  const series = opened.series.map((one, i) => {
    return { series: one.series, covered: {}, ...(i < 10 ? { samplePeriodMs: minuteMs } : {}) }
  })
  for (const phase of planPulls({ series, nowMs, overlap: 'deep' })) await pull(opened, phase)
  expect(opened.simulator.totals.all.billedMetrics).toBe(40 + 40 + 10)
})

test('at half the documented rate and with 5 % faults nothing is lost, and 5 % of calls are wasted at most', async () => {
  const metricsPerRegion = 40_000
  const opened = await open({
    metricsPerRegion,
    faults: {
      requestsPerSecond: 25,
      datapointsPerSecond: { recent: 90_000, older: 198_000 },
      ...faultShares(0.05, 500),
    },
  })
  const toMs = floorTo(nowMs - 3 * dayMs, dayMs)
  const range = { fromMs: toMs - hourMs, toMs }
  const { problems, counts } = await pull(opened, { tier: '5m', items: itemsOf(opened, range) })
  expect({ problems, incomplete: counts.incompleteSeries }).toEqual({ problems: [], incomplete: 0 })
  expect(await compareBulk(opened.series, { tier: '5m', range })).toEqual({
    ...{ compared: metricsPerRegion * 12, lost: 0, duplicated: 0, wrong: 0 },
  })
  const ideal = metricsPerRegion / 500
  const faulted = opened.simulator.totals.faultedByAction['cloudwatch:GetMetricData'] ?? 0
  expect(faulted).toBeGreaterThan(0)
  expect(callsOf(opened) - ideal - faulted).toBeLessThanOrEqual(0.05 * ideal)
})
