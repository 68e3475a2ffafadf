import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectCosts } from '#jobs/collect-costs.ts'
import { execute } from '#jobs/execute.ts'
import { type Collector, costCallsPerDay, openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import { system } from '#lib/model/actor.ts'
import { costGroupings } from '#lib/model/cost.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { database } from '#lib/store/client.ts'
import { staleCostMonths } from '#lib/store/cost-months.ts'
import { readCostNotes } from '#lib/store/cost-notes.ts'
import { chosenCosts, readCosts } from '#lib/store/costs.ts'
import { withDatabase } from '#tests/support/database.ts'
import { restatedMs, restatedWorld, truthOf } from './restated-world.ts'

withDatabase()

const payer = '111122223333'
const startMs = Date.UTC(2026, 10, 16, 6)
let clockMs = startMs
let simulator: Simulator
let collector: Collector

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7, anchorMs: startMs, now: () => clockMs, world: restatedWorld })
  setEnvironment({
    AWS_ENDPOINT_URL: simulator.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIASIMULATED0000000',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_REGION: 'us-east-1',
  })
  collector = openCollector({ accounts: simulator.accounts, teamTagKeys: ['team', 'owner'] })
})
afterAll(async () => {
  collector.close()
  await simulator.close()
})

/** The job once at the present instant; how many calls it paid for. */
async function runOnce() {
  const before = simulator.ledger.filter(({ action }) => action.startsWith('ce:')).length
  const result = await execute(collectCosts, {
    scope: payer,
    estate: { accounts: simulator.accounts, teamTagKeys: ['team', 'owner'] },
    collector,
    signal: new AbortController().signal,
    clock: () => clockMs,
  })
  const after = simulator.ledger.filter(({ action }) => action.startsWith('ce:')).length
  return { ...result, calls: after - before }
}

/** Every row that the store believes and Cost Explorer does not say, or the other way round. */
async function differences(): Promise<string[]> {
  const toDay = isoDay(clockMs)
  const found: string[] = []
  for (const grouping of costGroupings) {
    const { rows } = await database().pool.query<{ day: string; id: string; sums: number[] }>(
      `SELECT day::text, account_id || '/' || key AS id, ARRAY[usd, amortized_usd, net_usd] AS sums
       FROM (${chosenCosts(`'${grouping}'`)}) c WHERE usd <> 0`,
    )
    const stored = new Map(rows.map(({ day, id, sums }) => [`${day} ${id}`, sums]))
    for (let ms = Date.UTC(2025, 9, 1); isoDay(ms) < toDay; ms += dayMs)
      for (const { day, accountId, key, ...sums } of truthOf(grouping, isoDay(ms), clockMs)) {
        const id = `${day} ${accountId}/${key}`
        const truth = [sums.usd, sums.amortizedUsd ?? 0, sums.netUsd ?? 0]
        const known = stored.get(id)
        if (!known || truth.some((usd, i) => Math.abs(usd - (known[i] ?? 0)) > 1e-6))
          found.push(`${grouping} ${id}: ${known} for ${truth}`)
        stored.delete(id)
      }
    found.push(...[...stored.keys()].map((id) => `${grouping} ${id} is not billed`))
  }
  return found
}

describe('F11: cost is restated', () => {
  test('the history is read within the cap of each day, the newest months first', async () => {
    for (let day = 0; day < 3; day++) {
      const { calls, problems, counts } = await runOnce()
      expect(calls).toBeLessThanOrEqual(costCallsPerDay)
      expect(problems).toEqual([])
      // Older months wait for tomorrow's calls; services of all months are there on the first day.
      if (day === 0) expect(counts.left).toBeGreaterThan(0)
      if (day === 0) expect((await readCosts(system)).days).toHaveLength(411)
      clockMs += dayMs
    }
    clockMs -= dayMs
    expect(await differences()).toEqual([])
    expect((await readCosts(system)).days).toHaveLength(413)
    expect(await readCostNotes(system)).toEqual([])
  })

  test('a run that is repeated or restarted on the same day stays under the same cap', async () => {
    clockMs += dayMs
    let calls = 0
    for (let run = 0; run < 6; run++) calls += (await runOnce()).calls
    expect(calls).toBe(costCallsPerDay)
  })

  let snapshot = ''
  test('credit, refund, a dearer month and tags of 12 months are all read', async () => {
    const closedDay = isoDay(clockMs)
    snapshot = JSON.stringify(await readCosts(system, closedDay))
    clockMs = restatedMs + 6 * 3_600_000
    expect((await differences()).length).toBeGreaterThan(700)
    let days = 0
    do {
      const { calls } = await runOnce()
      expect(calls).toBeLessThanOrEqual(costCallsPerDay)
      days++
      clockMs += dayMs
    } while ((await staleCostMonths()).length > 0 && days < 10)
    clockMs -= dayMs
    expect(days).toBeLessThanOrEqual(3)
    expect(await differences()).toEqual([])
    expect(JSON.stringify(await readCosts(system, closedDay))).toBe(snapshot)
    expect(JSON.stringify(await readCosts(system))).not.toBe(snapshot)
  })

  test('each restatement is noted, what was an estimate is not', async () => {
    const notes = await readCostNotes(system)
    const of = (month: string, grouping: string) =>
      notes.find((note) => note.month === month && note.grouping === grouping)
    expect(of('2026-08-01', 'record-type')).toMatchObject({
      movedUsd: 500,
      changes: [{ key: 'Credit', beforeUsd: 0, afterUsd: -500 }],
    })
    expect(of('2026-06-01', 'record-type')?.changes).toEqual([
      { key: 'Refund', beforeUsd: 0, afterUsd: -250 },
    ])
    // 5 % of 30 days at $30.
    expect(of('2026-09-01', 'service')?.movedUsd).toBeCloseTo(45, 6)
    // The total of January stays as it was: 31 days of $12.50 get an owner.
    const filled = of('2026-01-01', 'team')
    expect(filled?.afterUsd).toBeCloseTo(filled?.beforeUsd ?? Number.NaN, 6)
    expect(filled?.movedUsd).toBeCloseTo(2 * 31 * 12.5, 6)
    expect(of('2025-11-01', 'team')).toBeUndefined()
    expect(of('2026-08-01', 'service')).toBeUndefined()
    // Settled days of November got their owner too; what it costs as a whole was still an estimate.
    expect(notes.filter(({ month }) => month === '2026-11-01').map(({ grouping }) => grouping)).toEqual([
      'team',
    ])
    expect(notes.some(({ month }) => month === '2025-10-01')).toBe(false)
  })

  test('every month ties to net unblended within 0.1 %', async () => {
    const { rows } = await database().pool.query<{ month: string; total: number; stored: number }>(
      'SELECT month::text, grouping, total_usd AS total, stored_usd AS stored FROM cost_tie',
    )
    expect(new Set(rows.map(({ month }) => month)).size).toBe(14)
    for (const { total, stored } of rows) expect(Math.abs(stored / total - 1)).toBeLessThan(0.001)
  })
})
