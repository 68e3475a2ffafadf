import type { CostDay, CostGrouping, CostSource, CostTie } from '../model/cost.ts'
import { notUsage } from '../model/cost.ts'
import { database } from './client.ts'

/** Replaces the totals of the months that `rows` (their `day` = the first of the month) speak of. */
export async function saveCostMonths(
  rows: readonly CostDay[],
  observedDay: string,
  { source, grouping }: { source: CostSource; grouping: CostGrouping },
): Promise<void> {
  const json = JSON.stringify(rows)
  await database().pool.query(
    `WITH given AS (
       SELECT day AS month, "accountId" AS account_id, key, usd, "amortizedUsd" AS amortized_usd, "netUsd" AS net_usd,
         estimated
       FROM jsonb_to_recordset($1::jsonb) AS c(day date, "accountId" text, key text, usd float8,
         "amortizedUsd" float8, "netUsd" float8, estimated boolean)
     ), gone AS (
       DELETE FROM cost_month m WHERE source = $3 AND grouping = $4 AND month IN (SELECT month FROM given)
         AND NOT EXISTS (SELECT FROM given g WHERE (g.month, g.account_id, g.key) = (m.month, m.account_id, m.key))
     )
     INSERT INTO cost_month (month, account_id, grouping, key, source, observed_day, usd, amortized_usd, net_usd,
       estimated)
     SELECT month, account_id, $4, key, $3, $2::date, usd, amortized_usd, net_usd, estimated FROM given
     ON CONFLICT (month, account_id, grouping, key, source) DO UPDATE SET observed_day = EXCLUDED.observed_day,
       usd = EXCLUDED.usd, amortized_usd = EXCLUDED.amortized_usd, net_usd = EXCLUDED.net_usd,
       estimated = EXCLUDED.estimated`,
    [json, observedDay, source, grouping],
  )
}

/** When the monthly totals of each grouping of Cost Explorer were last read. */
export async function lastControls(): Promise<Partial<Record<CostGrouping, string>>> {
  const { rows } = await database().pool.query<{ grouping: CostGrouping; day: string }>(
    `SELECT grouping, max(observed_day)::text AS day FROM cost_month WHERE source = 'cost-explorer' GROUP BY 1`,
  )
  return Object.fromEntries(rows.map(({ grouping, day }) => [grouping, day]))
}

/** The day on which the newest days of Cost Explorer were last read; absent = never. */
export async function lastCostRead(): Promise<string | undefined> {
  const { rows } = await database().pool.query<{ day: string | null }>(
    `SELECT max(read_day)::text AS day FROM cost_read WHERE source = 'cost-explorer' AND grouping = 'service'
       AND month = (SELECT date_trunc('month', max(read_day) - 1) FROM cost_read)`,
  )
  return rows[0]?.day ?? undefined
}

const latestRows = (
  where: string,
) => `SELECT DISTINCT ON (day, account_id, grouping, key) day, account_id, grouping, key, usd, net_usd,
    estimated
  FROM cost_day WHERE source = $1 AND ${where} ORDER BY day, account_id, grouping, key, observed_day DESC`

const latestDays = latestRows('true')

type StaleCostMonth = {
  readonly month: string
  readonly grouping: CostGrouping
  readonly unread: boolean
}

/**
 * Months of Cost Explorer whose days were never read, or do not add up to a total that was read after them: restated.
 * A cent is no difference.
 */
export async function staleCostMonths(): Promise<StaleCostMonth[]> {
  const { rows } = await database().pool.query<StaleCostMonth>(
    `WITH days AS (
       SELECT date_trunc('month', d.day)::date AS month, d.account_id, d.grouping, d.key, sum(d.usd) AS usd
       FROM (${latestDays}) d GROUP BY 1, 2, 3, 4
     ), compared AS (
       SELECT coalesce(m.month, d.month) AS month, coalesce(m.grouping, d.grouping) AS grouping,
         abs(coalesce(m.usd, 0) - coalesce(d.usd, 0)) AS difference
       FROM (SELECT * FROM cost_month WHERE source = $1) m
       FULL JOIN days d USING (month, account_id, grouping, key)
     ), controls AS (
       SELECT month, grouping, max(observed_day) AS observed_day FROM cost_month WHERE source = $1 GROUP BY 1, 2
     )
     SELECT c.month::text, c.grouping, r.read_day IS NULL AS unread FROM controls c
     LEFT JOIN cost_read r ON (r.month, r.grouping, r.source) = (c.month, c.grouping, $1)
     WHERE r.read_day IS NULL OR r.read_day < c.observed_day AND 0.01 < (
       SELECT max(difference) FROM compared WHERE (compared.month, compared.grouping) = (c.month, c.grouping))
     ORDER BY 1, 2`,
    ['cost-explorer'],
  )
  return rows
}

/** Months of which the source still calls a day estimated. */
export async function estimatedCostMonths(): Promise<string[]> {
  const { rows } = await database().pool.query<{ month: string }>(
    `SELECT DISTINCT date_trunc('month', day)::date::text AS month FROM (${latestDays}) d WHERE estimated ORDER BY 1`,
    ['cost-explorer'],
  )
  return rows.map(({ month }) => month)
}

const ofMonth = `day >= $2::date AND day < $2::date + interval '1 month'`

/**
 * Compares what the days of a month add up to with the total that the source states, in net unblended dollars, and
 * keeps the result. Usage by service, usage type and team is added to credits, refunds and taxes; days from the day on
 * which the total was read are left out. Nothing where the source has not stated a total.
 */
export async function reconcile(month: string, checkedDay: string, source: CostSource): Promise<CostTie[]> {
  const { rows } = await database().pool.query<CostTie>(
    `WITH control AS (
       SELECT sum(coalesce(net_usd, usd)) AS usd, max(observed_day) AS observed_day FROM cost_month
       WHERE source = $1 AND grouping = 'record-type' AND month = $2::date HAVING count(*) > 0
     ), days AS (
       SELECT d.grouping, d.key, sum(coalesce(d.net_usd, d.usd)) AS usd FROM (${latestRows(ofMonth)}) d, control
       WHERE d.day < control.observed_day GROUP BY 1, 2
     ), apart AS (
       SELECT coalesce(sum(usd), 0) AS usd FROM days WHERE grouping = 'record-type' AND key = ANY($4::text[])
     ), summed AS (
       SELECT grouping, sum(days.usd) + CASE WHEN grouping = 'record-type' THEN 0 ELSE max(apart.usd) END AS usd
       FROM days, apart GROUP BY grouping
     )
     INSERT INTO cost_tie (month, source, grouping, checked_day, total_usd, stored_usd)
     SELECT $2::date, $1, summed.grouping, $3::date, control.usd, summed.usd FROM control, summed
     ON CONFLICT (month, source, grouping) DO UPDATE SET checked_day = EXCLUDED.checked_day,
       total_usd = EXCLUDED.total_usd, stored_usd = EXCLUDED.stored_usd
     RETURNING month::text, source, grouping, checked_day::text AS "checkedDay", total_usd AS "totalUsd",
       stored_usd AS "storedUsd"`,
    [source, month, checkedDay, [...notUsage]],
  )
  return rows
}
