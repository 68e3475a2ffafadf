import { z } from 'zod'
import { dimensions } from '../model/capacity.ts'
import type { NearLimit } from '../model/own-health.ts'
import { resourceClasses } from '../model/resource.ts'
import { database } from './client.ts'

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  resourceClass: z.enum(resourceClasses),
  accountId: z.string(),
  team: z.string().nullable(),
  dimension: z.enum(dimensions),
  utilization: z.number().nullable(),
  saturationMs: z.number().nullable(),
})

/**
 * The sized resources nearest their limit: those that run out soonest first (median), then the fullest of the rest. What
 * abstained, or of which neither is known, is left out. For the installation's own metrics, not for pages.
 */
export async function listNearLimits(count: number): Promise<NearLimit[]> {
  const { rows } = await database().pool.query(
    `SELECT id, name, "resourceClass", "accountId", team, dimension, utilization,
       (extract(epoch FROM as_of) * 1000 + "medianDays" * 86400000)::float8 AS "saturationMs"
     FROM (
       SELECT r.id, r.name, r.resource_class AS "resourceClass", r.account_id AS "accountId", r.team, n.as_of,
         n.summary->>'bindingDimension' AS dimension, (n.summary->>'utilization')::float8 AS utilization,
         (n.summary->>'limit')::float8 AS safe, (n.summary->>'medianDays')::float8 AS "medianDays"
       FROM resource r CROSS JOIN LATERAL (
         SELECT as_of, finding, summary FROM recommendation WHERE resource_id = r.id
         ORDER BY as_of DESC, id DESC LIMIT 1) n
       WHERE r.deleted_at IS NULL AND r.member_of IS NULL AND n.finding <> 'abstained'
     ) known
     WHERE dimension IS NOT NULL AND (utilization IS NOT NULL OR "medianDays" IS NOT NULL)
     ORDER BY as_of + "medianDays" * interval '1 day' NULLS LAST, utilization / nullif(safe, 0) DESC NULLS LAST, id
     LIMIT $1`,
    [count],
  )
  return rows.map((row) => {
    const { team, ...rest } = rowSchema.parse(row)
    return { ...rest, ...(team === null ? {} : { team }) }
  })
}
