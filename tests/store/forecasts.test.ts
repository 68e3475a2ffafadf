import { beforeEach, describe, expect, test } from 'vitest'
import type { Abstention, DimensionOutcome, Forecast } from '#lib/model/forecast.ts'
import { dayMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { readOutcomeBodies, readOutcomes, saveOutcomes, thinForecasts } from '#lib/store/forecasts.ts'
import { withDatabase } from '../support/database.ts'
import { forecastOf, historyOf, paths } from '../support/detail-series.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE forecast, demand_history')
})

const forecast: Forecast = { ...forecastOf(paths.cpu, 'a'), asOfMs: nowMs }
const history = historyOf(paths.cpu)
const abstention: Abstention = {
  kind: 'abstention',
  resourceId: 'a',
  dimension: 'memory',
  asOfMs: nowMs,
  reason: 'no-samples',
  text: 'No samples of this dimension have been collected.',
  observedDays: 0,
}

function save(asOfMs: number, outcomes: readonly DimensionOutcome[], runId = 1) {
  return saveOutcomes({ runId, resourceId: 'a', asOfMs, outcomes })
}

async function storedDays(): Promise<number[]> {
  const { rows } = await database().pool.query<{ as_of: Date }>(
    'SELECT as_of FROM forecast ORDER BY as_of DESC',
  )
  return rows.map(({ as_of }) => (nowMs - as_of.getTime()) / dayMs)
}

describe('outcomes', () => {
  test('come back equal, to the last bit of a float32, gaps too', async () => {
    await save(nowMs, [
      { dimension: 'cpu', outcome: forecast, history },
      { dimension: 'memory', outcome: abstention },
    ])
    expect(history.mean.some(Number.isNaN)).toBe(true)
    expect(await readOutcomes('a')).toEqual([
      { dimension: 'cpu', outcome: forecast, history },
      { dimension: 'memory', outcome: abstention, history: undefined },
    ])
  })

  test('are read without bands, of the newest run alone', async () => {
    await save(nowMs - dayMs, [{ dimension: 'cpu', outcome: { ...forecast, capacity: 4 }, history }])
    await save(nowMs, [{ dimension: 'cpu', outcome: forecast, history }], 2)
    const bodies = await readOutcomeBodies('a')
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toMatchObject({ capacity: forecast.capacity, models: forecast.models })
    expect(await readOutcomeBodies('b')).toEqual([])
  })

  test('are none before the first run, and none of another resource', async () => {
    await save(nowMs, [{ dimension: 'cpu', outcome: forecast, history }])
    expect(await readOutcomes('b')).toEqual([])
  })

  test('are appended; what the newest run said is read, and no dimension that it left out', async () => {
    await save(nowMs - dayMs, [
      { dimension: 'cpu', outcome: { ...forecast, capacity: 4 }, history },
      { dimension: 'memory', outcome: abstention },
    ])
    await save(
      nowMs,
      [{ dimension: 'cpu', outcome: forecast, history: { ...history, mean: history.peak } }],
      2,
    )
    expect(await readOutcomes('a')).toMatchObject([
      { dimension: 'cpu', outcome: { capacity: forecast.capacity }, history: { mean: history.peak } },
    ])
    expect(await readOutcomes('a')).toHaveLength(1)
    expect(await storedDays()).toEqual([0, 1, 1])
  })

  test('of one instant: the one that was written last is read', async () => {
    await save(nowMs, [{ dimension: 'cpu', outcome: forecast }])
    await save(nowMs, [{ dimension: 'cpu', outcome: { ...abstention, dimension: 'cpu' } }], 2)
    expect(await readOutcomes('a')).toMatchObject([{ outcome: { kind: 'abstention' } }])
  })

  test('are all written or none', async () => {
    const broken: DimensionOutcome = {
      dimension: 'memory',
      outcome: { ...abstention, text: 'a \u0000 that PostgreSQL refuses' },
    }
    await expect(save(nowMs, [{ dimension: 'cpu', outcome: forecast }, broken])).rejects.toThrow()
    expect(await storedDays()).toEqual([])
  })
})

describe('thinForecasts', () => {
  test('keeps everything of 30 days and before that the first of each ISO week', async () => {
    const outcomes: DimensionOutcome[] = [{ dimension: 'cpu', outcome: { ...abstention, dimension: 'cpu' } }]
    const ages = Array.from({ length: 60 }, (_, i) => i)
    for (const age of ages) await save(nowMs - age * dayMs, outcomes)
    const deleted = await thinForecasts(nowMs)
    const old = ages.filter((age) => age > 30)
    const mondays = old.filter((age) => new Date(nowMs - age * dayMs).getUTCDay() === 1)
    const oldest = old.at(-1) ?? 0
    const kept = [...ages.filter((age) => age <= 30), ...mondays]
    expect(await storedDays()).toEqual(kept.includes(oldest) ? kept : [...kept, oldest])
    expect(deleted).toBe(ages.length - (await storedDays()).length)
    expect(await thinForecasts(nowMs)).toBe(0)
  })

  test('thins each resource and dimension apart', async () => {
    for (const resourceId of ['a', 'b']) {
      for (const dimension of ['cpu', 'memory'] as const) {
        const outcomes = [{ dimension, outcome: { ...abstention, dimension } }]
        await saveOutcomes({ runId: 1, resourceId, asOfMs: nowMs - 40 * dayMs, outcomes })
      }
    }
    expect(await thinForecasts(nowMs)).toBe(0)
  })
})
