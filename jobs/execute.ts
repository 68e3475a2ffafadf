import { AppError, errorText } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { beatRun, finishRun, startRun } from '#lib/store/runs.ts'
import type { Job, JobContext, JobResult } from './job.ts'

const beatMs = 1_000

export type Execution = Omit<JobContext, 'runId' | 'nowMs' | 'progress'> & {
  readonly clock: () => EpochMs
  readonly onProgress?: JobContext['progress']
}

/**
 * Runs a job once: records the run with its progress as heartbeat, its counts and its problems. Throws what the job
 * throws, and `AppError` `interrupted` where it was told to stop; the run is recorded as failed then.
 */
export async function execute(job: Job, execution: Execution): Promise<JobResult> {
  const { clock, scope, signal, onProgress } = execution
  const startedMs = clock()
  const runId = await startRun(job.name, scope, startedMs)
  let state = { done: 0, total: 0, note: '' }
  const beat = setInterval(() => {
    beatRun(runId, { ...state, nowMs: clock() }).catch((error) =>
      log().warn({ runId, error: errorText(error) }, 'beat'),
    )
  }, beatMs)
  try {
    const result = await job.run({
      ...execution,
      runId,
      nowMs: startedMs,
      progress: (done, total, note) => {
        state = { done, total, note }
        onProgress?.(done, total, note)
      },
    })
    if (signal.aborted)
      throw new AppError('interrupted', `${job.name} ${scope} was told to stop; it goes on at the next start`)
    clearInterval(beat)
    await beatRun(runId, { ...state, nowMs: clock() })
    await finishRun(runId, { ...result, nowMs: clock(), state: 'done' })
    log().info({ job: job.name, scope, runId, ms: clock() - startedMs, ...result.counts }, 'job done')
    return result
  } catch (error) {
    clearInterval(beat)
    const text = errorText(error)
    log().error({ job: job.name, scope, runId, error: text }, 'job failed')
    const problems = [{ scope: `${job.name} ${scope}`.trim(), code: 'job-failed', text }]
    await finishRun(runId, { nowMs: clock(), state: 'failed', counts: {}, problems, note: text }).catch(
      () => undefined,
    )
    throw error
  }
}
