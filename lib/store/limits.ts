import type { Actor } from '../model/actor.ts'
import { type Limit, type LimitHistory, type LimitKind, limitKinds } from '../model/limit.ts'
import type { EpochMs } from '../model/time.ts'
import { database, transaction } from './client.ts'

export type LimitsToSave = {
  readonly accountId: string
  readonly region: string
  readonly nowMs: EpochMs
  readonly limits: readonly Limit[]
  /** Only of these kinds is a limit that was not read called gone. */
  readonly complete: readonly LimitKind[]
}

/** Merges the limits of one account and region and writes down the day, in one transaction. */
export async function saveLimits(given: LimitsToSave): Promise<{ saved: number; gone: number }> {
  const { accountId, region, nowMs, limits, complete } = given
  return transaction(async (client) => {
    await client.query(
      `INSERT INTO service_limit (id, account_id, region, kind, name, used, limit_value, unit, starts_at, ends_at,
         detail, seen_at, gone_at)
       SELECT l.id, $2, $3, l.kind, l.name, l.used, l."limit", l.unit, to_timestamp(l."startsMs" / 1000),
         to_timestamp(l."endsMs" / 1000), l.detail, to_timestamp($4::float8 / 1000), NULL
       FROM jsonb_to_recordset($1::jsonb) AS l(id text, kind text, name text, used float8, "limit" float8,
         unit text, "startsMs" float8, "endsMs" float8, detail text)
       ON CONFLICT (id) DO UPDATE SET (name, used, limit_value, unit, starts_at, ends_at, detail, seen_at, gone_at)
         = (EXCLUDED.name, EXCLUDED.used, EXCLUDED.limit_value, EXCLUDED.unit, EXCLUDED.starts_at,
            EXCLUDED.ends_at, EXCLUDED.detail, EXCLUDED.seen_at, NULL)`,
      [JSON.stringify(limits), accountId, region, nowMs],
    )
    await client.query(
      `INSERT INTO service_limit_day (limit_id, day, used, limit_value)
       SELECT l.id, (to_timestamp($2::float8 / 1000) AT TIME ZONE 'UTC')::date, l.used, l."limit"
       FROM jsonb_to_recordset($1::jsonb) AS l(id text, used float8, "limit" float8)
       ON CONFLICT (limit_id, day) DO UPDATE SET used = EXCLUDED.used, limit_value = EXCLUDED.limit_value`,
      [JSON.stringify(limits), nowMs],
    )
    const gone = await client.query(
      `UPDATE service_limit SET gone_at = to_timestamp($4::float8 / 1000)
       WHERE account_id = $1 AND region = $2 AND kind = ANY($3::text[]) AND gone_at IS NULL
         AND seen_at < to_timestamp($4::float8 / 1000)`,
      [accountId, region, complete, nowMs],
    )
    return { saved: limits.length, gone: gone.rowCount ?? 0 }
  })
}

/** Days of history that come with a limit. */
const historyDays = 90

type Row = {
  readonly id: string
  readonly accountId: string
  readonly region: string
  readonly kind: string
  readonly name: string
  readonly used: number | null
  readonly limit: number
  readonly unit: string
  readonly startsMs: number | null
  readonly endsMs: number | null
  readonly detail: string
  readonly days: readonly { readonly day: string; readonly used: number | null; readonly limit: number }[]
}

/**
 * Limits that AWS still names with their last 90 days, the fullest first, those without a measured use last. A viewer
 * of some teams sees those of the accounts and regions in which these teams have resources.
 */
export async function listLimits(actor: Actor): Promise<LimitHistory[]> {
  const teams = actor.teams === 'all' ? null : [...actor.teams]
  const { rows } = await database().pool.query<Row>(
    `SELECT l.id, l.account_id AS "accountId", l.region, l.kind, l.name, l.used, l.limit_value AS "limit", l.unit,
       extract(epoch FROM l.starts_at)::float8 * 1000 AS "startsMs",
       extract(epoch FROM l.ends_at)::float8 * 1000 AS "endsMs", l.detail, d.days
     FROM service_limit l
     CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_agg(jsonb_build_object('day', day::text, 'used', used, 'limit', limit_value)
         ORDER BY day), '[]') AS days
       FROM service_limit_day WHERE limit_id = l.id AND day > l.seen_at::date - $2::int
     ) d
     WHERE l.gone_at IS NULL AND ($1::text[] IS NULL OR EXISTS (
       SELECT FROM resource r WHERE r.account_id = l.account_id AND r.region = l.region
         AND r.deleted_at IS NULL AND r.team = ANY($1)))
     ORDER BY l.used / nullif(l.limit_value, 0) DESC NULLS LAST, l.account_id, l.region, l.kind, l.name, l.id`,
    [teams, historyDays],
  )
  return rows.flatMap((row) => limitOf(row) ?? [])
}

/** A kind that this version does not know is left out. */
function limitOf({ used, startsMs, endsMs, kind: text, days, ...row }: Row): LimitHistory | undefined {
  const kind = limitKinds.find((known) => known === text)
  if (kind === undefined) return undefined
  return {
    ...row,
    kind,
    ...(used === null ? {} : { used }),
    ...(startsMs === null ? {} : { startsMs }),
    ...(endsMs === null ? {} : { endsMs }),
    days: days.map(({ day, used: then, limit }) => ({
      day,
      limit,
      ...(then === null ? {} : { used: then }),
    })),
  }
}
