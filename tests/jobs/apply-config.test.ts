import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyConfig } from '#jobs/apply-config.ts'
import { type Collector, openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { readBudgets } from '#lib/store/budgets.ts'
import { readDriverSamples, readEvents, readFreezes } from '#lib/store/calendar.ts'
import { withDatabase } from '../support/database.ts'
import { startTiny } from '../support/simulator.ts'
import { tinyNowMs } from '../support/tiny-world.ts'

withDatabase()

const folder = mkdtempSync(join(tmpdir(), 'headroom-config-'))
const path = join(folder, 'headroom.yaml')
let simulator: Simulator
let collector: Collector

beforeAll(async () => {
  simulator = await startTiny()
  setEnvironment({
    HEADROOM_CONFIG: path,
    AWS_ENDPOINT_URL: simulator.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIASIMULATED',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'us-east-1',
  })
  collector = openCollector({ accounts: simulator.accounts, teamTagKeys: ['team'] })
})
afterAll(async () => {
  collector.close()
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

function apply(yaml: string, problems: { scope: string; code: string; text: string }[] = []) {
  writeFileSync(path, yaml)
  return applyConfig.run({
    runId: 1,
    scope: '',
    nowMs: tinyNowMs,
    estate: { accounts: simulator.accounts, teamTagKeys: ['team'], problems },
    collector,
    progress: () => undefined,
    signal: new AbortController().signal,
  })
}

const calendar = `freezes:
  - { name: year end, from: 2026-12-18, to: 2027-01-03, teams: [payments], reason: audit }
events:
  - { name: launch, from: 2026-12-01T18:00:00Z, to: 2026-12-01T20:00:00Z, multiplier: 3, interval: [2, 4] }
budgets:
  - { team: payments, from: 2026-11, to: 2027-02, usd: 9000 }
  - { team: payments, from: 2027-01, usd: 11000 }
`

describe('applying the configuration', () => {
  test('puts freezes, events and budgets in force: days to their end, a budget for each month', async () => {
    expect((await apply(calendar)).counts).toMatchObject({ begun: 6, ended: 0 })
    const [freeze] = await readFreezes(system)
    expect(freeze).toEqual({
      name: 'year end',
      fromMs: Date.UTC(2026, 11, 18),
      toMs: Date.UTC(2027, 0, 4),
      teams: ['payments'],
      accounts: [],
      reason: 'audit',
    })
    expect(await readEvents(system)).toMatchObject([
      { name: 'launch', fromMs: Date.UTC(2026, 11, 1, 18), toMs: Date.UTC(2026, 11, 1, 20), low: 2, high: 4 },
    ])
    expect((await readBudgets(system)).map(({ month, usd }) => [month, usd])).toEqual([
      ['2026-11', 9000],
      ['2026-12', 9000],
      ['2027-01', 11000],
      ['2027-02', 9000],
    ])
  })

  test('reads a driver from a file beside it; gaps are no zeros', async () => {
    writeFileSync(join(folder, 'orders.csv'), 'time,value\n2026-11-01,120\n2026-11-02,\n2026-11-03,0\n')
    const { counts, problems } = await apply(
      'drivers: [{ name: orders, unit: orders/day, file: orders.csv }]\n',
    )
    expect([counts.driverSamples, problems]).toEqual([2, []])
    const range = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) }
    expect(await readDriverSamples(system, 'orders', range)).toEqual([
      { atMs: Date.UTC(2026, 10, 1), value: 120 },
      { atMs: Date.UTC(2026, 10, 3), value: 0 },
    ])
  })

  test('pulls a driver from a metric, hour by hour as far back as CloudWatch has it', async () => {
    const { counts, problems } = await apply(`drivers:
  - name: load
    metric: { account: "444455556666", region: us-east-1, namespace: Bulk, name: Load, dimensions: { Shard: "14", Kind: x }, statistic: Average }
`)
    expect(problems).toEqual([])
    const range = { fromMs: tinyNowMs - 2 * dayMs, toMs: tinyNowMs }
    const samples = await readDriverSamples(system, 'load', range)
    expect(counts.driverSamples).toBeGreaterThan(400 * 23)
    expect(samples.length).toBeGreaterThan(44)
    // A saw tooth of six hours over the metric's number; the daily gap is from 03:00 to 03:30.
    for (const { atMs, value } of samples) {
      expect(atMs % hourMs).toBe(0)
      expect(value).toBeGreaterThanOrEqual(14)
      expect(value).toBeLessThan(14.34)
    }
  })

  test.each([
    { what: 'a file that is not there', yaml: 'file: none.csv', text: /There is no file .*none\.csv/ },
    { what: 'a line that is no sample', yaml: 'file: bad.csv', text: /bad\.csv, line 3: "yesterday,7"/ },
    { what: 'a file without the columns', yaml: 'file: columns.csv', text: /columns `time` and `value`/ },
    {
      what: 'an account that is not collected',
      yaml: 'metric: { account: "999999999999", region: us-east-1, namespace: N, name: M }',
      text: /account 999999999999 of the metric is not collected/,
    },
  ])('names $what and applies the rest', async ({ yaml, text }) => {
    writeFileSync(join(folder, 'bad.csv'), 'time,value\n2026-11-01,1\nyesterday,7\n')
    writeFileSync(join(folder, 'columns.csv'), 'day,orders\n2026-11-01,1\n')
    writeFileSync(join(folder, 'orders.csv'), 'time,value\n2026-11-01,120\n')
    const { problems } = await apply(
      `drivers:\n  - { name: wrong, ${yaml} }\n  - { name: orders, file: orders.csv }\n${calendar}`,
    )
    expect(problems).toEqual([{ scope: 'wrong', code: 'driver-failed', text: expect.stringMatching(text) }])
    expect(await readFreezes(system)).toHaveLength(1)
  })

  test('says what kept the estate from being read', async () => {
    const problem = { scope: '111122223333', code: 'aws-denied', text: 'organizations:ListAccounts' }
    expect((await apply('', [problem])).problems).toEqual([problem])
    expect(await readFreezes(system)).toEqual([])
  })
})
