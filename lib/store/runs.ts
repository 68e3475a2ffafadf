import { z } from 'zod'
import type { Run as Row } from '#prisma/generated/client.ts'
import type { Problem } from '../model/account.ts'
import { type Counts, type Run, runStates } from '../model/run.ts'
import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

const problemsSchema = z.array(
  z.object({ scope: z.string(), code: z.string(), text: z.string(), action: z.string().optional() }),
)

/** Begins a run; its number goes into what it writes. */
export async function startRun(job: string, scope: string, nowMs: EpochMs): Promise<number> {
  const now = new Date(nowMs)
  const row = await database().prisma.run.create({
    data: { job, scope, state: 'running', startedAt: now, beatAt: now },
  })
  return row.id
}

/** Says how far a run is; also its heartbeat. */
export async function beatRun(
  id: number,
  progress: { nowMs: EpochMs; done: number; total: number; note: string },
): Promise<void> {
  const { nowMs, ...columns } = progress
  await database().prisma.run.update({ where: { id }, data: { ...columns, beatAt: new Date(nowMs) } })
}

export async function finishRun(
  id: number,
  result: {
    nowMs: EpochMs
    state: 'done' | 'failed'
    counts: Counts
    problems: readonly Problem[]
    note?: string
  },
): Promise<void> {
  await database().prisma.run.update({
    where: { id },
    data: {
      state: result.state,
      endedAt: new Date(result.nowMs),
      counts: { ...result.counts },
      problems: result.problems.map((problem) => ({ ...problem })),
      ...(result.note === undefined ? {} : { note: result.note }),
    },
  })
}

/** Marks runs whose process died: no heartbeat for `silentMs`. */
export async function failSilentRuns(nowMs: EpochMs, silentMs: number): Promise<number> {
  const result = await database().prisma.run.updateMany({
    where: { state: 'running', beatAt: { lt: new Date(nowMs - silentMs) } },
    data: { state: 'failed', endedAt: new Date(nowMs), note: 'stopped without a word; it is done again' },
  })
  return result.count
}

/** The newest runs, newest first. */
export async function listRuns(limit: number): Promise<Run[]> {
  const rows = await database().prisma.run.findMany({ orderBy: { id: 'desc' }, take: limit })
  return rows.map(toRun)
}

/** The newest run of a job that ended well. */
export async function latestDone(job: string): Promise<Run | undefined> {
  const row = await database().prisma.run.findFirst({
    where: { job, state: 'done' },
    orderBy: { id: 'desc' },
  })
  return row ? toRun(row) : undefined
}

/** The newest run of a job and scope that ended well and met no problem: what it read is complete. */
export async function latestClean(job: string, scope: string): Promise<Run | undefined> {
  const where = { job, scope, state: 'done', problems: { equals: [] } }
  const row = await database().prisma.run.findFirst({ where, orderBy: { id: 'desc' } })
  return row ? toRun(row) : undefined
}

/** Jobs whose names begin so and that are running now. */
export async function countRunning(prefixes: readonly string[]): Promise<number> {
  const { rows } = await database().pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM run
     WHERE state = 'running' AND EXISTS (SELECT FROM unnest($1::text[]) AS p WHERE starts_with(job, p))`,
    [[...prefixes]],
  )
  return z.number().parse(rows[0]?.count)
}

export function toRun(row: Row): Run {
  return {
    id: row.id,
    job: row.job,
    scope: row.scope,
    state: z.enum(runStates).parse(row.state),
    startedMs: row.startedAt.getTime(),
    endedMs: row.endedAt?.getTime(),
    done: row.done,
    total: row.total,
    note: row.note,
    counts: z.record(z.string(), z.number()).parse(row.counts),
    problems: problemsSchema.parse(row.problems),
  }
}
