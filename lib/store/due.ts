import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

export type DuePeriod = { readonly job: string; readonly scope: string; readonly periodMs: EpochMs }

/** Adds periods that are due; one that is known already stays as it is. Returns those that are new. */
export async function addDuePeriods(due: readonly DuePeriod[], nowMs: EpochMs): Promise<number> {
  const result = await database().prisma.duePeriod.createMany({
    data: due.map(({ job, scope, periodMs }) => ({
      job,
      scope,
      period: new Date(periodMs),
      state: 'due',
      createdAt: new Date(nowMs),
    })),
    skipDuplicates: true,
  })
  return result.count
}

/** Of a job and scope only the newest period stays due: one run makes up for those that were missed before it. */
export async function supersedeDue(nowMs: EpochMs): Promise<number> {
  const result = await database().pool.query(
    `UPDATE due_period o SET state = 'superseded', done_at = to_timestamp($1::float8 / 1000)
     WHERE o.state = 'due' AND EXISTS (
       SELECT FROM due_period n WHERE n.job = o.job AND n.scope = o.scope AND n.period > o.period)`,
    [nowMs],
  )
  return result.rowCount ?? 0
}

/** Periods that are not done, oldest first. */
export async function listDue(): Promise<(DuePeriod & { attempts: number })[]> {
  const rows = await database().prisma.duePeriod.findMany({
    where: { state: 'due' },
    orderBy: [{ period: 'asc' }, { createdAt: 'asc' }],
  })
  return rows.map((row) => ({
    job: row.job,
    scope: row.scope,
    periodMs: row.period.getTime(),
    attempts: row.attempts,
  }))
}

/** The period is done, or given up after `failed` attempts. */
export async function settleDue(period: DuePeriod, state: 'done' | 'failed', nowMs: EpochMs): Promise<void> {
  await database().prisma.duePeriod.update({
    where: { job_scope_period: { job: period.job, scope: period.scope, period: new Date(period.periodMs) } },
    data: { state, doneAt: new Date(nowMs), attempts: { increment: 1 } },
  })
}

/** The newest period of a job and scope that is known, done or not. */
export async function newestPeriod(job: string, scope: string): Promise<EpochMs | undefined> {
  const row = await database().prisma.duePeriod.findFirst({
    where: { job, scope },
    orderBy: { period: 'desc' },
  })
  return row?.period.getTime()
}

/** The period is still to be done. */
export async function isDue({ job, scope, periodMs }: DuePeriod): Promise<boolean> {
  const row = await database().prisma.duePeriod.findUnique({
    where: { job_scope_period: { job, scope, period: new Date(periodMs) } },
  })
  return row?.state === 'due'
}
