import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, system } from '#lib/model/actor.ts'
import type { Calendar, Freeze, PlannedEvent } from '#lib/model/calendar.ts'
import { dayMs } from '#lib/model/time.ts'
import { readBudgets } from '#lib/store/budgets.ts'
import {
  readCalendarHistory,
  readDriverSamples,
  readDrivers,
  readEvents,
  readFreezes,
  saveCalendar,
  saveDriverSamples,
} from '#lib/store/calendar.ts'
import { database } from '#lib/store/client.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE calendar_entry, driver_sample')
})

const everywhere = { teams: [], accounts: [] }
const winter: Freeze = { name: 'winter', fromMs: nowMs + 20 * dayMs, toMs: nowMs + 40 * dayMs, ...everywhere }
const friday: PlannedEvent = {
  name: 'Black Friday',
  fromMs: nowMs + 2 * dayMs,
  toMs: nowMs + 3 * dayMs,
  multiplier: 2.6,
  low: 2.2,
  high: 3.1,
  ...everywhere,
}
const empty: Calendar = { freezes: [], events: [], budgets: [], drivers: [] }
const calendar: Calendar = {
  freezes: [winter],
  events: [friday],
  budgets: [
    { team: 'payments', month: '2026-12', usd: 9000 },
    { team: 'search', month: '2026-12', usd: 400 },
  ],
  drivers: [{ name: 'orders', unit: 'orders/day', file: 'orders.csv' }],
}

describe('a calendar', () => {
  test('comes back as it was put in force', async () => {
    expect(await saveCalendar(calendar, nowMs)).toEqual({ begun: 5, ended: 0 })
    expect(await readFreezes(system)).toEqual([winter])
    expect(await readEvents(system)).toEqual([friday])
    expect(await readBudgets(system)).toEqual(calendar.budgets)
    expect(await readDrivers(system)).toEqual(calendar.drivers)
  })

  test('that is put in force again changes nothing', async () => {
    await saveCalendar(calendar, nowMs)
    expect(await saveCalendar(calendar, nowMs + dayMs)).toEqual({ begun: 0, ended: 0 })
    expect(await readCalendarHistory(system)).toHaveLength(5)
  })

  test('that changes ends the old version and begins the new; both stay', async () => {
    await saveCalendar({ ...empty, freezes: [winter] }, nowMs)
    const longer = { ...winter, toMs: winter.toMs + dayMs }
    expect(await saveCalendar({ ...empty, freezes: [longer] }, nowMs + dayMs)).toEqual({ begun: 1, ended: 1 })
    expect(await readFreezes(system)).toEqual([longer])
    expect(await readCalendarHistory(system)).toEqual([
      { kind: 'freeze', key: 'winter', fromMs: nowMs, toMs: nowMs + dayMs, body: winter },
      { kind: 'freeze', key: 'winter', fromMs: nowMs + dayMs, body: longer },
    ])
  })

  test('that names an entry no more ends it, and may bring it back', async () => {
    await saveCalendar(calendar, nowMs)
    expect(await saveCalendar(empty, nowMs + dayMs)).toEqual({ begun: 0, ended: 5 })
    expect(await readEvents(system)).toEqual([])
    expect(await saveCalendar(calendar, nowMs + 2 * dayMs)).toEqual({ begun: 5, ended: 0 })
    expect(await readCalendarHistory(system)).toHaveLength(10)
  })

  test('put in force by two workers at once is there once', async () => {
    await Promise.all([saveCalendar(calendar, nowMs), saveCalendar(calendar, nowMs + 1)])
    expect(await readCalendarHistory(system)).toHaveLength(5)
  })

  test('shows a viewer what is of their teams or of all', async () => {
    const theirs = { ...winter, name: 'payments only', teams: ['payments'] }
    const others = { ...winter, name: 'search only', teams: ['search'] }
    await saveCalendar({ ...calendar, freezes: [winter, theirs, others] }, nowMs)
    const viewer: Actor = { id: 'v', role: 'viewer', teams: ['payments'] }
    expect((await readFreezes(viewer)).map(({ name }) => name).sort()).toEqual(['payments only', 'winter'])
    expect((await readBudgets(viewer)).map(({ team }) => team)).toEqual(['payments'])
    expect(await readCalendarHistory(viewer)).toEqual([])
  })
})

test('samples of a driver merge by their instant, and gaps stay gaps', async () => {
  const at = (day: number, value: number) => ({ atMs: nowMs + day * dayMs, value })
  expect(await saveDriverSamples('orders', [at(0, 10), at(1, 12)])).toBe(2)
  expect(await saveDriverSamples('orders', [at(1, 12), at(3, 15), at(0, 11)])).toBe(2)
  const range = { fromMs: nowMs, toMs: nowMs + 3 * dayMs }
  expect(await readDriverSamples(system, 'orders', range)).toEqual([at(0, 11), at(1, 12)])
  expect(await readDriverSamples(system, 'tenants', range)).toEqual([])
})
