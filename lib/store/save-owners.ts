import type pg from 'pg'
import type { OwnerChange } from '../model/ownership.ts'
import type { Resource } from '../model/resource.ts'
import type { EpochMs } from '../model/time.ts'

export type OwnersToSave = {
  readonly nowMs: EpochMs
  readonly resources: readonly Resource[]
  readonly owners?: readonly { readonly resourceId: string; readonly changes: readonly OwnerChange[] }[]
}

/**
 * Keeps what tags and team each resource had, and until when. What a history told stays, and the oldest sight of each
 * state; before the first that is known it is assumed to have been so. A change that a history dates replaces the day
 * on which an inventory first saw it.
 */
export async function saveOwners(client: pg.PoolClient, { resources, owners = [], nowMs }: OwnersToSave) {
  const ids = resources.map(({ id }) => id)
  const sights = resources.map(({ id, team, tags }) =>
    rowOf(id, { fromMs: nowMs, team, tags, source: 'inventory' }),
  )
  const told = owners.flatMap(({ resourceId, changes }) => changes.map((change) => rowOf(resourceId, change)))
  await client.query(`DELETE FROM resource_owner WHERE resource_id = ANY($1) AND source = 'assumed'`, [ids])
  await client.query(
    `INSERT INTO resource_owner (resource_id, valid_from, team, tags, source)
     SELECT o.id, to_timestamp(o."fromMs" / 1000.0), o.team, o.tags, o.source
     FROM jsonb_to_recordset($1::jsonb) AS o(id text, "fromMs" float8, team text, tags jsonb, source text)
     ON CONFLICT (resource_id, valid_from) DO UPDATE
       SET team = EXCLUDED.team, tags = EXCLUDED.tags, source = EXCLUDED.source
       WHERE EXCLUDED.source <> 'inventory' OR resource_owner.source = 'inventory'`,
    [
      JSON.stringify([
        ...new Map([...sights, ...told].map((row) => [`${row.id} ${row.fromMs}`, row])).values(),
      ]),
    ],
  )
  await dropRepeats(client, ids)
  await assumeFirstKnown(client, ids)
  await closePeriods(client, ids)
}

function rowOf(id: string, { fromMs, team, tags, source }: OwnerChange & { team?: string | undefined }) {
  return { id, fromMs, team, tags, source }
}

async function dropRepeats(client: pg.PoolClient, ids: readonly string[]): Promise<void> {
  await client.query(
    `DELETE FROM resource_owner o USING (
       SELECT resource_id, valid_from, lag(tags) OVER w AS tags, lag(team) OVER w AS team
       FROM resource_owner WHERE resource_id = ANY($1) WINDOW w AS (PARTITION BY resource_id ORDER BY valid_from)
     ) earlier
     WHERE o.resource_id = earlier.resource_id AND o.valid_from = earlier.valid_from
       AND o.tags = earlier.tags AND o.team IS NOT DISTINCT FROM earlier.team`,
    [ids],
  )
}

async function assumeFirstKnown(client: pg.PoolClient, ids: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO resource_owner (resource_id, valid_from, team, tags, source)
     SELECT DISTINCT ON (resource_id) resource_id, to_timestamp(0), team, tags, 'assumed'
     FROM resource_owner WHERE resource_id = ANY($1) ORDER BY resource_id, valid_from
     ON CONFLICT DO NOTHING`,
    [ids],
  )
}

async function closePeriods(client: pg.PoolClient, ids: readonly string[]): Promise<void> {
  await client.query(
    `UPDATE resource_owner o SET valid_to = next.valid_from FROM (
       SELECT resource_id, valid_from AS began,
         lead(valid_from) OVER (PARTITION BY resource_id ORDER BY valid_from) AS valid_from
       FROM resource_owner WHERE resource_id = ANY($1)
     ) next
     WHERE o.resource_id = next.resource_id AND o.valid_from = next.began
       AND o.valid_to IS DISTINCT FROM next.valid_from`,
    [ids],
  )
}
