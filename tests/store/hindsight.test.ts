import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import type { HindsightAdvice, HindsightVerdict } from '#lib/model/hindsight.ts'
import { dayMs } from '#lib/model/time.ts'
import { listHindsight } from '#lib/store/accuracy.ts'
import { database } from '#lib/store/client.ts'
import { readHindsight, saveHindsight } from '#lib/store/hindsight.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { countRunning, finishRun, startRun } from '#lib/store/runs.ts'
import { withDatabase } from '../support/database.ts'
import { inventoryOf, nowMs, resourceOf } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE hindsight, hindsight_verdict, track_score, run')
})

const size = { label: 'm7g.large', monthlyUsd: 59.6, levels: { cpu: 1.6, memory: 7.2 } }
const advice: HindsightAdvice = {
  asOfMs: nowMs - 9 * dayMs,
  scoredDays: 9,
  sizes: { kept: size, advised: size, rule: size },
}
const verdict: HindsightVerdict = {
  fromMs: advice.asOfMs,
  toMs: nowMs,
  saved: [{ weekMs: advice.asOfMs, advised: 12.5, rule: -3 }],
  changes: { advised: 1, rule: 0 },
  breaches: [
    {
      policy: 'rule',
      dimension: 'cpu',
      atMs: nowMs - dayMs,
      label: 'm7g.large',
      hours: 3,
      demand: 2,
      level: 1.6,
    },
  ],
  unseen: [],
}

describe('re-runs of the past', () => {
  test('are read as they were saved, from a Monday on, and replaced when they are saved again', async () => {
    const abstained = { asOfMs: nowMs - 16 * dayMs, scoredDays: 16, reason: 'Too little history.' }
    const toSave = { resourceId: 'a', nowMs, scores: [], verdict }
    await saveHindsight({ ...toSave, advice: [advice, abstained] })
    expect(await readHindsight('a', 0)).toEqual([abstained, advice])
    expect(await readHindsight('a', advice.asOfMs)).toEqual([advice])
    await saveHindsight({ ...toSave, advice: [{ ...advice, scoredDays: 14 }] })
    expect((await readHindsight('a', 0)).map(({ scoredDays }) => scoredDays)).toEqual([16, 14])
    expect(await readHindsight('b', 0)).toEqual([])
  })

  test('are told to those who may see the resource', async () => {
    await saveInventory(inventoryOf([resourceOf('a'), resourceOf('b', { team: 'search' })]))
    for (const resourceId of ['a', 'b']) {
      await saveHindsight({ resourceId, nowMs, scores: [], advice: [], verdict })
    }
    const names = async (teams: 'all' | string[]) =>
      (await listHindsight({ ...system, teams })).map(({ resource }) => resource.id)
    expect(await names('all')).toEqual(['a', 'b'])
    expect(await names(['search'])).toEqual(['b'])
    expect((await listHindsight(system))[0]?.verdict).toEqual(verdict)
  })

  test('jobs that run are counted by how their names begin', async () => {
    const id = await startRun('collect-samples', '1', nowMs)
    await startRun('hindsight', '', nowMs)
    expect(await countRunning(['collect-', 'forecast'])).toBe(1)
    await finishRun(id, { nowMs, state: 'done', counts: {}, problems: [] })
    expect(await countRunning(['collect-', 'forecast'])).toBe(0)
  })
})
