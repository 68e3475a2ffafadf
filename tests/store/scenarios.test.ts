import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#lib/model/actor.ts'
import type { Scenario, ScenarioResult, ScenarioRow } from '#lib/model/scenario.ts'
import { listDue } from '#lib/store/due.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import {
  listScenarioResults,
  readScenario,
  readZoneRehearsal,
  removeScenario,
  saveScenario,
} from '#lib/store/scenario-pages.ts'
import { keepScenarioResults, listScenarios, saveScenarioResult } from '#lib/store/scenarios.ts'
import { withDatabase } from '../support/database.ts'
import { inventoryOf, nowMs, resourceOf } from './estate-rows.ts'

withDatabase()

const viewer: Actor = { id: 'v', role: 'viewer', teams: ['payments'] }
const never = { lowDays: null, medianDays: null, highDays: null, chance: 0 }

const scenario: Scenario = {
  id: 'zone-loss',
  name: 'Loss of a zone',
  source: 'standing',
  assumptions: [{ kind: 'zone-loss', name: 'zone', teams: [], accounts: [] }],
}
const rowOf = (resourceId: string, team: string): ScenarioRow => ({
  resourceId,
  resourceName: resourceId,
  resourceClass: 'ec2-instance',
  team,
  dimension: 'cpu',
  limit: 1,
  baseline: never,
  scenario: never,
  hoursAbove: 1,
  hoursAboveHigh: 1,
  zone: { zones: 1, hours: 0, hoursAbove: 1, hoursAboveHigh: 1, missing: 0, text: `${resourceId} falls.` },
})
const link = { kind: 'resource', breaksAt: 2, chance: 0.5, atMs: nowMs, text: '' } as const
const result: ScenarioResult = {
  scenario,
  asOfMs: nowMs,
  horizonDays: 90,
  chain: [
    { ...link, name: 'mine', team: 'payments' },
    { ...link, name: 'theirs', team: 'search' },
    { ...link, name: 'subnet', kind: 'addresses' },
  ],
  shopping: [],
  judged: 2,
  withoutForecast: ['theirs'],
  notes: [],
}

beforeAll(async () => {
  const resources = [resourceOf('mine'), resourceOf('theirs', { team: 'search', tags: { team: 'search' } })]
  await saveInventory(inventoryOf(resources))
  await saveScenarioResult(1, { result, rows: [rowOf('mine', 'payments'), rowOf('theirs', 'search')] })
})

describe('rehearsed scenarios', () => {
  test('come back with their rows', async () => {
    const found = await readScenario(system, 'zone-loss')
    expect(found?.result).toEqual(result)
    expect(found?.rows.map(({ resourceId }) => resourceId)).toEqual(['mine', 'theirs'])
    expect(await readScenario(system, 'none')).toBeUndefined()
  })

  test('show a viewer of some teams these alone, and no name of another', async () => {
    const found = await readScenario(viewer, 'zone-loss')
    expect(found?.rows.map(({ resourceId }) => resourceId)).toEqual(['mine'])
    expect(JSON.stringify([found, await listScenarioResults(viewer)])).not.toContain('theirs')
    expect((await readZoneRehearsal(viewer, 'mine'))?.text).toBe('mine falls.')
    expect(await readZoneRehearsal(viewer, 'theirs')).toBeUndefined()
  })

  test('are replaced by the next rehearsal and dropped with their scenario', async () => {
    await saveScenarioResult(2, { result, rows: [rowOf('mine', 'payments')] })
    expect((await readScenario(system, 'zone-loss'))?.rows).toHaveLength(1)
    await keepScenarioResults([])
    expect(await readScenario(system, 'zone-loss')).toBeUndefined()
  })
})

describe('written scenarios', () => {
  const own: Scenario = { ...scenario, id: 'own-launch', source: 'person' }

  test('are kept, ask for a rehearsal and can be removed', async () => {
    await saveScenario(system, own, nowMs)
    expect(await listScenarios()).toEqual([own])
    expect((await listDue()).map(({ job }) => job)).toContain('rehearse-scenarios')
    await removeScenario(system, own.id, nowMs)
    expect(await listScenarios()).toEqual([])
  })

  test('are not for viewers to write or to remove', async () => {
    await expect(saveScenario(viewer, own, nowMs)).rejects.toThrow(/admin/)
    await expect(removeScenario(viewer, own.id, nowMs)).rejects.toThrow(/admin/)
  })
})
