import { z } from 'zod'
import type { Actor } from '../model/actor.ts'
import type { CostNote, CostSource } from '../model/cost.ts'
import { database } from './client.ts'

/** A restatement of more than this share of a month or this many dollars under one key is noted. */
const noted = { share: 0.01, usd: 100 }

/**
 * Notes the months whose settled days were restated on `observedDay`, against what was known the day before. Days that
 * were estimates, or are new, are no restatement. The rows of former days stay as they are.
 */
export async function noteRestatements(observedDay: string, source: CostSource): Promise<number> {
  const { rowCount } = await database().pool.query(
    `WITH fresh AS (
       SELECT min(day) AS from_day, max(day) AS to_day FROM cost_day WHERE source = $2 AND observed_day = $1::date
     ), rows AS (
       SELECT day, grouping, key, account_id,
         (array_agg(usd ORDER BY observed_day DESC) FILTER (WHERE observed_day < $1::date))[1] AS before_usd,
         (array_agg(estimated ORDER BY observed_day DESC) FILTER (WHERE observed_day < $1::date))[1] AS estimated,
         max(usd) FILTER (WHERE observed_day = $1::date) AS after_usd
       FROM cost_day, fresh
       WHERE source = $2 AND observed_day <= $1::date AND day >= date_trunc('month', from_day)
         AND day < date_trunc('month', to_day) + interval '1 month'
       GROUP BY day, account_id, grouping, key
     ), judged AS (
       SELECT *, date_trunc('month', day)::date AS month,
         NOT bool_or(estimated) OVER (PARTITION BY day, grouping) AS settled
       FROM rows
     ), keys AS (
       SELECT month, grouping, key, sum(coalesce(before_usd, 0)) AS before_usd, sum(after_usd) AS after_usd
       FROM judged WHERE settled AND after_usd IS NOT NULL GROUP BY 1, 2, 3
     ), ranked AS (
       SELECT *, abs(after_usd - before_usd) AS moved,
         row_number() OVER (PARTITION BY month, grouping ORDER BY abs(after_usd - before_usd) DESC, key) AS place
       FROM keys
     ), months AS (
       SELECT month, grouping, sum(before_usd) AS usd FROM judged GROUP BY 1, 2
     )
     INSERT INTO cost_note (month, source, grouping, observed_day, before_usd, after_usd, moved_usd, changes)
     SELECT r.month, $2, r.grouping, $1::date, m.usd, m.usd + sum(r.after_usd - r.before_usd), sum(r.moved),
       jsonb_agg(jsonb_build_object('key', r.key, 'beforeUsd', r.before_usd, 'afterUsd', r.after_usd)
         ORDER BY r.place) FILTER (WHERE r.place <= 5)
     FROM ranked r JOIN months m USING (month, grouping)
     GROUP BY r.month, r.grouping, m.usd
     HAVING max(r.moved) > $3 OR sum(r.moved) > $4 * abs(m.usd)
     ON CONFLICT (month, source, grouping, observed_day) DO UPDATE SET before_usd = EXCLUDED.before_usd,
       after_usd = EXCLUDED.after_usd, moved_usd = EXCLUDED.moved_usd, changes = EXCLUDED.changes`,
    [observedDay, source, noted.usd, noted.share],
  )
  return rowCount ?? 0
}

const changesSchema = z.array(z.object({ key: z.string(), beforeUsd: z.number(), afterUsd: z.number() }))

/** Notes of the last 13 months, the newest first; they speak of the whole organization, so only those see them who do. */
export async function readCostNotes(actor: Actor): Promise<CostNote[]> {
  if (actor.teams !== 'all') return []
  const { rows } = await database().pool.query<Omit<CostNote, 'changes'> & { changes: unknown }>(
    `SELECT month::text, source, grouping, observed_day::text AS "observedDay", before_usd AS "beforeUsd",
       after_usd AS "afterUsd", moved_usd AS "movedUsd", changes
     FROM cost_note
     WHERE observed_day > (SELECT max(observed_day) FROM cost_note) - interval '13 months'
     ORDER BY observed_day DESC, month DESC, grouping`,
  )
  return rows.map((row) => ({ ...row, changes: changesSchema.parse(row.changes) }))
}
