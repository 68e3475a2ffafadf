import type pg from 'pg'
import type { CapacityChange } from '../model/capacity.ts'

/**
 * Merges a capacity timeline. What a history told stays although AWS has forgotten it, and so does what an earlier
 * inventory saw: the oldest sight of each size is kept. Only assumptions are replaced; before the first size that is
 * known they take that size.
 */
export async function saveTimeline(
  client: pg.PoolClient,
  resourceId: string,
  changes: readonly CapacityChange[],
): Promise<void> {
  await client.query(`DELETE FROM capacity_change WHERE resource_id = $1 AND source = 'assumed'`, [
    resourceId,
  ])
  await client.query(
    `INSERT INTO capacity_change (resource_id, from_at, shape, count, capacity, source, actor)
     SELECT $1, to_timestamp(c."fromMs" / 1000.0), c.shape, c.count, c.capacity, c.source, c.actor
     FROM jsonb_to_recordset($2::jsonb)
       AS c("fromMs" float8, shape text, count int, capacity jsonb, source text, actor text)
     ON CONFLICT (resource_id, from_at) DO UPDATE
       SET shape = EXCLUDED.shape, count = EXCLUDED.count, capacity = EXCLUDED.capacity, source = EXCLUDED.source,
           actor = coalesce(EXCLUDED.actor, capacity_change.actor)
       WHERE EXCLUDED.source NOT IN ('assumed', 'inventory')`,
    [resourceId, JSON.stringify(changes)],
  )
  await dropRepeats(client, resourceId)
  await assumeFirstKnown(client, resourceId)
}

/** A source that tells of no change says each day anew since when it watches: the oldest word is enough. */
async function dropRepeats(client: pg.PoolClient, resourceId: string): Promise<void> {
  await client.query(
    `DELETE FROM capacity_change c USING (
       SELECT from_at, lag(source) OVER w AS before, lag(shape) OVER w AS shape, lag(count) OVER w AS count,
         lag(capacity) OVER w AS capacity
       FROM capacity_change WHERE resource_id = $1 WINDOW w AS (ORDER BY from_at)
     ) earlier
     WHERE c.resource_id = $1 AND c.from_at = earlier.from_at AND c.actor IS NULL AND c.source <> 'assumed'
       AND earlier.before <> 'assumed'
       AND (c.shape, c.count, c.capacity) = (earlier.shape, earlier.count, earlier.capacity)`,
    [resourceId],
  )
}

async function assumeFirstKnown(client: pg.PoolClient, resourceId: string): Promise<void> {
  await client.query(
    `UPDATE capacity_change a SET shape = k.shape, count = k.count, capacity = k.capacity
     FROM (SELECT from_at, shape, count, capacity FROM capacity_change
           WHERE resource_id = $1 AND source <> 'assumed' ORDER BY from_at LIMIT 1) k
     WHERE a.resource_id = $1 AND a.source = 'assumed' AND a.from_at < k.from_at`,
    [resourceId],
  )
}
