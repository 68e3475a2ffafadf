import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, system } from '#lib/model/actor.ts'
import { type OwnerChange, ownerShares } from '#lib/model/ownership.ts'
import type { Tags } from '#lib/model/resource.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { readOwners } from '#lib/store/owners.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { listResources } from '#lib/store/resources.ts'
import { withDatabase } from '../support/database.ts'
import { hostileStrings } from '../support/hostile-strings.ts'
import { inventoryOf, nowMs, resourceOf } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE resource, resource_owner, series')
})

const tagged = (team: string, more: Tags = {}) => resourceOf('a', { team, tags: { team, ...more } })
const told = (daysAgo: number, team: string): OwnerChange => ({
  fromMs: nowMs - daysAgo * dayMs,
  team,
  tags: { team },
  source: 'config',
})

async function see(day: number, team: string, changes?: readonly OwnerChange[]): Promise<void> {
  const owners = changes && [{ resourceId: 'a', changes }]
  await saveInventory(inventoryOf([tagged(team)], { nowMs: nowMs + day * dayMs, owners }))
}

/** Team, where it was told, and days from now. */
const periods = async () =>
  (await readOwners(system, 'a')).map(({ team, source, fromMs }) => [
    team,
    source,
    fromMs === 0 ? 'always' : (fromMs - nowMs) / dayMs,
  ])

describe('the owner of a resource over time', () => {
  test('is assumed before the first inventory, and does not grow by what stays', async () => {
    await see(0, 'payments')
    await see(1, 'payments')
    await see(2, 'payments')
    expect(await periods()).toEqual([
      ['payments', 'assumed', 'always'],
      ['payments', 'inventory', 0],
    ])
  })

  test('changes with the inventory that first saw another team', async () => {
    await see(0, 'payments')
    await see(3, 'search')
    await see(4, 'search')
    expect(await periods()).toEqual([
      ['payments', 'assumed', 'always'],
      ['payments', 'inventory', 0],
      ['search', 'inventory', 3],
    ])
  })

  test('is dated by a history where one tells, in place of the sight', async () => {
    await see(0, 'payments')
    await see(3, 'search')
    await see(4, 'search', [told(200, 'payments'), told(-2.5, 'search')])
    expect(await periods()).toEqual([
      ['payments', 'assumed', 'always'],
      ['payments', 'config', -200],
      ['search', 'config', 2.5],
    ])
  })

  test('keeps a team that comes back, and one that a history has forgotten', async () => {
    await see(0, 'search', [told(90, 'payments'), told(60, 'growth'), told(30, 'search')])
    await see(1, 'payments')
    expect(await periods()).toEqual([
      ['payments', 'assumed', 'always'],
      ['payments', 'config', -90],
      ['growth', 'config', -60],
      ['search', 'config', -30],
      ['payments', 'inventory', 1],
    ])
  })

  test('may end in nobody', async () => {
    await see(0, 'payments')
    const untagged = resourceOf('a', { team: undefined, tags: {} })
    await saveInventory(inventoryOf([untagged], { nowMs: nowMs + dayMs }))
    expect(await periods()).toEqual([
      ['payments', 'assumed', 'always'],
      ['payments', 'inventory', 0],
      [undefined, 'inventory', 1],
    ])
  })

  test('has no gap and no overlap: each period ends where the next begins, the last is open', async () => {
    await see(0, 'search', [told(90, 'payments'), told(30, 'search')])
    await see(2, 'growth')
    const { rows } = await database().pool.query<{ valid_to: Date | null; next: Date | null }>(
      `SELECT valid_to, lead(valid_from) OVER (ORDER BY valid_from) AS next FROM resource_owner`,
    )
    expect(rows).toHaveLength(4)
    for (const { valid_to, next } of rows) expect(valid_to).toEqual(next)
  })

  test('is told to those who see the resource, and of other teams only to those who see all', async () => {
    await see(0, 'search', [told(90, 'payments'), told(30, 'search')])
    const viewer: Actor = { id: 'v', role: 'viewer', teams: ['search'] }
    expect((await readOwners(viewer, 'a')).map(({ team }) => team)).toEqual(['search'])
    expect(await readOwners({ ...viewer, teams: ['payments'] }, 'a')).toEqual([])
    expect((await readResourceDetail(system, 'a'))?.owners).toHaveLength(3)
  })
})

