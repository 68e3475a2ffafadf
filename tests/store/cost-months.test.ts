import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import type { CostDay, CostGrouping } from '#lib/model/cost.ts'
import { database } from '#lib/store/client.ts'
import { takeCostCall } from '#lib/store/cost-calls.ts'
import {
  estimatedCostMonths,
  lastControls,
  lastCostRead,
  reconcile,
  saveCostMonths,
  staleCostMonths,
} from '#lib/store/cost-months.ts'
import { noteRestatements, readCostNotes } from '#lib/store/cost-notes.ts'
import { readCosts, saveCosts } from '#lib/store/costs.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE cost_day, cost_month, cost_read, cost_tie, cost_note, cost_call')
})

const source = 'cost-explorer'

function cost(day: string, usd: number, change: Partial<CostDay> = {}): CostDay {
  const netUsd = usd * 0.9
  return { day, accountId: '1', grouping: 'service', key: 'EC2', usd, netUsd, estimated: false, ...change }
}
const charge = (day: string, key: string, usd: number) => cost(day, usd, { grouping: 'record-type', key })
const month = (grouping: CostGrouping) => ({ fromDay: '2026-10-01', toDay: '2026-11-01', grouping })

describe('paid calls', () => {
  test('of a day are never more than the cap, whoever asks at once', async () => {
    const taken = await Promise.all(Array.from({ length: 40 }, () => takeCostCall('1', '2026-11-22', 16)))
    expect(taken.filter(Boolean)).toHaveLength(16)
    expect(await takeCostCall('1', '2026-11-22', 16)).toBe(false)
    expect(await takeCostCall('1', '2026-11-23', 16)).toBe(true)
    expect(await takeCostCall('2', '2026-11-22', 16)).toBe(true)
    expect(await takeCostCall('3', '2026-11-22', 0)).toBe(false)
  })
})

describe('a month that was read whole', () => {
  test('says so, and what it does not name any more costs nothing', async () => {
    const both = [cost('2026-10-03', 10), cost('2026-10-03', 4, { accountId: '2' })]
    await saveCosts(both, '2026-11-02', { whole: month('service') })
    await saveCosts([cost('2026-10-03', 10)], '2026-11-09', { whole: month('service') })
    expect((await readCosts(system)).days).toEqual([{ day: '2026-10-03', usd: 10, estimated: false }])
    expect(await lastCostRead()).toBeUndefined()
    await saveCosts([], '2026-11-10', {
      whole: { ...month('service'), fromDay: '2026-11-01', toDay: '2026-11-10' },
    })
    expect(await lastCostRead()).toBe('2026-11-10')
  })

  test('in part is not read whole', async () => {
    await saveCostMonths([cost('2026-10-01', 10)], '2026-11-02', { source, grouping: 'service' })
    await saveCosts([cost('2026-10-03', 10)], '2026-11-02', {
      whole: { ...month('service'), toDay: '2026-10-20' },
    })
    expect(await staleCostMonths()).toEqual([{ month: '2026-10-01', grouping: 'service', unread: true }])
  })
})

describe('a stale month', () => {
  beforeEach(async () => {
    await saveCosts([cost('2026-10-03', 10)], '2026-11-02', { whole: month('service') })
    await saveCostMonths([cost('2026-10-01', 10)], '2026-11-02', { source, grouping: 'service' })
  })

  test('is none whose days add up', async () => {
    expect(await staleCostMonths()).toEqual([])
    expect(await lastControls()).toEqual({ service: '2026-11-02' })
  })

  test.each<[string, CostDay[]]>([
    ['whose total moved', [cost('2026-10-01', 11)]],
    ['of which a key is new', [cost('2026-10-01', 10), cost('2026-10-01', 1, { key: 'RDS' })]],
    ['of which a key is gone', [cost('2026-10-01', 10, { key: 'RDS' })]],
  ])('is one %s, until it was read again', async (_what, rows) => {
    await saveCostMonths(rows, '2026-11-09', { source, grouping: 'service' })
    expect(await staleCostMonths()).toEqual([{ month: '2026-10-01', grouping: 'service', unread: false }])
    // Read again it may still differ: that is shown as a tie that fails, and not asked for every day.
    await saveCosts([cost('2026-10-03', 10)], '2026-11-09', { whole: month('service') })
    expect(await staleCostMonths()).toEqual([])
  })
})

test('a month is estimated while one of its days is', async () => {
  await saveCosts([cost('2026-10-03', 10, { estimated: true }), cost('2026-09-03', 10)], '2026-11-02')
  expect(await estimatedCostMonths()).toEqual(['2026-10-01'])
  await saveCosts([cost('2026-10-03', 10)], '2026-11-03')
  expect(await estimatedCostMonths()).toEqual([])
})

