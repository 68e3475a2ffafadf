import { beforeEach, expect, test } from 'vitest'
import { minuteMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { beatRun, failSilentRuns, finishRun, latestDone, listRuns, startRun } from '#lib/store/runs.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE run RESTART IDENTITY')
})

test('a run tells how far it is, then its counts and problems', async () => {
  const id = await startRun('forecast', '', nowMs)
  expect(await listRuns(9)).toEqual([
    {
      id,
      job: 'forecast',
      scope: '',
      state: 'running',
      startedMs: nowMs,
      done: 0,
      total: 0,
      note: '',
      counts: {},
      problems: [],
    },
  ])
  await beatRun(id, { nowMs: nowMs + 1, done: 3, total: 9, note: 'orders' })
  expect(await listRuns(9)).toMatchObject([{ state: 'running', done: 3, total: 9, note: 'orders' }])
  const problems = [
    { scope: 'orders', code: 'forecast-failed', text: 'no answer', action: 'rds:DescribeEvents' },
  ]
  await finishRun(id, {
    nowMs: nowMs + 2,
    state: 'done',
    counts: { forecasts: 8, billedUsd: 0.25 },
    problems,
  })
  expect(await listRuns(9)).toMatchObject([
    {
      state: 'done',
      endedMs: nowMs + 2,
      note: 'orders',
      counts: { forecasts: 8, billedUsd: 0.25 },
      problems,
    },
  ])
})

test('runs are listed newest first, as many as asked', async () => {
  for (const job of ['a', 'b', 'c']) await startRun(job, '', nowMs)
  expect((await listRuns(2)).map(({ job }) => job)).toEqual(['c', 'b'])
})

test('the newest run that ended well counts as done', async () => {
  expect(await latestDone('forecast')).toBeUndefined()
  for (const state of ['done', 'failed'] as const)
    await finishRun(await startRun('forecast', '', nowMs), { nowMs, state, counts: {}, problems: [] })
  await startRun('forecast', '', nowMs)
  expect((await latestDone('forecast'))?.id).toBe(1)
})

test('a run without a heartbeat has failed; one that beats or has ended is left alone', async () => {
  const [silent, alive, ended] = [
    await startRun('silent', '', nowMs),
    await startRun('alive', '', nowMs),
    await startRun('ended', '', nowMs),
  ]
  await finishRun(ended, { nowMs, state: 'done', counts: { rows: 1 }, problems: [] })
  const laterMs = nowMs + 10 * minuteMs
  await beatRun(alive, { nowMs: laterMs - 29_999, done: 1, total: 2, note: '' })
  expect(await failSilentRuns(laterMs, 30_000)).toBe(1)
  expect(await failSilentRuns(laterMs, 30_000)).toBe(0)
  const states = (await listRuns(9)).map(({ id, state }) => [id, state])
  expect(states).toEqual([
    [ended, 'done'],
    [alive, 'running'],
    [silent, 'failed'],
  ])
})
