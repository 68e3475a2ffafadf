import { afterEach, describe, expect, test } from 'vitest'
import { pullSamples } from '#lib/collect/samples.ts'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import type { FaultOptions } from '#lib/simulate/faults.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { compareBulk } from '../support/bulk-store.ts'
import { withDatabase } from '../support/database.ts'
import { faultShares } from '../support/fault-shares.ts'
import { openStage, type Stage } from './stage.ts'

withDatabase()

const nowMs = floorTo(Date.now(), hourMs)
const startMs = floorTo(nowMs - 20 * dayMs, dayMs)
const metricsPerRegion = 20
let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

/** Pulls hour after hour: one small call each, so that many calls meet many faults. */
async function pullHours(faults: FaultOptions, { from, hours }: { from: number; hours: number }) {
  stage = await openStage({ accounts: 1, regions: ['us-east-1'], metricsPerRegion, nowMs, faults })
  const [account] = stage.accounts
  if (!account) throw new Error('no account')
  const problems: { text: string; action?: string }[] = []
  const counts: Record<string, number> = {}
  for (let hour = from; hour < from + hours; hour++) {
    const range = { fromMs: startMs + hour * hourMs, toMs: startMs + (hour + 1) * hourMs }
    const items = stage.series.map(({ series }) => ({ series, range }))
    const request = { account, region: 'us-east-1', tier: '5m' as const, items }
    const result = await pullSamples({
      aws: stage.aws,
      request,
      write: async (blocks) => {
        await writeSamples('5m', blocks)
      },
    })
    problems.push(...result.problems)
    for (const [name, count] of Object.entries(result.counts)) counts[name] = (counts[name] ?? 0) + count
  }
  const range = { fromMs: startMs + from * hourMs, toMs: startMs + (from + hours) * hourMs }
  const report = await compareBulk(stage.series, { tier: '5m', range })
  const faulted = stage.simulator.totals.faultedByAction['cloudwatch:GetMetricData'] ?? 0
  const calls = stage.aws.usage().calls['cloudwatch:GetMetricData'] ?? 0
  return { report, problems, counts, faulted, calls, billed: stage.simulator.totals.all.billedMetrics }
}

describe('F6: faults of every kind in 30 % of calls', () => {
  test('the store equals the truth, and each faulted call costs one more', async () => {
    const hours = 150
    const pulled = await pullHours(faultShares(0.3, metricsPerRegion), { from: 0, hours })
    expect(pulled.report).toEqual({
      compared: hours * 12 * metricsPerRegion,
      lost: 0,
      duplicated: 0,
      wrong: 0,
    })
    expect(pulled.problems).toEqual([])
    expect(pulled.counts.incompleteSeries).toBe(0)
    // The faults did happen.
    expect(pulled.faulted).toBeGreaterThan(0.2 * hours)
    expect(pulled.calls).toBeLessThanOrEqual(hours + pulled.faulted)
  })

  const kinds: readonly (keyof FaultOptions)[] = [
    'serverErrorShare',
    'resetShare',
    'truncatedShare',
    'internalErrorShare',
    'partialDataShare',
    'missingShare',
    'tokenLoopShare',
    'repeatedPageShare',
    'shuffledShare',
    'expiredTokenShare',
  ]
  test.each(kinds.map((kind, i) => ({ kind, from: 200 + i * 12 })))('$kind alone', async ({ kind, from }) => {
    const { report, problems } = await pullHours({ [kind]: 0.3 }, { from, hours: 12 })
    expect(report).toEqual({ compared: 12 * 12 * metricsPerRegion, lost: 0, duplicated: 0, wrong: 0 })
    expect(problems).toEqual([])
  })
})

describe('F6: what never gets better', () => {
  test('a page token that leads to itself is seen on the second page, and the pull ends and names it', async () => {
    const { counts, calls, problems, report } = await pullHours(
      { tokenLoopShare: 1 },
      { from: 400, hours: 1 },
    )
    // Eight rounds of two pages.
    expect({ loops: counts.tokenLoops, calls }).toEqual({ loops: 8, calls: 16 })
    expect(problems).toMatchObject([{ code: 'aws-incomplete', action: 'cloudwatch:GetMetricData' }])
    expect(report.lost).toBe(12 * metricsPerRegion)
  })

  test('an account that is down is asked eight times, and the error names account, region and operation', async () => {
    const { calls, problems } = await pullHours({ serverErrorShare: 1 }, { from: 401, hours: 1 })
    // The session comes first; sts answers with the same error.
    expect(calls).toBeLessThanOrEqual(8)
    expect(problems).toHaveLength(1)
    expect(problems[0]?.text).toMatch(/(sts:AssumeRole|cloudwatch:GetMetricData) in 100000000000/)
  })
})