describe('shares of a day', () => {
  const changes = [told(30, 'a'), { ...told(0, 'b'), fromMs: nowMs }]
  const dayOf = (fromMs: number) => ({ fromMs, toMs: fromMs + dayMs, attribution: 'at-the-time' as const })

  test('are split at the move, and add up to one', () => {
    expect(ownerShares(changes, dayOf(nowMs - 6 * hourMs))).toEqual([
      { team: 'a', share: 0.25 },
      { team: 'b', share: 0.75 },
    ])
    expect(ownerShares(changes, dayOf(nowMs - 5 * dayMs))).toEqual([{ team: 'a', share: 1 }])
    expect(ownerShares(changes, dayOf(nowMs - 400 * dayMs))).toEqual([{ team: 'a', share: 1 }])
  })

  test('all fall to the team of today where that is asked for', () => {
    const asked = { ...dayOf(nowMs - 5 * dayMs), attribution: 'as-tagged-today' as const }
    expect(ownerShares(changes, asked)).toEqual([{ team: 'b', share: 1 }])
  })

  test('fall to nobody where no owner is known', () => {
    expect(ownerShares([], dayOf(nowMs))).toEqual([{ team: undefined, share: 1 }])
  })
})

describe('a replaced resource', () => {
  const named = (id: string) => resourceOf(id, { name: 'web-1' })
  const succeeds = async () =>
    Object.fromEntries((await listResources()).map((one) => [one.id, one.succeeds]))

  test('is linked to the one of its name whose place it took, found in the same inventory', async () => {
    await saveInventory(inventoryOf([named('old')]))
    await saveInventory(inventoryOf([named('new')], { nowMs: nowMs + dayMs }))
    expect(await succeeds()).toEqual({ new: 'old' })
  })

  test('is linked where both ran for a while', async () => {
    await saveInventory(inventoryOf([named('old')]))
    await saveInventory(inventoryOf([named('old'), named('new')], { nowMs: nowMs + dayMs }))
    expect(await succeeds()).toEqual({ old: undefined, new: undefined })
    await saveInventory(inventoryOf([named('new')], { nowMs: nowMs + 2 * dayMs }))
    expect(await succeeds()).toEqual({ new: 'old' })
    await saveInventory(inventoryOf([named('new')], { nowMs: nowMs + 3 * dayMs }))
    expect(await succeeds()).toEqual({ new: 'old' })
  })

  test('makes a chain, each succeeding one', async () => {
    for (const [day, id] of ['one', 'two', 'three'].entries())
      await saveInventory(inventoryOf([named(id)], { nowMs: nowMs + day * dayMs }))
    const { rows } = await database().pool.query('SELECT id, succeeds FROM resource ORDER BY first_seen_at')
    expect(rows).toEqual([
      { id: 'one', succeeds: null },
      { id: 'two', succeeds: 'one' },
      { id: 'three', succeeds: 'two' },
    ])
  })

  test.each([
    { what: 'another name', next: resourceOf('new', { name: 'web-2' }), day: 1 },
    { what: 'another class', next: resourceOf('new', { name: 'web-1', resourceClass: 'asg' }), day: 1 },
    { what: 'the same name a month later', next: named('new'), day: 30 },
  ])('is not seen in $what', async ({ next, day }) => {
    await saveInventory(inventoryOf([named('old')]))
    await saveInventory(inventoryOf([], { nowMs: nowMs + dayMs }))
    await saveInventory(inventoryOf([next], { nowMs: nowMs + day * dayMs + hourMs }))
    expect(await succeeds()).toEqual({ new: undefined })
  })

  test('is not seen in resources that have no name but their id', async () => {
    await saveInventory(inventoryOf([resourceOf('old', { name: 'i-old' })]))
    await saveInventory(inventoryOf([resourceOf('new', { name: 'i-old' })], { nowMs: nowMs + dayMs }))
    expect(await succeeds()).toEqual({ new: undefined })
  })
})

describe('whatever people write into tags', () => {
  const texts = hostileStrings.map(({ text, kept = text }) => kept)

  test('is stored and read back equal, as key, value, name and team', async () => {
    const resources = texts.map((text, i) =>
      resourceOf(`r${String(i).padStart(2, '0')}`, {
        name: text,
        team: text,
        tags: Object.fromEntries([[text, text]]),
      }),
    )
    await saveInventory(inventoryOf(resources))
    expect(await listResources()).toEqual(resources)
    for (const { id, team, tags } of resources) {
      expect((await readOwners(system, id)).at(-1)).toEqual({
        fromMs: nowMs,
        source: 'inventory',
        team,
        tags,
      })
    }
  })

  test('may be ten thousand tags and a name of a kilobyte', async () => {
    const tags = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key ${i}`, `value ${i}`]))
    const resource = resourceOf('many', { tags, name: 'n'.repeat(1024) })
    await saveInventory(inventoryOf([resource]))
    await saveInventory(inventoryOf([resource], { nowMs: nowMs + dayMs }))
    expect(await listResources()).toEqual([resource])
    expect(await readOwners(system, 'many')).toHaveLength(2)
  })
})
