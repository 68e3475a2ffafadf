import { z } from 'zod'
import type { Resource as Row } from '#prisma/generated/client.ts'
import { type Resource, resourceClasses, serviceTiers } from '../model/resource.ts'
import { toTags } from './tags-row.ts'

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** The database's row as the model's resource. Throws where the row is not one. */
export function toResource(row: Row): Resource {
  return {
    id: row.id,
    resourceClass: z.enum(resourceClasses).parse(row.resourceClass),
    accountId: row.accountId,
    region: row.region,
    arn: row.arn,
    nativeId: row.nativeId,
    name: row.name,
    tags: toTags(row.tags),
    team: row.team ?? undefined,
    serviceTier: z.enum(serviceTiers).parse(row.serviceTier),
    exempt: z
      .enum(['dr', 'standby'])
      .optional()
      .parse(row.exempt ?? undefined),
    memberOf: row.memberOf ?? undefined,
    shape: row.shape,
    count: row.count,
    zoneCount: row.zoneCount,
    facts: factsSchema.parse(row.facts),
    createdMs: row.createdAt?.getTime(),
    succeeds: row.succeeds ?? undefined,
  }
}
