import { beforeEach, expect, test } from 'vitest'
import { reattribute } from '#jobs/reattribute.ts'
import { system } from '#lib/model/actor.ts'
import type { OwnershipRules } from '#lib/model/ownership.ts'
import { dayMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { readOwners } from '#lib/store/owners.ts'
import { listResources } from '#lib/store/resources.ts'
import { inventoryOf, nowMs, resourceOf } from '../store/estate-rows.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE resource, resource_owner')
  const tagged = (tags: Record<string, string>) => resourceOf('a', { tags, team: tags.team })
  await saveInventory(inventoryOf([tagged({ team: 'pay', squad: 'one' })]))
  await saveInventory(inventoryOf([tagged({ team: 'search', squad: 'two' })], { nowMs: nowMs + dayMs }))
})

const byTag = (tag: string, values = new Map<string, string>()): OwnershipRules => ({
  teams: [{ kind: 'tag', tag, values }],
  tiers: [],
  exemptions: [],
})
const teams = async () => (await readOwners(system, 'a')).map(({ team }) => team)

test('rules that did not change change nothing', async () => {
  expect(await reattribute(byTag('team'), nowMs)).toBe(0)
  expect(await teams()).toEqual(['pay', 'pay', 'search'])
})

test('rules that were corrected count at once, and for what was', async () => {
  expect(await reattribute(byTag('team', new Map([['pay', 'payments']])), nowMs)).toBe(0)
  expect(await teams()).toEqual(['payments', 'payments', 'search'])
  expect(await reattribute(byTag('squad'), nowMs)).toBe(1)
  expect(await teams()).toEqual(['one', 'one', 'two'])
  expect((await listResources()).map(({ team }) => team)).toEqual(['two'])
})

test('rules may leave a resource to nobody, exempt it, and put it in another tier', async () => {
  const rules: OwnershipRules = {
    teams: [],
    tiers: [{ tag: 'squad', values: new Map([['two', 'tier-1']]) }],
    exemptions: [{ resource: 'i-a', as: 'dr', untilMs: nowMs + dayMs }],
  }
  expect(await reattribute(rules, nowMs)).toBe(1)
  expect(await listResources()).toMatchObject([{ team: undefined, exempt: 'dr', serviceTier: 'tier-1' }])
  expect(await teams()).toEqual([undefined, undefined, undefined])
  // Its last day is over.
  expect(await reattribute(rules, nowMs + dayMs)).toBe(1)
  expect((await listResources())[0]?.exempt).toBeUndefined()
})
