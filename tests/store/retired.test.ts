import { expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { retireAccounts, saveAccounts } from '#lib/store/accounts.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { newestCovered } from '#lib/store/read-samples.ts'
import { listSeries } from '#lib/store/resources.ts'
import { finishRun, latestClean, startRun } from '#lib/store/runs.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { withDatabase } from '../support/database.ts'
import { accountId, inventoryOf, nowMs, region, resourceOf, seriesOf } from './estate-rows.ts'

withDatabase()

const other = '444455556666'
const startMs = nowMs - (nowMs % hourMs) - 48 * hourMs

async function saveTwoAccounts(): Promise<void> {
  await saveAccounts(
    [accountId, other].map((id) => ({ id, name: id, regions: [region], payer: false })),
    nowMs,
  )
  await saveInventory(inventoryOf([resourceOf('a')], { series: [seriesOf('a')] }))
  const away = resourceOf('b', { accountId: other })
  await saveInventory(inventoryOf([away], { accountId: other, series: [seriesOf('b')] }))
}

async function cover(resourceId: string, hours: number): Promise<void> {
  const [series] = await listSeries([resourceId])
  const values = { Average: new Float32Array(hours).fill(1) }
  const block = { seriesId: series?.id ?? 0, startMs, stepMs: hourMs, values }
  await writeSamples('1h', [{ block, covered: { fromMs: startMs, toMs: startMs + hours * hourMs } }])
}

test('the account that is furthest behind says up to when the data are complete', async () => {
  await saveTwoAccounts()
  await cover('a', 48)
  await cover('b', 20)
  expect(await newestCovered()).toBe(startMs + 20 * hourMs)
})

test('an account that left the configuration leaves the pages, and comes back with its next inventory', async () => {
  await saveTwoAccounts()
  expect(await retireAccounts([accountId], nowMs)).toBe(1)
  expect((await listFleet(system)).map(({ resource }) => resource.id)).toEqual(['a'])
  expect(await newestCovered()).toBe(startMs + 48 * hourMs)
  await saveTwoAccounts()
  expect((await listFleet(system)).map(({ resource }) => resource.id)).toEqual(['a', 'b'])
})

test('a run that met a problem is not clean: what it read is read again', async () => {
  const run = async (ageDays: number, problems: { scope: string; code: string; text: string }[]) => {
    const id = await startRun('collect-costs', accountId, nowMs - ageDays * dayMs)
    await finishRun(id, { nowMs, state: 'done', counts: {}, problems })
    return id
  }
  expect(await latestClean('collect-costs', accountId)).toBeUndefined()
  const clean = await run(100, [])
  await run(1, [{ scope: accountId, code: 'aws-denied', text: 'refused' }])
  expect((await latestClean('collect-costs', accountId))?.id).toBe(clean)
  expect(await latestClean('collect-costs', other)).toBeUndefined()
})
