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
import { saveInventory } from '#lib/store/inventory.ts'
import { withDatabase } from '../support/database.ts'
import { accountId, inventoryOf, nowMs, resourceOf } from './estate-rows.ts'

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

test('a driver that is a metric of an account is told to those who have resources there, one of a file to everyone', async () => {
  const metric = {
    ...{ accountId, region: 'us-east-1', namespace: 'Shop', name: 'Orders', dimensions: {} },
    statistic: 'Sum' as const,
  }
  const drivers = [
    { name: 'of a file', unit: 'orders', file: 'orders.csv' },
    { name: 'of an account', unit: 'orders', metric },
  ]
  await saveInventory(inventoryOf([resourceOf('aaaaaaaaaa', { team: 'payments' })]))
  await saveCalendar({ ...empty, drivers }, nowMs)
  await saveDriverSamples('of an account', [{ atMs: nowMs, value: 5 }])
  const range = { fromMs: nowMs, toMs: nowMs + dayMs }
  const told = async (teams: Actor['teams']) => {
    const actor: Actor = { id: 'v', role: 'viewer', teams }
    const names = (await readDrivers(actor)).map(({ name }) => name)
    return [names, (await readDriverSamples(actor, 'of an account', range)).length]
  }
  expect(await told('all')).toEqual([['of a file', 'of an account'], 1])
  expect(await told(['payments'])).toEqual([['of a file', 'of an account'], 1])
  expect(await told(['search'])).toEqual([['of a file'], 0])
})
