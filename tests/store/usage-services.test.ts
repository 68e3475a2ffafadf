import { describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { lastUsageServiceDay, readUsageServices, saveUsageServices } from '#lib/store/usage-services.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

describe('the services of usage types', () => {
  test('are replaced by each reading, but not by an empty one', async () => {
    expect(await lastUsageServiceDay()).toBeUndefined()
    const old = { usageType: 'Transfer', service: 'A', usd: 3 }
    const kept = { usageType: 'Transfer', service: 'B', usd: 4 }
    await saveUsageServices([old, kept], '2026-11-16')
    await saveUsageServices([{ ...kept, usd: 5 }], '2026-11-23')
    await saveUsageServices([], '2026-11-24')
    expect(await readUsageServices(system)).toEqual([{ ...kept, usd: 5 }])
    expect(await lastUsageServiceDay()).toBe('2026-11-23')
  })

  test('are not shown to those who see some teams', async () => {
    expect(await readUsageServices({ ...system, teams: ['payments'] })).toEqual([])
  })
})
