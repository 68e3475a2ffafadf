import type pg from 'pg'
import { dayMs, type EpochMs } from '../model/time.ts'

/** A successor comes within this time of the end of what it succeeds, before it or after it. */
const windowMs = 7 * dayMs

/**
 * Links new resources to those whose place they took: same account, region, class and name, new id; the older one is
 * gone. Each succeeds one at most. The history of the older one stays its own.
 */
export async function linkSuccessors(
  client: pg.PoolClient,
  { accountId, nowMs }: { readonly accountId: string; readonly nowMs: EpochMs },
): Promise<void> {
  await client.query(
    `WITH gone AS (
       SELECT id, region, resource_class, name, first_seen_at, deleted_at,
         row_number() OVER (PARTITION BY region, resource_class, name ORDER BY deleted_at DESC, id) AS place
       FROM resource o
       WHERE account_id = $1 AND name <> native_id AND deleted_at > to_timestamp($2::float8 / 1000)
         AND NOT EXISTS (SELECT FROM resource s WHERE s.succeeds = o.id)
     ), fresh AS (
       SELECT id, region, resource_class, name, first_seen_at,
         row_number() OVER (PARTITION BY region, resource_class, name ORDER BY first_seen_at DESC, id) AS place
       FROM resource
       WHERE account_id = $1 AND deleted_at IS NULL AND succeeds IS NULL
         AND first_seen_at > to_timestamp($2::float8 / 1000)
     )
     UPDATE resource r SET succeeds = gone.id
     FROM fresh JOIN gone USING (region, resource_class, name, place)
     WHERE r.id = fresh.id AND fresh.first_seen_at > gone.first_seen_at`,
    [accountId, nowMs - windowMs],
  )
}
