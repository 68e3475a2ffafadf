import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import type { CostDay } from '#lib/model/cost.ts'
import { database } from '#lib/store/client.ts'
import { newestCostDay, readCosts, saveCosts } from '#lib/store/costs.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE cost_day')
})

function costOf(day: string, changes: Partial<CostDay> = {}): CostDay {
  return {
    day,
    accountId: '111122223333',
    grouping: 'service',
    key: 'Amazon RDS',
    usd: 10,
    estimated: false,
    ...changes,
  }
}

function teamOf(day: string, key: string, usd: number, estimated = false): CostDay {
  return costOf(day, { grouping: 'team', key, usd, estimated })
}

async function rowCount(): Promise<number> {
  const { rows } = await database().pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM cost_day',
  )
  return rows[0]?.count ?? 0
}

const usdOf = async () => (await readCosts(system)).days.map(({ day, usd }) => [day, usd])

describe('the days by account and service', () => {
  test('are of the last 120 days, as last observed, in order', async () => {
    const old = costOf('2026-07-20')
    const [first, second] = [costOf('2026-11-19', { key: 'Amazon EC2' }), costOf('2026-11-20')]
    await saveCosts([old, first, second, teamOf('2026-11-20', 'search', 20)], '2026-11-21')
    await saveCosts([costOf('2026-11-20', { usd: 12 })], '2026-11-22')
    // 20 July is 123 days before the newest day.
    expect((await readCosts(system)).byService).toEqual([first, { ...second, usd: 12 }])
  })
})

describe('restatement', () => {
  test('adds a row, and the latest word is read', async () => {
    expect(await saveCosts([costOf('2026-11-20', { estimated: true })], '2026-11-21')).toEqual({ changed: 1 })
    expect(await saveCosts([costOf('2026-11-20', { usd: 12 })], '2026-11-22')).toEqual({ changed: 1 })
    expect(await rowCount()).toBe(2)
    expect((await readCosts(system)).days).toEqual([{ day: '2026-11-20', usd: 12, estimated: false }])
  })

  test('that changes nothing adds no row', async () => {
    await saveCosts([costOf('2026-11-20')], '2026-11-21')
    expect(await saveCosts([costOf('2026-11-20')], '2026-11-22')).toEqual({ changed: 0 })
    expect(await rowCount()).toBe(1)
  })

  test('back to a former figure is a change', async () => {
    for (const [usd, observed] of [
      [10, '2026-11-21'],
      [12, '2026-11-22'],
      [10, '2026-11-23'],
    ] as const)
      expect(await saveCosts([costOf('2026-11-20', { usd })], observed)).toEqual({ changed: 1 })
    expect(await usdOf()).toEqual([['2026-11-20', 10]])
  })

  test('of the same day observed replaces what was read in it', async () => {
    await saveCosts([costOf('2026-11-20')], '2026-11-21')
    await saveCosts([costOf('2026-11-20', { usd: 11 })], '2026-11-21')
    expect(await rowCount()).toBe(1)
    expect(await usdOf()).toEqual([['2026-11-20', 11]])
  })

  test('that only ends the estimate is a change', async () => {
    await saveCosts([costOf('2026-11-20', { estimated: true })], '2026-11-21')
    expect(await saveCosts([costOf('2026-11-20')], '2026-11-22')).toEqual({ changed: 1 })
  })

  test('that moves money to another team counts it once', async () => {
    await saveCosts([teamOf('2026-11-20', '', 30), teamOf('2026-11-20', 'search', 5)], '2026-11-21')
    await saveCosts([teamOf('2026-11-20', 'search', 35)], '2026-11-22')
    expect((await readCosts(system)).byTeam).toEqual([
      { team: 'search', usdLast30: 35 },
      { team: '', usdLast30: 0 },
    ])
    expect(await saveCosts([teamOf('2026-11-20', 'search', 35)], '2026-11-23')).toEqual({ changed: 0 })
  })

  test('leaves days, accounts and groupings alone that it does not speak of', async () => {
    const other = costOf('2026-11-20', { accountId: '444455556666' })
    await saveCosts(
      [costOf('2026-11-19'), costOf('2026-11-20'), other, teamOf('2026-11-20', 'search', 20)],
      '2026-11-21',
    )
    await saveCosts([costOf('2026-11-20', { key: 'Amazon EC2' })], '2026-11-22')
    expect(await usdOf()).toEqual([
      ['2026-11-19', 10],
      ['2026-11-20', 20],
    ])
    expect((await readCosts(system)).byTeam).toEqual([{ team: 'search', usdLast30: 20 }])
  })
})

describe('readCosts', () => {
  test('is empty before the first pull', async () => {
    expect(await newestCostDay()).toBeUndefined()
    expect(await readCosts(system)).toEqual({ days: [], byTeam: [], untaggedShare: null })
  })

  test('sums services by day, says which day is estimated, and names the share without a team', async () => {
    const days = [
      costOf('2026-11-20', { usd: 30 }),
      costOf('2026-11-20', { key: 'Amazon EC2', usd: 10, estimated: true }),
      costOf('2026-11-21', { usd: 5 }),
      teamOf('2026-11-20', 'search', 30),
      teamOf('2026-11-20', '', 10),
      teamOf('2026-11-21', 'search', 5),
    ]
    await saveCosts(days, '2026-11-22')
    expect(await newestCostDay()).toBe('2026-11-21')
    expect(await readCosts(system)).toMatchObject({
      days: [
        { day: '2026-11-20', usd: 40, estimated: true },
        { day: '2026-11-21', usd: 5, estimated: false },
      ],
      byTeam: [
        { team: 'search', usdLast30: 35 },
        { team: '', usdLast30: 10 },
      ],
      untaggedShare: 10 / 45,
    })
  })

  test('gives the last 120 days by account and service as last observed, to those who see everything', async () => {
    const newest = costOf('2026-11-21', { accountId: '444455556666' })
    const oldest = costOf('2026-07-25', { usd: 3 })
    await saveCosts([costOf('2026-07-24'), oldest, newest, teamOf('2026-11-21', 'search', 10)], '2026-11-22')
    await saveCosts([{ ...newest, usd: 11 }], '2026-11-23')
    expect((await readCosts(system)).byService).toEqual([oldest, { ...newest, usd: 11 }])
    const viewer = { id: 'ana', role: 'viewer', teams: ['search'] } as const
    expect((await readCosts(viewer)).byService).toBeUndefined()
  })

  test('counts the last 30 days by team up to the newest day', async () => {
    await saveCosts(
      [
        teamOf('2026-10-01', 'old', 9),
        teamOf('2026-10-22', 'search', 1),
        teamOf('2026-10-23', 'search', 2),
        teamOf('2026-11-21', 'search', 4),
      ],
      '2026-11-22',
    )
    expect((await readCosts(system)).byTeam).toEqual([{ team: 'search', usdLast30: 6 }])
  })
})
