import type { CostSource, ResourceCost } from '../model/cost.ts'
import { bulk } from './bulk.ts'
import { database } from './client.ts'

/**
 * Appends what is new or restated of days `[fromDay, toDay)` by resource as of `observedDay`; `rows` is everything
 * that the source bills there. A figure that has not changed adds no row.
 */
export async function saveResourceCosts(
  rows: readonly ResourceCost[],
  observedDay: string,
  whole: { readonly source: CostSource; readonly fromDay: string; readonly toDay: string },
): Promise<{ changed: number }> {
  const given = `SELECT day, "accountId" AS account_id, service, "usageType" AS usage_type, "resourceId" AS resource_id,
      team, "recordType" AS record_type, usd, "amortizedUsd" AS amortized_usd, "netUsd" AS net_usd
    FROM jsonb_to_recordset($1::jsonb) AS c(day date, "accountId" text, service text, "usageType" text,
      "resourceId" text, team text, "recordType" text, usd float8, "amortizedUsd" float8, "netUsd" float8)`
  const changed = await bulk(restateResources(given), [
    JSON.stringify(rows),
    observedDay,
    whole.source,
    whole.fromDay,
    whole.toDay,
  ])
  return { changed }
}

const identity = 'day, account_id, service, usage_type, resource_id, team, record_type'

/**
 * Appends to `cost_resource_day` what `given` says otherwise than the latest rows; what it does not name costs nothing
 * any more. Parameters: $2 observed day, $3 source, days [$4, $5).
 */
export function restateResources(given: string): string {
  return `WITH given AS MATERIALIZED (${given}), known AS (
      SELECT DISTINCT ON (${identity}) ${identity}, usd, amortized_usd, net_usd FROM cost_resource_day
      WHERE source = $3 AND day >= $4::date AND day < $5::date
      ORDER BY ${identity}, observed_day DESC
    ), stated AS (
      SELECT * FROM given
      UNION ALL
      SELECT ${identity}, 0, 0, 0 FROM (SELECT ${identity} FROM known EXCEPT SELECT ${identity} FROM given) gone
    )
    INSERT INTO cost_resource_day (${identity}, source, observed_day, usd, amortized_usd, net_usd)
    SELECT ${identity}, $3, $2::date, s.usd, s.amortized_usd, s.net_usd
    FROM stated s LEFT JOIN known k USING (${identity})
    WHERE (k.usd, k.amortized_usd, k.net_usd) IS DISTINCT FROM (s.usd, s.amortized_usd, s.net_usd)
    ON CONFLICT (${identity}, source, observed_day) DO UPDATE SET usd = EXCLUDED.usd,
      amortized_usd = EXCLUDED.amortized_usd, net_usd = EXCLUDED.net_usd`
}

/** When all days that Cost Explorer keeps by resource were last read; absent = never. */
export async function lastResourceDay(): Promise<string | undefined> {
  const { rows } = await database().pool.query<{ day: string | null }>(
    `SELECT max(read_day)::text AS day FROM cost_read WHERE source = 'cost-explorer' AND grouping = 'resource'`,
  )
  return rows[0]?.day ?? undefined
}

/** All days that Cost Explorer keeps by resource were read on this day. */
export async function markResourceDay(day: string): Promise<void> {
  await database().pool.query(
    `INSERT INTO cost_read (month, source, grouping, read_day)
     VALUES (date_trunc('month', $1::date), 'cost-explorer', 'resource', $1::date)
     ON CONFLICT (month, source, grouping) DO UPDATE SET read_day = EXCLUDED.read_day`,
    [day],
  )
}
