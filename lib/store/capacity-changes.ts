import { z } from 'zod'
import type { Actor } from '../model/actor.ts'
import { capacitySources } from '../model/capacity.ts'
import type { MadeChange } from '../model/made-change.ts'
import { resourceClasses } from '../model/resource.ts'
import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

const rowSchema = z.object({
  resourceId: z.string(),
  name: z.string(),
  resourceClass: z.enum(resourceClasses),
  atMs: z.number(),
  actor: z.string(),
  source: z.enum(capacitySources),
  fromShape: z.string(),
  fromCount: z.number(),
  toShape: z.string(),
  toCount: z.number(),
})

/**
 * Changes of capacity that someone made since then, of the resources that the actor may see, the newest first, one a resource. What
 * nobody is named for (scaling of its own) is left out.
 */
export async function listMadeChanges(
  actor: Actor,
  { sinceMs, limit }: { readonly sinceMs: EpochMs; readonly limit: number },
): Promise<MadeChange[]> {
  const { rows } = await database().pool.query(
    `SELECT * FROM (
       SELECT DISTINCT ON (r.id) r.id AS "resourceId", r.name, r.resource_class AS "resourceClass", c.actor, c.source,
         (extract(epoch FROM c.from_at) * 1000)::float8 AS "atMs", p.shape AS "fromShape", p.count AS "fromCount",
         c.shape AS "toShape", c.count AS "toCount"
       FROM capacity_change c JOIN resource r ON r.id = c.resource_id
       CROSS JOIN LATERAL (
         SELECT shape, count, capacity FROM capacity_change WHERE resource_id = c.resource_id AND from_at < c.from_at
         ORDER BY from_at DESC LIMIT 1) p
       WHERE c.from_at >= to_timestamp($1::float8 / 1000) AND c.actor <> '' AND r.deleted_at IS NULL
         AND r.member_of IS NULL AND ($2::text[] IS NULL OR r.team = ANY($2))
         AND (p.shape, p.count) IS DISTINCT FROM (c.shape, c.count)
       ORDER BY r.id, c.from_at DESC) newest
     ORDER BY "atMs" DESC, "resourceId" LIMIT $3`,
    [sinceMs, actor.teams === 'all' ? null : [...actor.teams], limit],
  )
  return rows.map((row) => rowSchema.parse(row))
}
