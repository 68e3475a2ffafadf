import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Job } from '#jobs/job.ts'
import { runWorker } from '#jobs/run-worker.ts'
import { setEnvironment } from '#lib/env.ts'
import { dayMs, floorTo } from '#lib/model/time.ts'
import { closeDatabase, database, openDatabase } from '#lib/store/client.ts'
import { addDuePeriods, isDue, listDue } from '#lib/store/due.ts'
import { listRuns } from '#lib/store/runs.ts'
import { freshDatabaseUrl } from '../support/database.ts'

const accountIds = ['111122223333', '444455556666']
const dir = mkdtempSync(join(tmpdir(), 'headroom-worker-'))

beforeAll(() => {
  const accounts = accountIds.map((id) => `  - { id: "${id}", regions: [us-east-1] }`)
  writeFileSync(join(dir, 'headroom.yaml'), ['accounts:', ...accounts].join('\n'))
  setEnvironment({ HEADROOM_CONFIG: join(dir, 'headroom.yaml') })
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** The day does not end while a test runs. */
const nowMs = Date.UTC(2026, 10, 25, 14, 5)
const todayMs = floorTo(nowMs, dayMs)

type JobFacts = Partial<Job> & { name: string; after?: readonly string[] }

function jobOf({ name, after = [], ...rest }: JobFacts): Job {
  return {
    name,
    about: name,
    schedule: { everyMs: dayMs, after },
    scopes: () => [''],
    run: async () => ({ counts: { done: 1 }, problems: [] }),
    ...rest,
  }
}

/** Four jobs in which everything happens: two scopes, an order, a failure that passes, and one that stays. */
function testedJobs() {
  const log: string[] = []
  let failures = 0
  const jobs: readonly Job[] = [
    jobOf({
      name: 'first',
      scopes: (estate) => estate.accounts.map(({ id }) => id),
      run: async ({ scope, progress }) => {
        log.push(`first ${scope}`)
        progress(1, 1, scope)
        return { counts: { done: 1 }, problems: [{ scope, code: 'aws-denied', text: 'refused' }] }
      },
    }),
    jobOf({
      name: 'shaky',
      run: async () => {
        log.push('shaky')
        if (failures++ === 0) throw new Error('the first time it fails')
        return { counts: {}, problems: [] }
      },
    }),
    jobOf({
      name: 'doomed',
      run: () => {
        log.push('doomed')
        return Promise.reject(new Error('it always fails'))
      },
    }),
    jobOf({
      name: 'last',
      after: ['first', 'shaky', 'doomed'],
      run: async () => {
        log.push('last')
        return { counts: {}, problems: [] }
      },
    }),
  ]
  return { log, jobs }
}

const hasty = { retryLimit: 1, retryDelaySeconds: 1, clock: () => nowMs }

/** Runs as many workers as asked until nothing is due. */
async function work(jobs: readonly Job[], workers: number): Promise<string> {
  const url = await freshDatabaseUrl()
  const running = await Promise.all(Array.from({ length: workers }, () => runWorker(url, { jobs, ...hasty })))
  const settled = () => database().prisma.duePeriod.count({ where: { state: { not: 'due' } } })
  await vi.waitFor(async () => expect(await settled()).toBe(5), { timeout: 20_000, interval: 100 })
  await Promise.all(running.map((worker) => worker.stop()))
  return url
}

describe.each([1, 2])('%i worker(s) on one database', (workers) => {
  const { log, jobs } = testedJobs()
  let url = ''
  beforeAll(async () => {
    url = await work(jobs, workers)
    openDatabase({ url, connections: 4, queryMs: 60_000 })
  })
  afterAll(closeDatabase)

  test('run every job once in each of its scopes, again only what failed', () => {
    const counts = Object.fromEntries(
      [...Map.groupBy(log, (name) => name)].map(([name, all]) => [name, all.length]),
    )
    expect(counts).toEqual({
      [`first ${accountIds[0]}`]: 1,
      [`first ${accountIds[1]}`]: 1,
      shaky: 2,
      doomed: 2,
      last: 1,
    })
  })

  test('hold what stands on others until those are done or given up', () => {
    expect(log.at(-1)).toBe('last')
  })

  test('record each try with its outcome and problems', async () => {
    const runs = (await listRuns(50)).toReversed()
    const states = (job: string) => runs.filter((run) => run.job === job).map(({ state }) => state)
    expect(states('shaky')).toEqual(['failed', 'done'])
    expect(states('doomed')).toEqual(['failed', 'failed'])
    expect(runs.find(({ job }) => job === 'doomed')).toMatchObject({
      note: 'it always fails',
      problems: [{ scope: 'doomed', code: 'job-failed', text: 'it always fails' }],
    })
    const first = runs.filter(({ job }) => job === 'first')
    expect(first.map(({ scope }) => scope).sort()).toEqual(accountIds)
    expect(first[0]).toMatchObject({
      state: 'done',
      done: 1,
      total: 1,
      counts: { done: 1 },
      problems: [{ text: 'refused' }],
    })
  })

  test('settle every period: done, or failed where it was given up', async () => {
    const rows = await database().prisma.duePeriod.findMany({ orderBy: [{ job: 'asc' }, { scope: 'asc' }] })
    expect(rows.map(({ job, state }) => `${job} ${state}`)).toEqual([
      'doomed failed',
      'first done',
      'first done',
      'last done',
      'shaky done',
    ])
    for (const { job, scope, period } of rows)
      expect(await isDue({ job, scope, periodMs: period.getTime() })).toBe(false)
  })
})

describe('a worker that is started again', () => {
  test('does nothing of what is done', async () => {
    const { log, jobs } = testedJobs()
    const url = await work(jobs, 1)
    const before = log.length
    const again = await runWorker(url, { jobs, ...hasty })
    const { rows } = await database().pool.query(
      `SELECT name FROM pgboss.job WHERE state IN ('created', 'retry', 'active')`,
    )
    await again.stop()
    expect(rows).toEqual([])
    expect(log).toHaveLength(before)
  })

  test('makes up for missed days by one run', async () => {
    const url = await freshDatabaseUrl()
    openDatabase({ url, connections: 4, queryMs: 60_000 })
    const missed = [3, 2, 1].map((days) => ({ job: 'daily', scope: '', periodMs: todayMs - days * dayMs }))
    await addDuePeriods(missed, nowMs)
    const periods: string[] = []
    const daily = jobOf({
      name: 'daily',
      run: async () => {
        periods.push('run')
        return { counts: {}, problems: [] }
      },
    })
    const worker = await runWorker(url, { jobs: [daily], ...hasty })
    await vi.waitFor(async () => expect(await listDue()).toEqual([]), { timeout: 10_000, interval: 50 })
    await worker.stop()
    expect(periods).toEqual(['run'])
  })

  test('goes on with what it was stopped in', async () => {
    const url = await freshDatabaseUrl()
    const endless = jobOf({
      name: 'endless',
      run: ({ signal }) =>
        new Promise((done) => signal.addEventListener('abort', () => done({ counts: {}, problems: [] }))),
    })
    const states = async () => (await listRuns(9)).map(({ state, note }) => `${state} ${note}`.trim())
    const stopped = await runWorker(url, { jobs: [endless], ...hasty })
    await vi.waitFor(async () => expect(await states()).toEqual(['running']), {
      timeout: 10_000,
      interval: 50,
    })
    await stopped.stop()
    const next = await runWorker(url, { jobs: [jobOf({ name: 'endless' })], ...hasty })
    await vi.waitFor(async () => expect((await states())[0]).toBe('done'), { timeout: 10_000, interval: 100 })
    expect((await states())[1]).toBe('failed endless  was told to stop; it goes on at the next start')
    await next.stop()
  })
})
