import { z } from 'zod'
import type { Actor } from '../model/actor.ts'
import { capacitySources } from '../model/capacity.ts'
import type { MadeChange } from '../model/made-change.ts'
import { resourceClasses } from '../model/resource.ts'
import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

const sizeSchema = z.object({ shape: z.string(), count: z.number() })
const rowSchema = z.object({
  resourceId: z.string(),
  name: z.string(),
  resourceClass: z.enum(resourceClasses),
  atMs: z.number(),
  actor: z.string(),
  source: z.enum(capacitySources),
  from: sizeSchema.nullable(),
  to: sizeSchema,
})

/**
 * Changes of capacity that someone made since then, creations too, of the resources that the actor may see, the newest first, one a resource. What
 * nobody is named for (scaling of its own) is left out.
 */
export async function listMadeChanges(
  actor: Actor,
  { sinceMs, limit }: { readonly sinceMs: EpochMs; readonly limit: number },
): Promise<MadeChange[]> {
  const { rows } = await database().pool.query(
    `SELECT * FROM (
       SELECT DISTINCT ON (r.id) r.id AS "resourceId", r.name, r.resource_class AS "resourceClass", c.actor, c.source,
         (extract(epoch FROM c.from_at) * 1000)::float8 AS "atMs", p.size AS "from",
         jsonb_build_object('shape', c.shape, 'count', c.count) AS "to"
       FROM capacity_change c JOIN resource r ON r.id = c.resource_id
       LEFT JOIN LATERAL (
         SELECT shape, count, jsonb_build_object('shape', shape, 'count', count) AS size FROM capacity_change WHERE resource_id = c.resource_id AND from_at < c.from_at
         ORDER BY from_at DESC LIMIT 1) p ON true
       WHERE c.from_at >= to_timestamp($1::float8 / 1000) AND c.actor <> '' AND r.deleted_at IS NULL
         AND r.member_of IS NULL AND ($2::text[] IS NULL OR r.team = ANY($2))
         AND CASE WHEN p.size IS NULL THEN abs(extract(epoch FROM c.from_at - r.created_at)) < 86400
           ELSE (p.shape, p.count) IS DISTINCT FROM (c.shape, c.count) END
       ORDER BY r.id, c.from_at DESC) newest
     ORDER BY "atMs" DESC, "resourceId" LIMIT $3`,
    [sinceMs, actor.teams === 'all' ? null : [...actor.teams], limit],
  )
  return rows.map((row) => {
    const { from, ...rest } = rowSchema.parse(row)
    return { ...rest, ...(from === null ? {} : { from }) }
  })
}
