import type { Resource, Tags } from '../model/resource.ts'
import type { EpochMs } from '../model/time.ts'
import { database, transaction } from './client.ts'
import { toTags } from './tags-row.ts'

/** What a resource was tagged with from an instant on, and the team that was read from it. */
export type OwnerRow = {
  readonly resourceId: string
  readonly fromMs: EpochMs
  readonly tags: Tags
  readonly team?: string
}

/** Every state of the tags of these resources. */
export async function listOwnerRows(resourceIds: readonly string[]): Promise<OwnerRow[]> {
  const rows = await database().prisma.resourceOwner.findMany({
    where: { resourceId: { in: [...resourceIds] } },
    orderBy: [{ resourceId: 'asc' }, { validFrom: 'asc' }],
  })
  return rows.map(({ resourceId, validFrom, tags, team }) => ({
    resourceId,
    fromMs: validFrom.getTime(),
    tags: toTags(tags),
    ...(team === null ? {} : { team }),
  }))
}

/** Writes what other rules make of tags that are stored: today's owner of resources, and the teams of their past. */
export async function saveOwnership(
  resources: readonly Pick<Resource, 'id' | 'team' | 'serviceTier' | 'exempt'>[],
  past: readonly OwnerRow[],
): Promise<void> {
  await transaction(async (client) => {
    await client.query(
      `UPDATE resource r SET team = g.team, service_tier = g."serviceTier", exempt = g.exempt
       FROM jsonb_to_recordset($1::jsonb) AS g(id text, team text, "serviceTier" text, exempt text)
       WHERE r.id = g.id`,
      [JSON.stringify(resources)],
    )
    await client.query(
      `UPDATE resource_owner o SET team = g.team
       FROM jsonb_to_recordset($1::jsonb) AS g("resourceId" text, "fromMs" float8, team text)
       WHERE o.resource_id = g."resourceId" AND o.valid_from = to_timestamp(g."fromMs" / 1000)`,
      [JSON.stringify(past.map(({ resourceId, fromMs, team }) => ({ resourceId, fromMs, team })))],
    )
  })
}
