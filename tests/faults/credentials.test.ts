import { afterEach, describe, expect, test } from 'vitest'
import { forEachLimited } from '#lib/collect/index.ts'
import { pullSamples } from '#lib/collect/samples.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import { dayMs, floorTo, hourMs, type Range } from '#lib/model/time.ts'
import type { FaultOptions } from '#lib/simulate/faults.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { compareBulk } from '../support/bulk-store.ts'
import { withDatabase } from '../support/database.ts'
import { openStage, type Stage } from './stage.ts'

withDatabase()

const nowMs = floorTo(Date.now(), hourMs)
const startMs = floorTo(nowMs - 10 * dayMs, dayMs)
const region = 'us-east-1'
let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

type Ended = { readonly calls: number; readonly problems: readonly Problem[]; readonly incomplete: number }

type Asked = { readonly stage: Stage; readonly account: Account; readonly range: Range }

async function pullAccount({ stage, account, range }: Asked): Promise<Ended> {
  const own = stage.series.filter(({ accountId }) => accountId === account.id)
  const before = stage.simulator.totals.byAccount[account.id]?.calls ?? 0
  const { problems, counts } = await pullSamples({
    aws: stage.aws,
    request: { account, region, tier: '5m', items: own.map(({ series }) => ({ series, range })) },
    write: async (blocks) => {
      await writeSamples('5m', blocks)
    },
  })
  const calls = (stage.simulator.totals.byAccount[account.id]?.calls ?? 0) - before
  return { calls, problems, incomplete: counts.incompleteSeries ?? 0 }
}

const rangeOf = (day: number): Range => {
  return { fromMs: startMs + day * dayMs, toMs: startMs + day * dayMs + 6 * hourMs }
}

describe('F7: one of 50 accounts', () => {
  const denied = 17
  const gone = 23

  test('is denied, the role of another is deleted: both alone are red, 48 are complete at the same calls', async () => {
    const options = { accounts: 50, regions: [region], metricsPerRegion: 20, nowMs, deniedAccount: denied }
    stage = await openStage({ ...options, faults: {} })
    const opened = stage
    const range = rangeOf(0)
    const ended = new Map<string, Ended>()
    const accounts = opened.accounts.map((account, i) =>
      i === gone ? { ...account, roleArn: `arn:aws:iam::${account.id}:role/Deleted` } : account,
    )
    await forEachLimited(accounts, {
      limit: 4,
      work: async (account) => {
        ended.set(account.id, await pullAccount({ stage: opened, account, range }))
      },
    })
    const red = accounts.filter(({ id }) => (ended.get(id)?.problems.length ?? 0) > 0)
    expect(red.map(({ id }) => id)).toEqual([accounts[denied]?.id, accounts[gone]?.id])
    const [first, second] = red.map(({ id }) => ended.get(id)?.problems)
    expect(first).toMatchObject([{ code: 'aws-denied', action: 'cloudwatch:GetMetricData' }])
    expect(first?.[0]?.text).toMatch(/^cloudwatch:GetMetricData in 100000000017\/us-east-1: AccessDenied/)
    expect(second).toMatchObject([{ code: 'aws-denied', action: 'sts:AssumeRole', scope: '100000000023' }])

    const fine = opened.series.filter(({ accountId }) => !red.some(({ id }) => id === accountId))
    expect(await compareBulk(fine, { tier: '5m', range })).toEqual({
      ...{ compared: 48 * 20 * 72, lost: 0, duplicated: 0, wrong: 0 },
    })
    // Identity once, then one call of 20 series: nobody waits for, or asks again because of, the red ones. The first
    // account is the one that assumes the roles of the others.
    const others = accounts.slice(1).filter((one) => !red.includes(one))
    expect(new Set(others.map(({ id }) => ended.get(id)?.calls))).toEqual(new Set([2]))
    // What is denied is not asked again.
    expect(ended.get(accounts[denied]?.id ?? '')?.calls).toBe(2)
  })
})

describe('F7: credentials that end', () => {
  test.each<{ what: string; faults: FaultOptions; day: number }>([
    {
      what: 'between two pages of one answer',
      faults: { expiredTokenShare: 0.5, repeatedPageShare: 1 },
      day: 1,
    },
    { what: 'after half a second', faults: { sessionMs: 500, slowMs: 60 }, day: 2 },
  ])('$what: they are renewed and nothing is lost', async ({ faults, day }) => {
    const options = { accounts: 1, regions: [region], metricsPerRegion: 1000, nowMs }
    stage = await openStage({ ...options, faults, patient: true })
    const [account] = stage.accounts
    if (!account) throw new Error('no account')
    const problems: Problem[] = []
    for (let hour = 0; hour < 8; hour++) {
      const fromMs = rangeOf(day).fromMs + hour * hourMs
      const ended = await pullAccount({ stage, account, range: { fromMs, toMs: fromMs + hourMs } })
      problems.push(...ended.problems)
    }
    expect(problems).toEqual([])
    const { fromMs } = rangeOf(day)
    const report = await compareBulk(stage.series, {
      tier: '5m',
      range: { fromMs, toMs: fromMs + 8 * hourMs },
    })
    expect(report).toEqual({ compared: 8 * 12 * 1000, lost: 0, duplicated: 0, wrong: 0 })
    expect(stage.aws.usage().calls['sts:AssumeRole']).toBeGreaterThan(2)
  })

  test('many requests that meet one expired session renew it once', async () => {
    const options = { accounts: 1, regions: ['us-east-1', 'eu-west-1'], metricsPerRegion: 1500, nowMs }
    stage = await openStage({ ...options, faults: { expiredTokenShare: 0.3 } })
    const opened = stage
    const [account] = stage.accounts
    if (!account) throw new Error('no account')
    await Promise.all([3, 4, 5].map((day) => pullAccount({ stage: opened, account, range: rangeOf(day) })))
    const { calls } = opened.aws.usage()
    const refused = opened.simulator.totals.byStatus[403] ?? 0
    // One probe without the external id is refused as well.
    expect(calls['sts:AssumeRole']).toBeLessThanOrEqual(2 + refused)
  })
})
