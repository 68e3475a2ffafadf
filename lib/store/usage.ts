import type { Actor } from '../model/actor.ts'
import { dayMs, type EpochMs, isoDay } from '../model/time.ts'
import { database } from './client.ts'

/** What one stretch of work asked of AWS, by IAM action, and what AWS bills for it. */
export type UsageToAdd = {
  readonly calls: Readonly<Record<string, number>>
  readonly billedMetrics: number
  readonly usd: number
}

/** Adds our own calls to AWS to those of the UTC day. */
export async function addUsage(day: string, { calls, billedMetrics, usd }: UsageToAdd): Promise<void> {
  const { pool } = database()
  await pool.query(
    `INSERT INTO api_call (day, action, calls) SELECT $1::date, key, value::int FROM jsonb_each_text($2::jsonb)
     ON CONFLICT (day, action) DO UPDATE SET calls = api_call.calls + EXCLUDED.calls`,
    [day, JSON.stringify(calls)],
  )
  await pool.query(
    `INSERT INTO api_bill (day, billed_metrics, usd) VALUES ($1::date, $2, $3)
     ON CONFLICT (day) DO UPDATE SET billed_metrics = api_bill.billed_metrics + EXCLUDED.billed_metrics,
       usd = api_bill.usd + EXCLUDED.usd`,
    [day, billedMetrics, usd],
  )
}

const shownDays = 30

export type Usage = {
  readonly calls: number
  readonly billedMetrics: number
  readonly usd: number
  readonly sinceDay: string
}

/**
 * Our own calls to AWS in the last 30 days and what AWS bills for them; undefined for those who do not see the whole
 * organization.
 */
export async function readUsage(actor: Actor, nowMs: EpochMs): Promise<Usage | undefined> {
  if (actor.teams !== 'all') return undefined
  const sinceDay = isoDay(nowMs - (shownDays - 1) * dayMs)
  const { rows } = await database().pool.query<{ calls: number; billed: number; usd: number }>(
    `SELECT (SELECT coalesce(sum(calls), 0)::int FROM api_call WHERE day >= $1::date) AS calls,
       coalesce(sum(billed_metrics), 0)::int AS billed, coalesce(sum(usd), 0)::float8 AS usd
     FROM api_bill WHERE day >= $1::date`,
    [sinceDay],
  )
  const row = rows[0]
  return { calls: row?.calls ?? 0, billedMetrics: row?.billed ?? 0, usd: row?.usd ?? 0, sinceDay }
}
