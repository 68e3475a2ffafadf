import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { costCallsPerDay } from '#lib/collect/index.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { staleCostMonths } from '#lib/store/cost-months.ts'
import { readCostNotes } from '#lib/store/cost-notes.ts'
import { readCosts } from '#lib/store/costs.ts'
import { withDatabase } from '#tests/support/database.ts'
import { differences, openRestated, type RestatedRun } from './restated-run.ts'
import { restatedMs } from './restated-world.ts'

withDatabase()

let run: RestatedRun
beforeAll(async () => {
  run = await openRestated()
})
afterAll(() => run.close())

describe('F11: cost is restated', () => {
  test('the history is read within the cap of each day, the newest months first', async () => {
    for (let day = 0; day < 3; day++) {
      const { calls, problems, counts } = await run.runOnce()
      expect(calls).toBeLessThanOrEqual(costCallsPerDay)
      expect(problems).toEqual([])
      // Services of all months are there on the first day, older months of the rest wait for the calls of the next days.
      if (day === 1) expect(counts.left).toBeGreaterThan(0)
      if (day === 0) expect((await readCosts(system)).days).toHaveLength(411)
      run.setClock(run.nowMs() + dayMs)
    }
    run.setClock(run.nowMs() - dayMs)
    expect(await differences(run.nowMs())).toEqual([])
    expect((await readCosts(system)).days).toHaveLength(413)
    expect(await readCostNotes(system)).toEqual([])
  })

  test('a run that is repeated or restarted on the same day stays under the same cap', async () => {
    run.setClock(run.nowMs() + dayMs)
    let calls = 0
    for (let again = 0; again < 6; again++) calls += (await run.runOnce()).calls
    expect(calls).toBe(costCallsPerDay)
  })

  let snapshot = ''
  test('credit, refund, a dearer month and tags of 12 months are all read', async () => {
    const closedDay = isoDay(run.nowMs())
    snapshot = JSON.stringify(await readCosts(system, closedDay))
    run.setClock(restatedMs + 6 * 3_600_000)
    expect((await differences(run.nowMs())).length).toBeGreaterThan(700)
    let days = 0
    do {
      const { calls } = await run.runOnce()
      expect(calls).toBeLessThanOrEqual(costCallsPerDay)
      days++
      run.setClock(run.nowMs() + dayMs)
    } while ((await staleCostMonths()).length > 0 && days < 10)
    run.setClock(run.nowMs() - dayMs)
    expect(days).toBeLessThanOrEqual(3)
    expect(await differences(run.nowMs())).toEqual([])
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
