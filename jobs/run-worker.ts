import { PgBoss } from 'pg-boss'
import { openCollector } from '#lib/collect/index.ts'
import { AppError, errorText } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { type EpochMs, minuteMs } from '#lib/model/time.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { addDuePeriods, type DuePeriod, isDue, listDue, settleDue, supersedeDue } from '#lib/store/due.ts'
import { saveJobSchedules } from '#lib/store/job-schedules.ts'
import { failSilentRuns } from '#lib/store/runs.ts'
import { duePeriods, readyPeriods, startPeriods } from './due.ts'
import { readEstate } from './estate.ts'
import { openEstates } from './estates.ts'
import { execute } from './execute.ts'
import { jobs as pipeline } from './index.ts'
import type { Job } from './job.ts'
import { recordUsage } from './usage.ts'

const queue = 'work'
const heartbeatSeconds = 10
const stopMs = 25_000

export type WorkerOptions = {
  /** The pipeline unless given. */
  readonly jobs?: readonly Job[]
  /** How often a period is tried again after a failure, and the first wait; it doubles up to a minute. */
  readonly retryLimit?: number
  readonly retryDelaySeconds?: number
  readonly clock?: () => EpochMs
}

/** Runs what is due until it is told to stop. Any number of workers may share a database. */
export async function runWorker(
  databaseUrl: string,
  { jobs = pipeline, retryLimit = 5, retryDelaySeconds = 2, clock = Date.now }: WorkerOptions = {},
): Promise<{ stop: () => Promise<void> }> {
  openDatabase({ url: databaseUrl, connections: 10, queryMs: 300_000 })
  await saveJobSchedules(
    jobs.map(({ name, about, schedule }) => ({ job: name, about, everyMs: schedule.everyMs })),
  )
  const configured = await readEstate()
  const stopping = new AbortController()
  const collector = openCollector({ ...configured, signal: stopping.signal })
  const estates = openEstates({ configured, collector, clock })
  const boss = new PgBoss({ connectionString: databaseUrl, max: 4, monitorIntervalSeconds: 10 })
  boss.on('error', (error) => log().error({ error: errorText(error) }, 'queue'))
  await boss.start()
  await boss.createQueue(queue, {
    policy: 'exclusive',
    heartbeatSeconds,
    expireInSeconds: 6 * 3600,
    retryLimit,
    retryDelay: retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: 60,
  })

  const tick = async () => {
    const nowMs = clock()
    await failSilentRuns(nowMs, 3 * heartbeatSeconds * 1000)
    await addDuePeriods(duePeriods(jobs, await estates.current(), nowMs), nowMs)
    await supersedeDue(nowMs)
    for (const due of readyPeriods(jobs, await listDue())) {
      // Two periods of one job and scope never run beside each other.
      await boss.send(queue, due, { singletonKey: `${due.job}/${due.scope}` })
    }
  }
  const safeTick = () => tick().catch((error) => log().error({ error: errorText(error) }, 'tick'))

  const perform = async (period: DuePeriod, lastTry: boolean) => {
    const job = jobs.find(({ name }) => name === period.job)
    if (!job || !(await isDue(period))) return
    try {
      const { scope } = period
      const estate = await estates.current()
      await execute(job, { scope, estate, collector, signal: stopping.signal, clock })
      await settleDue(period, 'done', clock())
    } catch (error) {
      const interrupted = error instanceof AppError && error.code === 'interrupted'
      if (lastTry && !interrupted) await settleDue(period, 'failed', clock())
      throw error
    } finally {
      await recordUsage(collector, clock()).catch((error) => log().warn({ error: errorText(error) }, 'usage'))
      if (!stopping.signal.aborted) await safeTick()
    }
  }

  await boss.work<DuePeriod>(
    queue,
    { localConcurrency: 4, pollingIntervalSeconds: 0.5, includeMetadata: true, batchSize: 1 },
    async ([queued]) => {
      if (queued) await perform(queued.data, queued.retryCount >= retryLimit)
    },
  )
  await addDuePeriods(startPeriods(jobs, await estates.current(), clock()), clock())
  await safeTick()
  const timer = setInterval(safeTick, minuteMs)
  return {
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await boss.stop({ graceful: true, timeout: stopMs })
      collector.close()
      await closeDatabase()
    },
  }
}
