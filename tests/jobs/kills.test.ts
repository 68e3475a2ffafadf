import { expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { openPullStage, pullUnderKills, todayMs } from '../support/killed-pull.ts'

test('a pull that is killed three times loses no sample and doubles none', { timeout: 60_000 }, async () => {
  const url = await freshDatabaseUrl()
  openDatabase({ url, connections: 4, queryMs: 60_000 })
  const nowMs = Date.now()
  const stage = await openPullStage(url, '123456789012', todayMs(nowMs))
  try {
    const report = await pullUnderKills({ stage, job: 'collect-samples', tier: '1h', kills: 3, nowMs })
    expect(report).toMatchObject({ lost: 0, invented: 0, wrong: 0 })
    expect(report.kills).toBeGreaterThan(0)
    expect(report.compared).toBeGreaterThan(500_000)
  } finally {
    await stage.close()
    await closeDatabase()
  }
})
