import { afterEach, expect, test } from 'vitest'
import { pullSamples } from '#lib/collect/samples.ts'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import { documentedLimits, type FaultOptions } from '#lib/simulate/faults.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { compareBulk } from '../support/bulk-store.ts'
import { withDatabase } from '../support/database.ts'
import { openStage, type Stage } from './stage.ts'

withDatabase()

const nowMs = floorTo(Date.now(), hourMs)
const toMs = floorTo(nowMs - dayMs, dayMs)
let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
})

/** Pulls one hour of so many metrics of one region, and counts calls and what is in the store. */
async function pullHour(faults: FaultOptions, hour: number, metricsPerRegion: number) {
  stage = await openStage({
    ...{ accounts: 1, regions: ['us-east-1'], metricsPerRegion, nowMs, patient: true },
    faults,
  })
  const range = { fromMs: toMs - (hour + 1) * hourMs, toMs: toMs - hour * hourMs }
  const [account] = stage.accounts
  if (!account) throw new Error('no account')
  const items = stage.series.map(({ series }) => ({ series, range }))
  const request = { account, region: 'us-east-1', tier: '5m' as const, items }
  const write = async (blocks: Parameters<typeof writeSamples>[1]) => {
    await writeSamples('5m', blocks)
  }
  const { counts, problems } = await pullSamples({ aws: stage.aws, request, write })
  return {
    ...{ counts, problems },
    report: await compareBulk(stage.series, { tier: '5m', range }),
    calls: stage.aws.usage().calls['cloudwatch:GetMetricData'] ?? 0,
    throttled: stage.simulator.totals.byStatus[400] ?? 0,
  }
}

test('F5: under the limits that AWS documents nothing is throttled and no call is wasted', async () => {
  const { report, calls, throttled, problems } = await pullHour(documentedLimits, 1, 10_000)
  expect(report).toEqual({ compared: 120_000, lost: 0, duplicated: 0, wrong: 0 })
  expect({ calls, throttled, problems }).toEqual({ calls: 20, throttled: 0, problems: [] })
})

test('F5: against a fifth of them it finishes with at most 5 % of calls wasted', async () => {
  const { report, calls, throttled, problems } = await pullHour({ requestsPerSecond: 10 }, 2, 50_000)
  expect(report).toEqual({ compared: 600_000, lost: 0, duplicated: 0, wrong: 0 })
  expect(problems).toEqual([])
  expect(calls).toBe(100 + throttled)
  expect(throttled / 100).toBeLessThanOrEqual(0.05)
})
