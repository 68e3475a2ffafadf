import type { ForecastHealth, JobHealth, OwnHealth } from '../model/own-health.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { database } from './client.ts'
import { newestCostDay } from './costs.ts'
import { listNearLimits } from './near-limits.ts'
import { readSchemaVersion } from './schema-version.ts'

const nearLimitsMax = 1_000
/** Forecasts so old are still scored: the farthest distance is 90 days. */
const scoredDays = 120

/** The state of the whole installation, for its metrics: no page calls it, and it knows no actor. */
export async function readOwnHealth(nowMs: EpochMs): Promise<OwnHealth> {
  const [schema, jobs, periods, samplesWritten, accounts, costsToDay, own, queue, deliveries, forecasts] =
    await Promise.all([
      readSchemaVersion(),
      readJobs(),
      rowsOf<OwnHealth['periods'][number]>(
        'SELECT job, every_ms / 1000 AS seconds FROM job_schedule ORDER BY position',
      ),
      readSamplesWritten(),
      readAccounts(),
      newestCostDay(),
      readOwnCalls(),
      readQueue(),
      rowsOf<OwnHealth['deliveries'][number]>(
        'SELECT state, count(*)::int AS count FROM delivery GROUP BY 1 ORDER BY 1',
      ),
      readForecasts(nowMs),
    ])
  const [findings, nearLimits] = await Promise.all([readFindingCounts(), listNearLimits(nearLimitsMax)])
  const known = { ...own, queue, deliveries, forecasts, findings, nearLimits }
  return { schema, jobs, periods, samplesWritten, accounts, ...(costsToDay && { costsToDay }), ...known }
}

async function rowsOf<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const { rows } = await database().pool.query<Row>(sql, [...values])
  return rows
}

type JobRow = Omit<JobHealth, 'lastSuccessMs' | 'last'> & {
  lastSuccessMs: number | null
  lastSeconds: number | null
  lastFailed: boolean | null
  lastProblems: number | null
}

async function readJobs(): Promise<JobHealth[]> {
  const rows = await rowsOf<JobRow>(
    `SELECT a.*, l.seconds AS "lastSeconds", l.failed AS "lastFailed", l.problems AS "lastProblems" FROM (
       SELECT job, scope, count(*) FILTER (WHERE state = 'done')::int AS done,
         count(*) FILTER (WHERE state = 'failed')::int AS failed,
         count(*) FILTER (WHERE state = 'running')::int AS running,
         coalesce(sum(extract(epoch FROM ended_at - started_at)), 0)::float8 AS seconds,
         (extract(epoch FROM max(ended_at) FILTER (WHERE state = 'done')) * 1000)::float8 AS "lastSuccessMs"
       FROM run GROUP BY job, scope) a
     LEFT JOIN (
       SELECT DISTINCT ON (job, scope) job, scope, state = 'failed' AS failed,
         extract(epoch FROM ended_at - started_at)::float8 AS seconds, jsonb_array_length(problems) AS problems
       FROM run WHERE state <> 'running' ORDER BY job, scope, id DESC) l USING (job, scope)
     ORDER BY job, scope`,
  )
  return rows.map(({ lastSuccessMs, lastSeconds, lastFailed, lastProblems, ...row }) => {
    const ended = lastSeconds !== null && lastFailed !== null
    return {
      ...row,
      ...(lastSuccessMs === null ? {} : { lastSuccessMs }),
      ...(ended ? { last: { seconds: lastSeconds, failed: lastFailed, problems: lastProblems ?? 0 } } : {}),
    }
  })
}

async function readSamplesWritten(): Promise<number> {
  const [row] = await rowsOf<{ samples: number }>(
    `SELECT coalesce(sum((counts->>'samples')::float8), 0) AS samples FROM run WHERE starts_with(job, 'collect-')`,
  )
  return row?.samples ?? 0
}

async function readAccounts(): Promise<OwnHealth['accounts']> {
  const rows = await rowsOf<{ accountId: string; samplesToMs: number | null }>(
    `SELECT a.id AS "accountId", (extract(epoch FROM newest.at) * 1000)::float8 AS "samplesToMs"
     FROM account a LEFT JOIN (
       SELECT r.account_id, max(c.to_at) AS at FROM coverage c JOIN series s ON s.id = c.series_id
       JOIN resource r ON r.id = s.resource_id
       WHERE isfinite(c.to_at) AND r.deleted_at IS NULL GROUP BY 1) newest ON newest.account_id = a.id
     ORDER BY a.id`,
  )
  return rows.map(({ accountId, samplesToMs }) => ({
    accountId,
    ...(samplesToMs === null ? {} : { samplesToMs }),
  }))
}

async function readOwnCalls() {
  const [calls, bills, [estimate]] = await Promise.all([
    rowsOf<OwnHealth['calls'][number]>(
      'SELECT action, sum(calls)::float8 AS calls FROM api_call GROUP BY 1 ORDER BY 1',
    ),
    rowsOf<{ billedMetrics: number; billedUsd: number }>(
      `SELECT coalesce(sum(billed_metrics), 0)::float8 AS "billedMetrics",
         coalesce(sum(usd), 0)::float8 AS "billedUsd" FROM api_bill`,
    ),
    rowsOf<{ usd: number }>(
      `SELECT (body->>'usdMonthly')::float8 AS usd FROM economics ORDER BY as_of DESC, id DESC LIMIT 1`,
    ),
  ])
  const { billedMetrics, billedUsd } = bills[0] ?? { billedMetrics: 0, billedUsd: 0 }
  return { calls, billedMetrics, billedUsd, ...(estimate ? { estimatedMonthlyUsd: estimate.usd } : {}) }
}

async function readQueue(): Promise<OwnHealth['queue']> {
  const [row] = await rowsOf<{ due: number; oldestMs: number | null }>(
    `SELECT count(*)::int AS due, (extract(epoch FROM min(created_at)) * 1000)::float8 AS "oldestMs"
     FROM due_period WHERE state = 'due'`,
  )
  const oldestMs = row?.oldestMs ?? null
  return { due: row?.due ?? 0, ...(oldestMs === null ? {} : { oldestMs }) }
}

function readForecasts(nowMs: EpochMs): Promise<ForecastHealth[]> {
  return rowsOf<ForecastHealth>(
    `SELECT origin, horizon_days AS "horizonDays", sum(days)::int AS days, sum(inside80)::int AS inside80,
       sum(inside90)::int AS inside90, percentile_cont(0.5) WITHIN GROUP (ORDER BY mase) AS mase
     FROM track_score WHERE as_of >= to_timestamp($1::float8 / 1000)
     GROUP BY 1, 2 HAVING sum(days) > 0 ORDER BY 1, 2`,
    [nowMs - scoredDays * dayMs],
  )
}

function readFindingCounts(): Promise<OwnHealth['findings'][number][]> {
  return rowsOf(
    `SELECT n.finding, count(*)::int AS count FROM resource r CROSS JOIN LATERAL (
       SELECT finding FROM recommendation WHERE resource_id = r.id ORDER BY as_of DESC, id DESC LIMIT 1) n
     WHERE r.deleted_at IS NULL AND r.member_of IS NULL GROUP BY 1 ORDER BY 1`,
  )
}
