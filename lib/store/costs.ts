import type { Actor } from '../model/actor.ts'
import type { CostDay, CostGrouping, CostSource } from '../model/cost.ts'
import type { CostSeries } from '../model/fleet.ts'
import { bulk } from './bulk.ts'
import { database } from './client.ts'
import { remembered } from './page-memory.ts'

export type SavedCosts = {
  readonly source?: CostSource
  /** `days` is everything that is billed there: a key that is missing in this range costs nothing any more. */
  readonly whole?: { readonly fromDay: string; readonly toDay: string; readonly grouping: CostGrouping }
}

/**
 * Appends what is new or restated as of `observedDay`; a figure that has not changed adds no row, and no row of an
 * earlier day is ever changed. `days` holds every key of an account's day and grouping that it names: one that is
 * missing there costs nothing any more.
 */
export async function saveCosts(
  days: readonly CostDay[],
  observedDay: string,
  { source = 'cost-explorer', whole }: SavedCosts = {},
): Promise<{ changed: number }> {
  const changed = await bulk(
    `WITH given AS MATERIALIZED (
       SELECT DISTINCT ON (day, "accountId", grouping, key) day, "accountId" AS account_id, grouping, key, usd,
         "amortizedUsd" AS amortized_usd, "netUsd" AS net_usd, estimated
       FROM jsonb_to_recordset($1::jsonb) AS c(day date, "accountId" text, grouping text, key text, usd float8,
         "amortizedUsd" float8, "netUsd" float8, estimated boolean)
     ), spoken_of AS (
       SELECT day, account_id, grouping, bool_or(estimated) AS estimated FROM given GROUP BY 1, 2, 3
     ), known AS (
       SELECT DISTINCT ON (day, account_id, grouping, key) day, account_id, grouping, key, usd, amortized_usd, net_usd,
         estimated
       FROM cost_day o
       WHERE source = $3 AND (day, grouping) IN (SELECT day, grouping FROM given)
         OR source = $3 AND grouping = $6 AND day >= $4::date AND day < $5::date
       ORDER BY day, account_id, grouping, key, observed_day DESC
     ), stated AS (
       SELECT * FROM given
       UNION ALL
       SELECT k.day, k.account_id, k.grouping, k.key, 0, k.amortized_usd * 0, k.net_usd * 0,
         coalesce(s.estimated, false)
       FROM known k LEFT JOIN spoken_of s USING (day, account_id, grouping)
       WHERE (s.day IS NOT NULL OR k.grouping = $6 AND k.day >= $4::date AND k.day < $5::date)
         AND NOT EXISTS (SELECT FROM given g WHERE (g.day, g.account_id, g.grouping, g.key)
           = (k.day, k.account_id, k.grouping, k.key))
     )
     INSERT INTO cost_day (day, account_id, grouping, key, source, observed_day, usd, amortized_usd, net_usd, estimated)
     SELECT c.day, c.account_id, c.grouping, c.key, $3, $2::date, c.usd, c.amortized_usd, c.net_usd, c.estimated
     FROM stated c LEFT JOIN known k USING (day, account_id, grouping, key)
     WHERE (k.usd, k.amortized_usd, k.net_usd, k.estimated)
       IS DISTINCT FROM (c.usd, c.amortized_usd, c.net_usd, c.estimated)
     ON CONFLICT (day, account_id, grouping, key, source, observed_day) DO UPDATE SET usd = EXCLUDED.usd,
       amortized_usd = EXCLUDED.amortized_usd, net_usd = EXCLUDED.net_usd, estimated = EXCLUDED.estimated`,
    [
      JSON.stringify(days),
      observedDay,
      source,
      whole?.fromDay ?? null,
      whole?.toDay ?? null,
      whole?.grouping ?? null,
    ],
  )
  if (whole) await markRead(observedDay, { source, ...whole })
  return { changed }
}

/** Months of which every day up to `observedDay` was read. */
async function markRead(
  observedDay: string,
  read: { source: CostSource; fromDay: string; toDay: string; grouping: CostGrouping },
): Promise<void> {
  await database().pool.query(
    `INSERT INTO cost_read (month, source, grouping, read_day)
     SELECT month::date, $4, $5, $3::date
     FROM generate_series(date_trunc('month', $1::date), $2::date - 1, '1 month') AS month
     WHERE month >= $1::date AND (month + interval '1 month' <= $2::date OR $2::date >= $3::date)
     ON CONFLICT (month, source, grouping) DO UPDATE SET read_day = EXCLUDED.read_day`,
    [read.fromDay, read.toDay, observedDay, read.source, read.grouping],
  )
}

