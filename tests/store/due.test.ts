import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { listJobSchedules } from '#lib/store/data-page.ts'
import { addDuePeriods, isDue, listDue, newestPeriod, settleDue, supersedeDue } from '#lib/store/due.ts'
import { saveJobSchedules } from '#lib/store/job-schedules.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE due_period')
})

const todayMs = Date.UTC(2026, 10, 25)
const period = (job: string, daysAgo = 0, scope = '') => ({ job, scope, periodMs: todayMs - daysAgo * dayMs })

describe('due periods', () => {
  test('are added once, whoever adds them and however often', async () => {
    const both = [period('forecast'), period('collect-costs', 0, '111122223333')]
    const added = await Promise.all([1, 2, 3].map(() => addDuePeriods(both, nowMs)))
    expect(added.reduce((sum, count) => sum + count, 0)).toBe(2)
    expect(await addDuePeriods([...both, period('maintain')], nowMs)).toBe(1)
  })

  test('are listed oldest first, each scope apart', async () => {
    await addDuePeriods([period('b'), period('a', 2), period('b', 1, 'x'), period('b', 1, 'y')], nowMs)
    const listed = (await listDue()).map(
      ({ job, scope, periodMs }) => `${job}${scope}-${(todayMs - periodMs) / dayMs}`,
    )
    expect(listed[0]).toBe('a-2')
    expect(listed.slice(1, 3).sort()).toEqual(['bx-1', 'by-1'])
    expect(listed[3]).toBe('b-0')
  })

  test.each(['done', 'failed'] as const)(
    'that are %s are due no more, and do not come back',
    async (state) => {
      await addDuePeriods([period('forecast'), period('forecast', 1)], nowMs)
      await settleDue(period('forecast'), state, nowMs)
      expect(await isDue(period('forecast'))).toBe(false)
      expect(await isDue(period('forecast', 1))).toBe(true)
      expect(await addDuePeriods([period('forecast')], nowMs)).toBe(0)
      expect(await listDue()).toEqual([{ ...period('forecast', 1), attempts: 0 }])
    },
  )

  test('that are not known are not due, and cannot be settled', async () => {
    expect(await isDue(period('forecast'))).toBe(false)
    await expect(settleDue(period('forecast'), 'done', nowMs)).rejects.toThrow()
  })

  test('that were missed give way to the newest of their job and scope, whatever became of it', async () => {
    await addDuePeriods(
      [period('a', 3), period('a', 1), period('a', 2, 'x'), period('b', 4), period('b')],
      nowMs,
    )
    await settleDue(period('b'), 'done', nowMs)
    expect(await supersedeDue(nowMs)).toBe(2)
    expect((await listDue()).map(({ job, scope, periodMs }) => [job, scope, periodMs])).toEqual([
      ['a', 'x', todayMs - 2 * dayMs],
      ['a', '', todayMs - dayMs],
    ])
    expect(await isDue(period('a', 3))).toBe(false)
    expect(await supersedeDue(nowMs)).toBe(0)
    expect(await addDuePeriods([period('a', 3)], nowMs)).toBe(0)
  })

  test('tell the newest of a job and scope, done or not', async () => {
    expect(await newestPeriod('forecast', '')).toBeUndefined()
    await addDuePeriods([period('forecast', 3), period('forecast', 1), period('forecast', 0, 'x')], nowMs)
    await settleDue(period('forecast', 1), 'done', nowMs)
    expect(await newestPeriod('forecast', '')).toBe(todayMs - dayMs)
  })
})

describe('the schedules of the jobs', () => {
  test('are those of the worker that started last, in its order', async () => {
    const schedule = (job: string) => ({ job, about: `does ${job}`, everyMs: 3_600_000 })
    await saveJobSchedules(['a', 'b', 'c'].map(schedule))
    await saveJobSchedules([schedule('c'), { ...schedule('a'), everyMs: 86_400_000 }])
    expect(await listJobSchedules(system)).toEqual([schedule('c'), { ...schedule('a'), everyMs: 86_400_000 }])
  })
})
