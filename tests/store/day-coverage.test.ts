import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { dayMs, floorTo } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { readDayCoverage } from '#lib/store/day-coverage.ts'
import { saveOutcomes } from '#lib/store/forecasts.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { withDatabase } from '../support/database.ts'
import { inventoryOf, nowMs, resourceOf } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE resource, forecast, demand_history')
})

const today = floorTo(nowMs, dayMs)

/** A demand of `days` days that ends `endsAgo` days before today, with gaps at the given days from its start. */
async function saveDemand(id: string, given: { days: number; endsAgo?: number; gaps?: readonly number[] }) {
  const { days, endsAgo = 0, gaps = [] } = given
  const values = Float32Array.from({ length: days }, (_, i) => (gaps.includes(i) ? Number.NaN : 1))
  const history = {
    startMs: today - (endsAgo + days) * dayMs,
    mean: values,
    peak: values,
    maximum: values,
    capacity: values,
  }
  const abstention = {
    kind: 'abstention',
    resourceId: id,
    asOfMs: nowMs,
    reason: 'no-samples',
    text: '',
    observedDays: 0,
  } as const
  await saveOutcomes({
    runId: 1,
    resourceId: id,
    asOfMs: nowMs,
    outcomes: [{ dimension: 'cpu', outcome: abstention, history }],
  })
}

async function observedOf(id: string) {
  const { classes } = await readDayCoverage(system, nowMs)
  return classes.flatMap(({ series }) => series).find(({ resourceId }) => resourceId === id)?.observed
}

describe('the coverage of the last 30 days', () => {
  test.each([
    ['a long history', { days: 100, gaps: [98] }, [28]],
    ['one of exactly the window', { days: 30, gaps: [0] }, [0]],
    ['a short history', { days: 3 }, Array.from({ length: 27 }, (_, i) => i)],
    ['one that stopped', { days: 100, endsAgo: 5 }, [25, 26, 27, 28, 29]],
    [
      'one that stopped before the window',
      { days: 10, endsAgo: 40 },
      Array.from({ length: 30 }, (_, i) => i),
    ],
    ['one that reaches past today', { days: 50, endsAgo: -2 }, []],
  ])('tells the days without samples of %s', async (_, demand, missing) => {
    await saveInventory(inventoryOf([resourceOf('a')]))
    await saveDemand('a', demand)
    const observed = await observedOf('a')
    expect(observed).toHaveLength(30)
    expect(observed?.flatMap((has, i) => (has ? [] : [i]))).toEqual(missing)
  })

  test('counts no day before the resource was made', async () => {
    await saveInventory(inventoryOf([resourceOf('a', { createdMs: today - 2.5 * dayMs })]))
    await saveDemand('a', { days: 2 })
    expect(await observedOf('a')).toEqual([...Array(28).fill(null), true, true])
  })

  test('is of the actor’s teams and of what still lives', async () => {
    await saveInventory(inventoryOf([resourceOf('a'), resourceOf('b', { team: 'search' })]))
    for (const id of ['a', 'b']) await saveDemand(id, { days: 30 })
    const viewer = { id: 'v', role: 'viewer', teams: ['search'] } as const
    const seen = (await readDayCoverage(viewer, nowMs)).classes.flatMap(({ series }) => series)
    expect(seen.map(({ resourceId }) => resourceId)).toEqual(['b'])
  })
})