/** The newest day with a cost; absent before the first pull. */
export async function newestCostDay(): Promise<string | undefined> {
  const { rows } = await database().pool.query<{ day: string | null }>(
    `SELECT max(day)::text AS day FROM cost_day`,
  )
  return rows[0]?.day ?? undefined
}

/**
 * Rows of one grouping as last observed by day `asOf`, of one source: an export knows more than Cost Explorer, so
 * where one speaks of an account's day, it is believed. The arguments are SQL expressions.
 */
export function chosenCosts(grouping: string, asOf = `'infinity'`): string {
  return `SELECT day, account_id, grouping, key, source, usd, amortized_usd, net_usd, estimated FROM (
    SELECT l.*, rank() OVER (PARTITION BY day, account_id
      ORDER BY array_position(ARRAY['cur', 'focus', 'cost-explorer'], source)) AS place
    FROM (
      SELECT DISTINCT ON (day, account_id, key, source) * FROM cost_day
      WHERE grouping = ${grouping} AND observed_day <= ${asOf}
      ORDER BY day, account_id, key, source, observed_day DESC
    ) l
  ) ranked WHERE place = 1`
}

/**
 * Cost as observed by the end of day `asOfDay` (default: as last observed): the total of each day, the last 30 days by
 * team, the share that names no team. A viewer of some teams gets the cost of those teams. What was observed by a day
 * that is over never changes.
 */
export async function readCosts(actor: Actor, asOfDay?: string): Promise<CostSeries> {
  const { pool } = database()
  const all = actor.teams === 'all'
  const teams = all ? [] : [...actor.teams]
  const asOf = asOfDay ?? 'infinity'
  const grouping = `CASE WHEN $1 THEN 'service' ELSE 'team' END`
  const daily = await pool.query<{ day: string; usd: number; estimated: boolean }>(
    `SELECT day::text, sum(usd) AS usd, bool_or(estimated) AS estimated
     FROM (${chosenCosts(grouping, '$3::date')}) c WHERE $1 OR key = ANY($2::text[])
     GROUP BY day ORDER BY day`,
    [all, teams, asOf],
  )
  const byTeam = await pool.query<{ team: string; usd: number }>(
    `SELECT key AS team, sum(usd) AS usd FROM (${chosenCosts(`'team'`, '$3::date')}) c
     WHERE day > (SELECT max(day) FROM cost_day WHERE observed_day <= $3::date) - 30
       AND ($1 OR key = ANY($2::text[]))
     GROUP BY key ORDER BY sum(usd) DESC`,
    [all, teams, asOf],
  )
  const byService = all ? await readServiceDays(asOf) : undefined
  const total = byTeam.rows.reduce((sum, row) => sum + row.usd, 0)
  const untagged = byTeam.rows.find((row) => row.team === '')?.usd ?? 0
  return {
    days: daily.rows,
    byTeam: byTeam.rows.map((row) => ({ team: row.team, usdLast30: row.usd })),
    untaggedShare: all && total > 0 ? untagged / total : null,
    ...(byService === undefined || byService.length === 0 ? {} : { byService }),
  }
}

/** The same for pages, as last observed: read once after each change. */
export function readCostsOnce(actor: Actor): Promise<CostSeries> {
  return remembered(actor, 'costs', () => readCosts(actor))
}

/** The last 120 days by account and service. */
async function readServiceDays(asOf: string): Promise<CostDay[]> {
  const { rows } = await database().pool.query<Omit<CostDay, 'grouping'>>(
    `SELECT day::text, account_id AS "accountId", key, usd, estimated
     FROM (${chosenCosts(`'service'`, '$1::date')}) c
     WHERE day > (SELECT max(day) FROM cost_day WHERE observed_day <= $1::date) - 120
     ORDER BY account_id, key, day`,
    [asOf],
  )
  return rows.map((row) => ({ ...row, grouping: 'service' }))
}

/**
 * What is paid of an unblended dollar of usage after a private agreement, over the last 30 days with a cost; absent
 * where the source does not tell. Of the whole organization, whoever asks: no amount is told.
 */
export async function readNetShare(_actor: Actor): Promise<number | undefined> {
  const { rows } = await database().pool.query<{ share: number | null }>(
    `SELECT sum(net_usd) / nullif(sum(usd), 0) AS share FROM cost_day
     WHERE grouping = 'service' AND net_usd IS NOT NULL AND day > (SELECT max(day) FROM cost_day) - 30`,
  )
  return rows[0]?.share ?? undefined
}
