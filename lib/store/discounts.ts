import type { Actor } from '../model/actor.ts'
import type { CostSource } from '../model/cost.ts'
import type { AccountDiscount } from '../model/discount.ts'
import { database } from './client.ts'

/** Keeps measurements with their day; one of the same day and window is replaced. */
export async function saveDiscounts(
  discounts: readonly AccountDiscount[],
  measuredDay: string,
): Promise<number> {
  const result = await database().pool.query(
    `INSERT INTO account_discount (account_id, source, measured_day, from_day, to_day, list_usd, paid_usd)
     SELECT d."accountId", d.source, $2::date, d."fromDay"::date, d."toDay"::date, d."listUsd", d."paidUsd"
     FROM jsonb_to_recordset($1::jsonb) AS d("accountId" text, source text, "fromDay" text, "toDay" text,
       "listUsd" float8, "paidUsd" float8)
     ON CONFLICT (account_id, source, measured_day, from_day) DO UPDATE SET to_day = EXCLUDED.to_day,
       list_usd = EXCLUDED.list_usd, paid_usd = EXCLUDED.paid_usd`,
    [JSON.stringify(discounts), measuredDay],
  )
  return result.rowCount ?? 0
}

/**
 * Of each account the newest window, an export's before Cost Explorer's: it prices every line. Empty = not measured.
 * The same for every actor who sees all teams; others see none.
 */
export async function readDiscounts(actor: Actor): Promise<AccountDiscount[]> {
  if (actor.teams !== 'all') return []
  const { rows } = await database().pool.query<AccountDiscount>(
    `SELECT DISTINCT ON (account_id) account_id AS "accountId", source, from_day::text AS "fromDay",
       to_day::text AS "toDay", list_usd AS "listUsd", paid_usd AS "paidUsd"
     FROM account_discount
     ORDER BY account_id, source = 'cost-explorer', to_day DESC, measured_day DESC`,
  )
  return rows
}

/** The day of the newest measurement by a source; undefined before the first. */
export async function lastDiscountDay(source: CostSource): Promise<string | undefined> {
  const { rows } = await database().pool.query<{ day: string | null }>(
    'SELECT max(measured_day)::text AS day FROM account_discount WHERE source = $1',
    [source],
  )
  return rows[0]?.day ?? undefined
}
