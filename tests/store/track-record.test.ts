import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import type { Forecast } from '#lib/model/forecast.ts'
import { dayMs } from '#lib/model/time.ts'
import type { TrackScore } from '#lib/model/track-record.ts'
import { listWidened } from '#lib/store/accuracy.ts'
import { database } from '#lib/store/client.ts'
import { saveOutcomes } from '#lib/store/forecasts.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { readPeaks, readPublished, saveScores } from '#lib/store/track-record.ts'
import { withDatabase } from '../support/database.ts'
import { forecastOf, historyOf, paths } from '../support/detail-series.ts'
import { inventoryOf, nowMs, resourceOf } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE forecast, demand_history, track_score')
})

const score: TrackScore = {
  resourceId: 'a',
  dimension: 'cpu',
  asOfMs: nowMs,
  origin: 'published',
  horizonDays: 7,
  days: 6,
  mase: 0.8,
  inside80: 5,
  inside90: 6,
  bias: -0.02,
}

function publish(asOfMs: number) {
  const forecast: Forecast = { ...forecastOf(paths.cpu, 'a'), asOfMs }
  const outcomes = [{ dimension: 'cpu' as const, outcome: forecast, history: historyOf(paths.cpu) }]
  return saveOutcomes({ runId: 1, resourceId: 'a', asOfMs, outcomes })
}

describe('the track record', () => {
  test('reads what was published in the last 92 days, the last of each day, with the days it was of', async () => {
    for (const ago of [0, 60_000, dayMs, 100 * dayMs]) await publish(nowMs - ago)
    const published = await readPublished('a', nowMs)
    expect(published.map(({ asOfMs }) => asOfMs)).toEqual([nowMs - dayMs, nowMs])
    expect(published[0]?.peak).toEqual(forecastOf(paths.cpu, 'a').daily.peak)
    expect(await readPublished('b', nowMs)).toEqual([])
  })

  test('reads the daily peaks as they are known now, gaps too', async () => {
    await publish(nowMs)
    const { startMs, peak } = historyOf(paths.cpu)
    expect(await readPeaks('a')).toEqual(new Map([['cpu', { startMs, peak }]]))
  })

  test('keeps one score a stretch and origin: the one known last', async () => {
    await saveScores([score, { ...score, origin: 'hindsight', mase: null }])
    await saveScores([{ ...score, inside80: 4 }])
    const rows = await database().prisma.trackScore.findMany({ orderBy: { origin: 'desc' } })
    expect(rows).toMatchObject([
      { origin: 'published', inside80: 4, mase: 0.8 },
      { origin: 'hindsight', inside80: 5, mase: null },
    ])
  })

  test('a forecast that was widened is read with its distances, and its kind is listed', async () => {
    const heldWidening = [{ fromDay: 29, toDay: 56, factor: 1.4, share80: 0.6, days: 900 }]
    const forecast: Forecast = { ...forecastOf(paths.cpu, 'a'), asOfMs: nowMs, heldWidening }
    await saveInventory(inventoryOf([resourceOf('a')]))
    const outcomes = [{ dimension: 'cpu' as const, outcome: forecast, history: historyOf(paths.cpu) }]
    await saveOutcomes({ runId: 1, resourceId: 'a', asOfMs: nowMs, outcomes })
    expect((await readPublished('a', nowMs))[0]?.heldWidening).toEqual(heldWidening)
    expect(await listWidened(system)).toEqual([
      { resourceClass: 'ec2-instance', dimension: 'cpu', heldWidening },
    ])
    expect(await listWidened({ ...system, teams: ['search'] })).toEqual([])
  })
})
