import { afterAll, beforeAll, expect, test } from 'vitest'
import { provisionalMs } from '#lib/model/series.ts'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import { readSamples } from '#lib/store/read-samples.ts'
import { compareBulk } from '../support/bulk-store.ts'
import { withDatabase } from '../support/database.ts'
import { type LateRun, runLate } from './late-run.ts'

withDatabase()

let run: LateRun
beforeAll(async () => {
  run = await runLate({ metrics: 12, days: 5 })
})
afterAll(() => run.stage.close())

test('F8: samples up to 72 hours late and revised ones: the store equals the truth 72 hours on', async () => {
  const range = {
    fromMs: floorTo(run.beganMs, dayMs),
    toMs: floorTo(run.endMs - hourMs - 72 * hourMs, hourMs),
  }
  expect(range.toMs - range.fromMs).toBeGreaterThan(dayMs)
  const report = await compareBulk(run.stage.series, { tier: '5m', range })
  expect(report).toMatchObject({ lost: 0, duplicated: 0, wrong: 0 })
  expect(report.compared).toBeGreaterThan(12 * 288)
})

test('F8: it did not before: late samples are gaps until they come, and never zero', async () => {
  const range = {
    fromMs: floorTo(run.endMs - 20 * hourMs, hourMs),
    toMs: floorTo(run.endMs - 4 * hourMs, hourMs),
  }
  const { lost, wrong } = await compareBulk(run.stage.series, { tier: '5m', range })
  expect(lost).toBeGreaterThan(0)
  expect(wrong).toBe(0)
  const ids = run.stage.series.map(({ series }) => series.id)
  const blocks = await readSamples({ tier: '5m', seriesIds: ids, statistics: ['Average'], range })
  const zeros = blocks.flatMap(({ values }) => [...(values.Average ?? [])].filter((value) => value === 0))
  expect(zeros).toEqual([])
})

test('F8: what is provisional is never called covered', () => {
  expect(run.behindMs).toBeGreaterThanOrEqual(provisionalMs)
})

test('F8: the number of revised samples is that of the truth', () => {
  const expected = run.expectedRevisions()
  expect(expected).toBeGreaterThan(50)
  expect(run.revised).toBe(expected)
})
