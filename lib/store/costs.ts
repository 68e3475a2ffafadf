import type { Actor } from '../model/actor.ts'
import type { CostDay } from '../model/cost.ts'
import type { CostSeries } from '../model/fleet.ts'
import { database } from './client.ts'

/**
 * Appends what is new or restated as of `observedDay`; a figure that has not changed adds no row. `days` holds every
 * key of an account's day and grouping that it names: one that is missing there costs nothing any more.
 */
export async function saveCosts(days: readonly CostDay[], observedDay: string): Promise<{ changed: number }> {
  const result = await database().pool.query(
    `WITH given AS (
       SELECT day, "accountId" AS account_id, grouping, key, usd, estimated FROM jsonb_to_recordset($1::jsonb)
         AS c(day date, "accountId" text, grouping text, key text, usd float8, estimated boolean)
     ), stated AS (
       SELECT * FROM given
       UNION ALL
       SELECT day, account_id, grouping, o.key, 0, whole.estimated
       FROM (SELECT day, account_id, grouping, bool_or(estimated) AS estimated FROM given GROUP BY 1, 2, 3) whole
       JOIN (SELECT DISTINCT day, account_id, grouping, key FROM cost_day) o USING (day, account_id, grouping)
       WHERE NOT EXISTS (SELECT FROM given g WHERE (g.day, g.account_id, g.grouping, g.key)
         = (whole.day, whole.account_id, whole.grouping, o.key))
     )
     INSERT INTO cost_day (day, account_id, grouping, key, observed_day, usd, estimated)
     SELECT c.day, c.account_id, c.grouping, c.key, $2::date, c.usd, c.estimated
     FROM stated c
     LEFT JOIN LATERAL (
       SELECT o.usd, o.estimated FROM cost_day o
       WHERE o.day = c.day AND o.account_id = c.account_id AND o.grouping = c.grouping AND o.key = c.key
       ORDER BY o.observed_day DESC LIMIT 1
     ) known ON true
     WHERE (known.usd, known.estimated) IS DISTINCT FROM (c.usd, c.estimated)
     ON CONFLICT (day, account_id, grouping, key, observed_day)
       DO UPDATE SET usd = EXCLUDED.usd, estimated = EXCLUDED.estimated`,
    [JSON.stringify(days), observedDay],
  )
  return { changed: result.rowCount ?? 0 }
}

/** The newest day with a cost; absent before the first pull. */
export async function newestCostDay(): Promise<string | undefined> {
  const { rows } = await database().pool.query<{ day: string | null }>(
    `SELECT max(day)::text AS day FROM cost_day`,
  )
  return rows[0]?.day ?? undefined
}

const latest = `SELECT DISTINCT ON (day, account_id, grouping, key) day, account_id, grouping, key, usd, estimated
  FROM cost_day ORDER BY day, account_id, grouping, key, observed_day DESC`

/**
 * Cost as last observed: the total of each day, the last 30 days by team, the share that names no team. A viewer of
 * some teams gets the cost of those teams.
 */
export async function readCosts(actor: Actor): Promise<CostSeries> {
  const { pool } = database()
  const all = actor.teams === 'all'
  const teams = all ? [] : [...actor.teams]
  const daily = await pool.query<{ day: string; usd: number; estimated: boolean }>(
    `SELECT day::text, sum(usd) AS usd, bool_or(estimated) AS estimated FROM (${latest}) c
     WHERE grouping = CASE WHEN $1 THEN 'service' ELSE 'team' END AND ($1 OR key = ANY($2::text[]))
     GROUP BY day ORDER BY day`,
    [all, teams],
  )
  const byTeam = await pool.query<{ team: string; usd: number }>(
    `SELECT key AS team, sum(usd) AS usd FROM (${latest}) c
     WHERE grouping = 'team' AND day > (SELECT max(day) FROM cost_day) - 30 AND ($1 OR key = ANY($2::text[]))
     GROUP BY key ORDER BY sum(usd) DESC`,
    [all, teams],
  )
  const byService = all ? await readServiceDays() : undefined
  const total = byTeam.rows.reduce((sum, row) => sum + row.usd, 0)
  const untagged = byTeam.rows.find((row) => row.team === '')?.usd ?? 0
  return {
    days: daily.rows,
    byTeam: byTeam.rows.map((row) => ({ team: row.team, usdLast30: row.usd })),
    untaggedShare: all && total > 0 ? untagged / total : null,
    ...(byService === undefined || byService.length === 0 ? {} : { byService }),
  }
}

/** The last 120 days by account and service, as last observed. */
async function readServiceDays(): Promise<CostDay[]> {
  const { rows } = await database().pool.query<Omit<CostDay, 'grouping'>>(
    `SELECT day::text, account_id AS "accountId", key, usd, estimated FROM (${latest}) c
     WHERE grouping = 'service' AND day > (SELECT max(day) FROM cost_day) - 120
     ORDER BY account_id, key, day`,
  )
  return rows.map((row) => ({ ...row, grouping: 'service' }))
}
