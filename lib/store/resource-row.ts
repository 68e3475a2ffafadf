import { z } from 'zod'
import type { Resource as Row } from '#prisma/generated/client.ts'
import { type Resource, resourceClasses, serviceTiers } from '../model/resource.ts'
import { toTags } from './tags-row.ts'

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** What of a row the model speaks of. */
export type StoredResource = Omit<Row, 'signals' | 'firstSeenAt' | 'lastSeenAt' | 'deletedAt'>

/** Columns of `resource r` for SQL, under the names of the schema. */
export const resourceColumns = `r.id, r.resource_class AS "resourceClass", r.account_id AS "accountId", r.region, r.arn,
  r.native_id AS "nativeId", r.name, r.tags, r.team, r.service_tier AS "serviceTier", r.exempt, r.member_of AS "memberOf",
  r.shape, r.count, r.zone_count AS "zoneCount", r.facts, r.created_at AS "createdAt", r.succeeds`

const exemptSchema = z.enum(['dr', 'standby']).optional()
const classSchema = z.enum(resourceClasses)
const tierSchema = z.enum(serviceTiers)

/** The database's row as the model's resource. Throws where the row is not one. */
export function toResource(row: StoredResource): Resource {
  return {
    id: row.id,
    resourceClass: classSchema.parse(row.resourceClass),
    accountId: row.accountId,
    region: row.region,
    arn: row.arn,
    nativeId: row.nativeId,
    name: row.name,
    tags: toTags(row.tags),
    team: row.team ?? undefined,
    serviceTier: tierSchema.parse(row.serviceTier),
    exempt: exemptSchema.parse(row.exempt ?? undefined),
    memberOf: row.memberOf ?? undefined,
    shape: row.shape,
    count: row.count,
    zoneCount: row.zoneCount,
    facts: factsSchema.parse(row.facts),
    createdMs: row.createdAt?.getTime(),
    succeeds: row.succeeds ?? undefined,
  }
}
