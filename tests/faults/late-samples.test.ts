import { afterAll, beforeAll, expect, test } from 'vitest'
import { planPulls } from '#lib/collect/index.ts'
import { pullSamples } from '#lib/collect/samples.ts'
import { provisionalMs } from '#lib/model/series.ts'
import { dayMs, floorTo, hourMs, minuteMs, type Range } from '#lib/model/time.ts'
import { type FaultOptions, openFaults } from '#lib/simulate/faults.ts'
import { readCoverage } from '#lib/store/coverage.ts'
import { readSamples } from '#lib/store/read-samples.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { compareBulk } from '../support/bulk-store.ts'
import { bulkValue } from '../support/bulk-world.ts'
import { withDatabase } from '../support/database.ts'
import { openStage, type Stage } from './stage.ts'

withDatabase()

const beganMs = floorTo(Date.now() - 30 * dayMs, dayMs) + 7 * minuteMs
const days = 5
const stepMs = 5 * minuteMs
/** One sample in ten comes up to 72 hours late; of the newest ten minutes half are revised. */
const faults: FaultOptions = { lateSamples: true, backfilledShare: 0.1 }
const historyMs = 6 * hourMs

type Seen = { readonly atMs: number; readonly range: Range }

let stage: Stage
let clockMs = beganMs
const pulls: Seen[] = []
let revised = 0
let newestCoverage = { behindMs: Number.POSITIVE_INFINITY }

/** A pull as the job makes one: hourly here, so that many samples are seen in the making. */
async function pullOnce(overlap: 'recent' | 'deep'): Promise<void> {
  const [account] = stage.accounts
  if (!account) throw new Error('no account')
  const ids = stage.series.map(({ series }) => series.id)
  const covered = await readCoverage('5m', ids)
  const phases = planPulls({
    series: stage.series.map(({ series }) => {
      const known = covered.get(series.id)
      return {
        series,
        covered: { '5m': known ?? { fromMs: beganMs - historyMs, toMs: beganMs - 1 * hourMs } },
      }
    }),
    nowMs: clockMs,
    overlap,
  })
  for (const { tier, backfill, items } of phases) {
    if (tier !== '5m' || backfill) continue
    pulls.push({ atMs: clockMs, range: items[0]?.range ?? { fromMs: 0, toMs: 0 } })
    await pullSamples({
      aws: stage.aws,
      request: { account, region: 'us-east-1', tier, items },
      write: async (blocks) => {
        revised += (await writeSamples(tier, blocks)).revised
      },
    })
  }
  for (const { toMs } of (await readCoverage('5m', ids)).values())
    newestCoverage = { behindMs: Math.min(newestCoverage.behindMs, clockMs - toMs) }
}

beforeAll(async () => {
  const options = { accounts: 1, regions: ['us-east-1'], metricsPerRegion: 12, nowMs: beganMs }
  stage = await openStage({ ...options, faults, now: () => clockMs })
  for (let hour = 0; hour <= days * 24; hour++) {
    await pullOnce(hour % 24 === 0 ? 'deep' : 'recent')
    clockMs += hourMs
  }
})
afterAll(() => stage.close())

/** What was written of one sample, in closed form: each value that a pull saw which is another than the one before. */
function expectedRevisions(): number {
  const { lateFactor } = openFaults(faults, 20_261_125, () => 0).nextCall().samples
  let count = 0
  for (const { series } of stage.series) {
    for (let atMs = floorTo(beganMs - historyMs, stepMs); atMs < clockMs; atMs += stepMs) {
      let stored = Number.NaN
      for (const { atMs: seenMs, range } of pulls) {
        if (atMs < range.fromMs || atMs >= range.toMs || atMs >= floorTo(seenMs, stepMs)) continue
        const ageMs = seenMs - Math.min(seenMs, atMs + stepMs)
        const factor = lateFactor(series.id, atMs, ageMs)
        const value = Math.fround(bulkValue(series.id, 'Average', atMs) * factor)
        if (Number.isNaN(value)) continue
        if (!Number.isNaN(stored) && stored !== value) count++
        stored = value
      }
    }
  }
  return count
}

test('F8: samples up to 72 hours late and revised ones: the store equals the truth 72 hours on', async () => {
  const range = {
    fromMs: floorTo(beganMs, dayMs),
    // The last deep pull was an hour before the clock stands.
    toMs: floorTo(clockMs - hourMs - 72 * hourMs, hourMs),
  }
  expect(range.toMs - range.fromMs).toBeGreaterThan(dayMs)
  const report = await compareBulk(stage.series, { tier: '5m', range })
  expect(report).toMatchObject({ lost: 0, duplicated: 0, wrong: 0 })
  expect(report.compared).toBeGreaterThan(12 * 288)
})

test('F8: it did not before: late samples are gaps until they come, and never zero', async () => {
  const range = {
    fromMs: floorTo(clockMs - 20 * hourMs, hourMs),
    toMs: floorTo(clockMs - 4 * hourMs, hourMs),
  }
  const { lost, wrong } = await compareBulk(stage.series, { tier: '5m', range })
  expect(lost).toBeGreaterThan(0)
  expect(wrong).toBe(0)
  const ids = stage.series.map(({ series }) => series.id)
  const blocks = await readSamples({ tier: '5m', seriesIds: ids, statistics: ['Average'], range })
  const zeros = blocks.flatMap(({ values }) => [...(values.Average ?? [])].filter((value) => value === 0))
  expect(zeros).toEqual([])
})

test('F8: what is provisional is never called covered', () => {
  expect(newestCoverage.behindMs).toBeGreaterThanOrEqual(provisionalMs)
})

test('F8: the number of revised samples is that of the truth', () => {
  const expected = expectedRevisions()
  expect(expected).toBeGreaterThan(50)
  expect(revised).toBe(expected)
})
