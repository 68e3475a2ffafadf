import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { untaggedShare } from '#lib/model/ownership.ts'
import { database } from '#lib/store/client.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { readOwners, readTeamCosts } from '#lib/store/owners.ts'
import { listResources, listSeries } from '#lib/store/resources.ts'
import { withDatabase } from '#tests/support/database.ts'
import { costsBy, live, movingPeriod, movingRange } from './moving-run.ts'
import { at, scriptOf, type TagHistory, truth } from './moving-world.ts'

withDatabase()

const script = scriptOf(1)
const told = truth(script, movingRange)
/** A cent. */
const cent = 0.01

const sum = (costs: Record<string, number>) => Object.values(costs).reduce((total, usd) => total + usd, 0)

/** The resource behind an instance, gone or not. */
async function resourceOf(nativeId: string) {
  const row = await database().prisma.resource.findFirst({ where: { nativeId } })
  if (!row) throw new Error(`no resource ${nativeId}`)
  return row
}
const idOf = (what: string) => script.find(({ id }) => id.includes(what))?.id ?? ''

describe('F10: resources that are replaced, renamed, moved and deleted', () => {
  beforeAll(() => live({ history: 'config', script }))

  test('cost is split at the hour of the move, and the teams add up to the account', async () => {
    const costs = await costsBy('at-the-time')
    expect(Object.keys(costs).sort()).toEqual(['', 'a', 'b'])
    for (const team of ['', 'a', 'b']) {
      expect(Math.abs((costs[team] ?? 0) - (told[team] ?? 0))).toBeLessThan(cent)
    }
    expect(Math.abs(sum(costs) - sum(told))).toBeLessThan(cent)
  })

  test('all of it goes to the team of today where that is asked for, and the total is the same', async () => {
    const then = await costsBy('at-the-time')
    const today = await costsBy('as-tagged-today')
    expect(Math.abs(sum(today) - sum(then))).toBeLessThan(cent)
    // The moved instance alone: 24 days of 24 hours, of which 11 days and 18 hours were of team a.
    const movedUsd = 1.37 * (11 * 24 + 18)
    expect((then.a ?? 0) - (today.a ?? 0)).toBeCloseTo(movedUsd, 6)
    expect((today.b ?? 0) - (then.b ?? 0)).toBeCloseTo(movedUsd, 6)
  })

  test('the untagged share is what nobody is tagged for', async () => {
    const costs = await readTeamCosts(system, { ...movingPeriod, attribution: 'at-the-time' })
    expect(untaggedShare(costs)).toBeCloseTo((told[''] ?? 0) / sum(told), 10)
  })

  test('a viewer of one team gets that team alone', async () => {
    const viewer = { id: 'v', role: 'viewer', teams: ['a'] } as const
    const costs = await readTeamCosts(viewer, { ...movingPeriod, attribution: 'at-the-time' })
    expect(costs.map(({ team }) => team)).toEqual(['a'])
  })

  test('the move is dated by the history and not by the inventory that saw it', async () => {
    const { id } = await resourceOf(idOf('moved'))
    const owners = await readOwners(system, id)
    expect(owners.map(({ team, fromMs }) => [team, fromMs]).slice(-1)).toEqual([['b', at(12, 18)]])
  })

  test('a renamed instance is the same resource under its new name', async () => {
    const renamed = await resourceOf(idOf('renamed'))
    expect(renamed).toMatchObject({ name: 'report-v2', deletedAt: null, team: 'b' })
    expect(await database().prisma.resource.count({ where: { nativeId: renamed.nativeId } })).toBe(1)
  })

  test('a replaced instance is gone, and its successor is linked to it', async () => {
    const [old, successor] = [await resourceOf(idOf('replaced')), await resourceOf(idOf('successor'))]
    expect(old.deletedAt).not.toBeNull()
    expect(successor).toMatchObject({ succeeds: old.id, deletedAt: null, name: 'relay' })
  })

  test('what is decided on a deleted resource closes with it', async () => {
    const fleet = await listFleet(system)
    const deleted = await resourceOf(idOf('deleted'))
    expect(deleted.deletedAt?.getTime()).toBe(at(21, 6))
    expect(fleet.map(({ resource }) => resource.nativeId).sort()).toEqual(
      ['moved', 'successor', 'renamed', 'nobody'].map(idOf).sort(),
    )
    const { rows } = await database().pool.query(
      `SELECT count(*)::int AS kept FROM recommendation WHERE resource_id = $1`,
      [deleted.id],
    )
    expect(rows).toEqual([{ kept: 1 }])
  })

  test('no series is an orphan, and none of a deleted resource is pulled', async () => {
    const { rows } = await database().pool.query<{ orphans: number; kept: number }>(
      `SELECT count(*) FILTER (WHERE r.id IS NULL)::int AS orphans, count(*)::int AS kept
       FROM series s LEFT JOIN resource r ON r.id = s.resource_id`,
    )
    expect(rows[0]?.orphans).toBe(0)
    const living = await listResources()
    const pulled = await listSeries(living.map(({ id }) => id))
    expect(pulled.length).toBeGreaterThan(0)
    expect(pulled.length).toBeLessThan(rows[0]?.kept ?? 0)
    const gone = [idOf('deleted'), idOf('replaced')]
    expect(living.filter(({ nativeId }) => gone.includes(nativeId))).toEqual([])
  })
})

describe.each<{ history: TagHistory; what: string; lateHours: number }>([
  { history: 'cloudtrail', what: 'the move counts from its call', lateHours: 0 },
  // Moved at 18:00, seen at 06:00.
  {
    history: 'none',
    what: 'the move counts from the inventory that saw it, at most a day late',
    lateHours: 12,
  },
])('F10 where the history of tags is of $history', ({ history, what, lateHours }) => {
  beforeAll(async () => {
    await database().pool.query(
      'TRUNCATE resource, resource_owner, series, capacity_change, cost_resource_day, recommendation, run',
    )
    await live({ history, script, days: [1, 12, 13, 25] })
  })

  test(`${what}; the totals tie`, async () => {
    const costs = await costsBy('at-the-time')
    expect(Math.abs(sum(costs) - sum(told))).toBeLessThan(cent)
    expect(((costs.a ?? 0) - (told.a ?? 0)) / 1.37).toBeCloseTo(lateHours, 6)
  })
})
