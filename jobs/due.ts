import { type EpochMs, floorTo, minuteMs } from '#lib/model/time.ts'
import type { DuePeriod } from '#lib/store/due.ts'
import type { Estate, Job } from './job.ts'

/** The period in which `nowMs` falls, for every job and scope: missed ones before it are made up for by it. */
export function duePeriods(jobs: readonly Job[], estate: Estate, nowMs: EpochMs): DuePeriod[] {
  return jobs.flatMap((job) =>
    job.scopes(estate).map((scope) => ({
      job: job.name,
      scope,
      periodMs: floorTo(nowMs, job.schedule.everyMs),
    })),
  )
}

/** What runs besides whenever a worker starts. */
export function startPeriods(jobs: readonly Job[], estate: Estate, nowMs: EpochMs): DuePeriod[] {
  const periodMs = floorTo(nowMs, minuteMs)
  return jobs
    .filter(({ atStart }) => atStart === true)
    .flatMap((job) => job.scopes(estate).map((scope) => ({ job: job.name, scope, periodMs })))
}

/**
 * Of what is due, what may begin: nothing is due of the jobs that it comes after. Of those that run by account only
 * the same account counts, so that a slow one holds up no other.
 */
export function readyPeriods<T extends DuePeriod>(jobs: readonly Job[], due: readonly T[]): T[] {
  const byName = new Map(jobs.map((job) => [job.name, job]))
  return due.filter(({ job, scope }) => {
    const after = byName.get(job)?.schedule.after
    return after?.every((name) => !due.some((other) => other.job === name && concerns(other.scope, scope)))
  })
}

function concerns(other: string, scope: string): boolean {
  return other === '' || scope === '' || other === scope
}
