import type { Actor } from '../model/actor.ts'
import type { ResourceClass } from '../model/resource.ts'
import type { JobSchedule, Run } from '../model/run.ts'
import { dayMs, type EpochMs, isoDay } from '../model/time.ts'
import { database } from './client.ts'
import { toRun } from './runs.ts'

export type Collection = {
  readonly accounts: readonly {
    readonly id: string
    readonly name: string
    readonly regions: readonly string[]
  }[]
  readonly classes: readonly {
    readonly resourceClass: ResourceClass
    readonly resources: number
    readonly series: number
    readonly untagged: number
  }[]
}

/** Accounts with their regions, and living resources and series by class; nothing for those who do not see the whole organization. */
export async function readCollection(actor: Actor): Promise<Collection> {
  if (actor.teams !== 'all') return { accounts: [], classes: [] }
  const { pool, prisma } = database()
  const [accounts, classes] = await Promise.all([
    prisma.account.findMany({ select: { id: true, name: true, regions: true }, orderBy: { name: 'asc' } }),
    pool.query<Collection['classes'][number]>(
      `SELECT r.resource_class AS "resourceClass", count(DISTINCT r.id)::int AS resources, count(s.id)::int AS series,
         (count(DISTINCT r.id) FILTER (WHERE r.team IS NULL))::int AS untagged
       FROM resource r LEFT JOIN series s ON s.resource_id = r.id WHERE r.deleted_at IS NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
    ),
  ])
  return { accounts, classes: classes.rows }
}

/** The newest run of every job and scope; nothing for those who do not see the whole organization. */
export async function listLastRuns(actor: Actor): Promise<Run[]> {
  if (actor.teams !== 'all') return []
  const rows = await database().prisma.run.findMany({
    distinct: ['job', 'scope'],
    orderBy: [{ job: 'asc' }, { scope: 'asc' }, { id: 'desc' }],
  })
  return rows.map(toRun)
}

export type RunsAsked = {
  readonly job?: string
  readonly state?: Run['state']
  /** Only older runs than this one. */
  readonly beforeId?: number
  readonly limit: number
}

/** Runs, the newest first, and how many there are in all; nothing for those who do not see the whole organization. */
export async function listRunsPage(
  actor: Actor,
  { job, state, beforeId, limit }: RunsAsked,
): Promise<{ readonly total: number; readonly runs: readonly Run[] }> {
  if (actor.teams !== 'all') return { total: 0, runs: [] }
  const where = { ...(job === undefined ? {} : { job }), ...(state === undefined ? {} : { state }) }
  const older = beforeId === undefined ? {} : { id: { lt: beforeId } }
  const { run } = database().prisma
  const [total, rows] = await Promise.all([
    run.count({ where }),
    run.findMany({ where: { ...where, ...older }, orderBy: { id: 'desc' }, take: limit }),
  ])
  return { total, runs: rows.map(toRun) }
}

export type OwnUse = {
  readonly days: readonly { readonly day: string; readonly billedMetrics: number; readonly usd: number }[]
  readonly actions: readonly { readonly action: string; readonly calls: number }[]
}

/** Our own calls of the last 30 UTC days by action, and what they were billed by day, the newest first. */
export async function readOwnUse(actor: Actor, nowMs: EpochMs): Promise<OwnUse> {
  if (actor.teams !== 'all') return { days: [], actions: [] }
  const since = [isoDay(nowMs - 29 * dayMs)]
  const { pool } = database()
  const [days, actions] = await Promise.all([
    pool.query<OwnUse['days'][number]>(
      `SELECT day::text, billed_metrics AS "billedMetrics", usd FROM api_bill WHERE day >= $1::date ORDER BY day DESC`,
      since,
    ),
    pool.query<OwnUse['actions'][number]>(
      `SELECT action, sum(calls)::int AS calls FROM api_call WHERE day >= $1::date GROUP BY 1 ORDER BY 2 DESC, 1`,
      since,
    ),
  ])
  return { days: days.rows, actions: actions.rows }
}

/** The jobs in the order of the pipeline; empty before the first worker. The same for every actor. */
export async function listJobSchedules(_actor: Actor): Promise<JobSchedule[]> {
  const rows = await database().prisma.jobSchedule.findMany({ orderBy: { position: 'asc' } })
  return rows.map(({ job, about, everyMs }) => ({ job, about, everyMs }))
}
