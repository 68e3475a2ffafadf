import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, system } from '#lib/model/actor.ts'
import type { ImportedBudget } from '#lib/model/budget.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { listBudgets, readBudgets, saveBudgets } from '#lib/store/budgets.ts'
import { readCalendarHistory, saveCalendar } from '#lib/store/calendar.ts'
import { database } from '#lib/store/client.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE calendar_entry')
})

const month = isoDay(nowMs).slice(0, 7)
const payerId = '111122223333'
const payments: ImportedBudget = {
  name: 'payments',
  payerId,
  month,
  usd: 1200,
  scope: { kind: 'team', team: 'payments' },
}
const whole: ImportedBudget = { ...payments, name: 'whole', usd: 90_000, scope: { kind: 'workspace' } }
const save = (budgets: readonly ImportedBudget[], days = 0, complete = true) =>
  saveBudgets({ payerId, budgets, complete, nowMs: nowMs + days * dayMs })

describe('imported budgets', () => {
  test('come back with their source; read again, nothing changes', async () => {
    expect(await save([payments, whole])).toEqual({ begun: 2, ended: 0 })
    expect(await save([payments, whole], 1)).toEqual({ begun: 0, ended: 0 })
    expect(await listBudgets(system)).toEqual([
      { source: 'aws-budgets', name: 'payments', month, usd: 1200, scope: payments.scope, overruled: false },
      { source: 'aws-budgets', name: 'whole', month, usd: 90_000, scope: whole.scope, overruled: false },
    ])
  })

  test('keep their history, and end with what AWS no longer names', async () => {
    await save([payments, whole])
    expect(await save([{ ...payments, usd: 1500 }], 1)).toEqual({ begun: 1, ended: 2 })
    expect((await listBudgets(system)).map(({ usd }) => usd)).toEqual([1500])
    const history = await readCalendarHistory(system)
    expect(history.map(({ kind, toMs }) => [kind, toMs !== undefined])).toEqual([
      ['aws-budget', true],
      ['aws-budget', true],
      ['aws-budget', false],
    ])
  })

  test('of past months stay, and a reading with holes ends nothing', async () => {
    const earlier = { ...whole, month: '2025-01' }
    await save([payments, earlier])
    expect(await save([payments], 1)).toEqual({ begun: 0, ended: 0 })
    expect(await save([], 2, false)).toEqual({ begun: 0, ended: 0 })
    expect(await listBudgets(system)).toHaveLength(2)
  })

  test('yield to the configuration on the same team and month, and say so', async () => {
    const budgets = [{ team: 'payments', month, usd: 1000 }]
    await save([payments, { ...payments, name: 'search', scope: { kind: 'team', team: 'search' } }])
    await saveCalendar({ freezes: [], events: [], budgets, drivers: [] }, nowMs)
    const listed = await listBudgets(system)
    expect(listed.map(({ source, usd, overruled }) => [source, usd, overruled])).toEqual([
      ['configuration', 1000, false],
      ['aws-budgets', 1200, true],
      ['aws-budgets', 1200, false],
    ])
    expect(await readBudgets(system)).toEqual([
      { team: 'payments', month, usd: 1000 },
      { team: 'search', month, usd: 1200 },
    ])
  })

  test('outlive a configuration that is put in force', async () => {
    await save([payments])
    await saveCalendar({ freezes: [], events: [], budgets: [], drivers: [] }, nowMs + dayMs)
    expect(await listBudgets(system)).toHaveLength(1)
  })

  test('are shown to a viewer as far as they are of their teams', async () => {
    await save([payments, whole])
    const viewer: Actor = { id: 'v', role: 'viewer', teams: ['payments'] }
    expect((await listBudgets(viewer)).map(({ name }) => name)).toEqual(['payments'])
    expect(await listBudgets({ ...viewer, teams: ['search'] })).toEqual([])
  })
})