describe('reconcile', () => {
  beforeEach(async () => {
    // Net: 90 of usage, a refund of 18.
    await saveCosts([cost('2026-10-03', 100)], '2026-11-02', { whole: month('service') })
    const charges = [charge('2026-10-03', 'Usage', 100), charge('2026-10-04', 'Refund', -20)]
    await saveCosts(charges, '2026-11-02', { whole: month('record-type') })
  })

  test('adds refunds to usage and ties to net unblended', async () => {
    const totals = [charge('2026-10-01', 'Usage', 100), charge('2026-10-01', 'Refund', -20)]
    await saveCostMonths(totals, '2026-11-02', { source, grouping: 'record-type' })
    const ties = await reconcile('2026-10-01', '2026-11-02', source)
    expect(ties.map(({ grouping, totalUsd, storedUsd }) => [grouping, totalUsd, storedUsd]).sort()).toEqual([
      ['record-type', 72, 72],
      ['service', 72, 72],
    ])
  })

  test('shows what is missing, and keeps the result', async () => {
    await saveCostMonths([charge('2026-10-01', 'Usage', 120)], '2026-11-02', {
      source,
      grouping: 'record-type',
    })
    await reconcile('2026-10-01', '2026-11-02', source)
    const { rows } = await database().pool.query(
      'SELECT grouping, total_usd, stored_usd FROM cost_tie ORDER BY 1',
    )
    expect(rows).toEqual([
      { grouping: 'record-type', total_usd: 108, stored_usd: 72 },
      { grouping: 'service', total_usd: 108, stored_usd: 72 },
    ])
  })

  test('says nothing of a month whose total is not known', async () => {
    expect(await reconcile('2026-10-01', '2026-11-02', source)).toEqual([])
  })
})

describe('a note', () => {
  const restate = async (before: CostDay[], after: CostDay[]) => {
    await saveCosts(before, '2026-11-02')
    await noteRestatements('2026-11-02', source)
    await saveCosts(after, '2026-11-03')
    await noteRestatements('2026-11-03', source)
    return readCostNotes(system)
  }
  const day = '2026-10-03'

  test.each<[string, number, CostDay[], CostDay[]]>([
    ['above a hundred dollars', 1, [cost(day, 50_000)], [cost(day, 50_101)]],
    ['of exactly a hundred dollars and under 1 %', 0, [cost(day, 50_000)], [cost(day, 50_100)]],
    ['above 1 %', 1, [cost(day, 100)], [cost(day, 101.5)]],
    ['under both', 0, [cost(day, 100)], [cost(day, 100.9)]],
    ['of an estimate', 0, [cost(day, 100, { estimated: true })], [cost(day, 300)]],
    ['of a day that is new', 0, [cost(day, 100)], [cost(day, 100), cost('2026-10-04', 300)]],
    [
      'that adds a key to a settled day',
      1,
      [cost(day, 100)],
      [cost(day, 100), cost(day, 20, { key: 'RDS' })],
    ],
    [
      'between keys, the total staying',
      1,
      [cost(day, 100), cost(day, 100, { key: 'RDS' })],
      [cost(day, 60), cost(day, 140, { key: 'RDS' })],
    ],
  ])('of a restatement %s: %i', async (_what, count, before, after) => {
    expect(await restate(before, after)).toHaveLength(count)
  })

  test('names the largest changes and is not for those who see some teams', async () => {
    const [note] = await restate(
      [cost(day, 100), cost(day, 50, { key: 'RDS' })],
      [cost(day, 90), cost(day, 52, { key: 'RDS' })],
    )
    expect(note).toEqual({
      month: '2026-10-01',
      source,
      grouping: 'service',
      observedDay: '2026-11-03',
      beforeUsd: 150,
      afterUsd: 142,
      movedUsd: 12,
      changes: [
        { key: 'EC2', beforeUsd: 100, afterUsd: 90 },
        { key: 'RDS', beforeUsd: 50, afterUsd: 52 },
      ],
    })
    expect(await readCostNotes({ id: 'ana', role: 'viewer', teams: ['x'] })).toEqual([])
  })
})

test('what was known on a day stays what it was', async () => {
  await saveCosts([cost('2026-10-03', 100)], '2026-11-02')
  const known = await readCosts(system, '2026-11-02')
  await saveCosts([cost('2026-10-03', 300), cost('2026-10-04', 1)], '2026-11-03')
  expect(await readCosts(system, '2026-11-02')).toEqual(known)
  expect((await readCosts(system)).days).toHaveLength(2)
})

test('an export is believed where both sources speak of an account’s day', async () => {
  await saveCosts(
    [cost('2026-10-03', 100), cost('2026-10-04', 7), cost('2026-10-03', 5, { accountId: '2' })],
    '2026-11-02',
  )
  await saveCosts([cost('2026-10-03', 101)], '2026-11-02', { source: 'cur' })
  expect((await readCosts(system)).days.map(({ usd }) => usd)).toEqual([106, 7])
})
