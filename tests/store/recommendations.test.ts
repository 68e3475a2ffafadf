import { beforeEach, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { readSummaryBefore, saveRecommendation } from '#lib/store/recommendations.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { withDatabase } from '../support/database.ts'
import { recommendation as detailed } from '../support/detail-fixture.ts'
import { inventoryOf, nowMs, recommendationOf, resourceOf } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE resource, recommendation')
  await saveInventory(inventoryOf([resourceOf('a'), resourceOf('b')]))
})

const save = (changes: Parameters<typeof recommendationOf>[1], runId = 1) =>
  saveRecommendation({ runId, ...recommendationOf('a', changes) })

test('an id that PostgreSQL could not hold is of no resource', async () => {
  expect(await readResourceDetail(system, 'a\0b')).toBeUndefined()
})

test('a recommendation comes back whole with its summary', async () => {
  const { summary } = recommendationOf('a')
  const recommendation = { ...detailed, resourceId: 'a' }
  await saveRecommendation({ runId: 7, recommendation, summary })
  const detail = await readResourceDetail(system, 'a')
  expect(detail?.recommendation).toEqual(recommendation)
  expect(detail?.summary).toEqual(summary)
  const { rows } = await database().pool.query('SELECT run_id, finding FROM recommendation')
  expect(rows).toEqual([{ run_id: 7, finding: recommendation.finding }])
})

test('every one is kept; lists and pages show the newest', async () => {
  await save({ asOfMs: nowMs, finding: 'watch' }, 2)
  await save({ asOfMs: nowMs - dayMs, finding: 'idle' }, 1)
  const { rows } = await database().pool.query('SELECT count(*)::int AS count FROM recommendation')
  expect(rows).toEqual([{ count: 2 }])
  expect((await listFleet(system)).map((row) => row.recommendation?.finding)).toEqual(['watch', undefined])
  expect((await readResourceDetail(system, 'a'))?.recommendation?.finding).toBe('watch')
})

test('of one instant the one that was written last is shown', async () => {
  await save({ finding: 'watch' })
  await save({ finding: 'oversized' }, 2)
  expect((await listFleet(system))[0]?.recommendation?.finding).toBe('oversized')
})

test.each([
  { beforeDays: 0, finding: 'watch' },
  { beforeDays: 1, finding: 'idle' },
  { beforeDays: 6, finding: 'idle' },
  { beforeDays: 7, finding: 'right-sized' },
  { beforeDays: 8, finding: undefined },
])('the summary of $beforeDays days ago or earlier is $finding', async ({ beforeDays, finding }) => {
  await save({ asOfMs: nowMs - 7 * dayMs, finding: 'right-sized' })
  await save({ asOfMs: nowMs - 6 * dayMs, finding: 'idle' })
  await save({ asOfMs: nowMs, finding: 'watch' })
  expect((await readSummaryBefore('a', nowMs - beforeDays * dayMs))?.finding).toBe(finding)
  expect(await readSummaryBefore('b', nowMs)).toBeUndefined()
})
