import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { type Tier, tierFacts } from '#lib/model/series.ts'
import { dayMs, floorTo, hourMs, minuteMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { readFreshness } from '#lib/store/freshness.ts'
import { saveInstallation } from '#lib/store/installation.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { listSeries } from '#lib/store/resources.ts'
import { beatRun, finishRun, startRun } from '#lib/store/runs.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { withDatabase } from '../support/database.ts'
import { inventoryOf, nowMs, resourceOf, seriesOf } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE resource, series, coverage, run, installation, account, cost_day')
})

const read = (atMs = nowMs) => readFreshness(system, atMs)

/** Calls the tier covered from `ageMs` ago until 10 minutes ago; one value is written, since no day needs more. */
async function cover(resourceId: string, tier: Tier, ageMs = tierFacts[tier].servedMs): Promise<void> {
  const { periodMs } = tierFacts[tier]
  const fromMs = floorTo(nowMs - ageMs, periodMs)
  for (const { id } of await listSeries([resourceId])) {
    const block = { seriesId: id, startMs: fromMs, stepMs: periodMs, values: { Average: Float32Array.of(1) } }
    await writeSamples(tier, [{ block, covered: { fromMs, toMs: nowMs - 10 * minuteMs } }])
  }
}

test('an empty database is nothing yet, and no failure', async () => {
  expect(await read()).toEqual({
    resourceCount: 0,
    accountCount: 0,
    regionCount: 0,
    problems: [],
    source: 'aws',
    running: [],
    backfill: { done: 0, total: 0 },
  })
})

test('counts what is sized, and says where the data come from', async () => {
  await saveInstallation({ source: 'replay', openPages: true })
  await saveInventory(
    inventoryOf([
      resourceOf('a'),
      resourceOf('b', { region: 'eu-west-1' }),
      resourceOf('m', { memberOf: 'a' }),
    ]),
  )
  expect(await read()).toMatchObject({ resourceCount: 2, regionCount: 2, source: 'replay' })
})

describe('the back-fill', () => {
  const minutes = resourceOf('minutes', { facts: { detailedMonitoring: true } })
  const plain = resourceOf('plain')
  beforeEach(async () => {
    await saveInventory(inventoryOf([minutes, plain], { series: [seriesOf('minutes'), seriesOf('plain')] }))
  })
  const backfill = async () => (await read()).backfill

  test('expects minutes only of what is published every minute', async () => {
    expect(await backfill()).toEqual({ done: 0, total: 5 })
  })

  test('is done when every series has the reach of its tiers, one without any sample too', async () => {
    for (const tier of ['1h', '5m'] as const) for (const id of ['minutes', 'plain']) await cover(id, tier)
    expect(await backfill()).toEqual({ done: 4, total: 5 })
    await cover('minutes', '1m')
    expect(await backfill()).toEqual({ done: 5, total: 5 })
    expect((await read(nowMs + 3 * dayMs)).backfill).toEqual({ done: 5, total: 5 })
  })

  test('does not count a series of which only the newest quarter is there', async () => {
    await cover('plain', '1h', 98 * dayMs)
    expect(await backfill()).toEqual({ done: 0, total: 5 })
  })

  test('does not wait for what is deleted', async () => {
    await saveInventory(inventoryOf([], { nowMs: nowMs + dayMs }))
    expect(await backfill()).toEqual({ done: 0, total: 0 })
  })

  test('and the newest sample that is no longer provisional is told', async () => {
    await cover('plain', '5m')
    expect((await read()).samplesToMs).toBe(nowMs - 10 * minuteMs)
  })
})

describe('runs', () => {
  test('that are under way are told, newest first', async () => {
    await beatRun(await startRun('collect-samples', '1', nowMs), { nowMs, done: 3, total: 9, note: 'shop' })
    await startRun('collect-shapes', 'us-east-1', nowMs)
    expect((await read()).running).toEqual([
      { job: 'collect-shapes', done: 0, total: 0, note: '' },
      { job: 'collect-samples', done: 3, total: 9, note: 'shop' },
    ])
  })

  test('tell of the newest forecast that was done', async () => {
    const id = await startRun('forecast', '', nowMs - hourMs)
    await finishRun(id, { nowMs, state: 'done', counts: {}, problems: [] })
    const later = await startRun('forecast', '', nowMs)
    await finishRun(later, { nowMs, state: 'failed', counts: {}, problems: [] })
    expect(await read()).toMatchObject({ forecastRunId: id, forecastMs: nowMs })
  })

  test('tell the problems of the newest of each job and scope, of two days', async () => {
    const end = async (job: string, scope: string, startMs: number, text?: string) => {
      const problems = text === undefined ? [] : [{ scope, code: 'aws-denied', text }]
      await finishRun(await startRun(job, scope, startMs), { nowMs, state: 'done', counts: {}, problems })
    }
    await end('collect-shapes', 'x', nowMs - 3 * dayMs, 'too old')
    await end('collect-inventory', 'a', nowMs - dayMs, 'solved')
    await end('collect-inventory', 'a', nowMs)
    await end('collect-inventory', 'b', nowMs - dayMs, 'solved too')
    await end('collect-inventory', 'b', nowMs, 'still refused')
    await startRun('collect-inventory', 'b', nowMs)
    expect((await read()).problems.map(({ text }) => text)).toEqual(['still refused'])
  })
})
