import { z } from 'zod'
import type { Actor } from '../model/actor.ts'
import { dimensions } from '../model/capacity.ts'
import type { HeldWidening } from '../model/forecast.ts'
import { type HindsightVerdict, hindsightVerdictSchema } from '../model/hindsight.ts'
import type { Resource } from '../model/resource.ts'
import { type TrackRow, trackHorizons, trackOrigins } from '../model/track-record.ts'
import { database } from './client.ts'
import { visibleTo } from './fleet.ts'
import { toResource } from './resource-row.ts'

/** Every score of the resources that the actor may see, with whose it is, oldest first. */
export async function listTrackRecord(actor: Actor): Promise<TrackRow[]> {
  const { prisma } = database()
  const resources = await prisma.resource.findMany({
    where: { ...visibleTo(actor), deletedAt: null, memberOf: null },
  })
  const byId = new Map(resources.map((row) => [row.id, toResource(row)]))
  const rows = await prisma.trackScore.findMany({
    where: { resourceId: { in: [...byId.keys()] } },
    orderBy: [{ asOf: 'asc' }, { resourceId: 'asc' }, { dimension: 'asc' }, { horizonDays: 'asc' }],
  })
  return rows.flatMap(({ asOf, widening, ...row }) => {
    const resource = byId.get(row.resourceId)
    if (resource === undefined) return []
    const { name, resourceClass, team } = resource
    return [
      {
        ...row,
        asOfMs: asOf.getTime(),
        dimension: z.enum(dimensions).parse(row.dimension),
        horizonDays: z.literal(trackHorizons).parse(row.horizonDays),
        origin: z.enum(trackOrigins).parse(row.origin),
        name,
        resourceClass,
        ...(team === undefined ? {} : { team }),
        ...(widening === null ? {} : { widening }),
      },
    ]
  })
}

export type FollowedResource = {
  readonly resource: Pick<Resource, 'id' | 'name' | 'resourceClass' | 'team'>
  readonly verdict: HindsightVerdict
}

/** What following every recommendation would have done, for each resource that the actor may see, by name. */
export async function listHindsight(actor: Actor): Promise<FollowedResource[]> {
  const { prisma } = database()
  const rows = await prisma.resource.findMany({
    where: { ...visibleTo(actor), deletedAt: null, memberOf: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const verdicts = await prisma.hindsightVerdict.findMany({
    where: { resourceId: { in: rows.map(({ id }) => id) } },
  })
  const byId = new Map(verdicts.map(({ resourceId, verdict }) => [resourceId, verdict]))
  return rows.flatMap((row) => {
    const found = byId.get(row.id)
    return found === undefined
      ? []
      : [{ resource: toResource(row), verdict: hindsightVerdictSchema.parse(found) }]
  })
}

export type WidenedKind = {
  readonly resourceClass: Resource['resourceClass']
  readonly dimension: TrackRow['dimension']
  readonly heldWidening: readonly HeldWidening[]
}

/** Kinds of forecast that were widened in the newest run of the resources that the actor may see. */
export async function listWidened(actor: Actor): Promise<WidenedKind[]> {
  const { rows } = await database().pool.query<WidenedKind>(
    `SELECT DISTINCT r.resource_class AS "resourceClass", f.dimension, f.body->'heldWidening' AS "heldWidening"
     FROM resource r JOIN forecast f ON f.resource_id = r.id
       AND f.run_id = (SELECT max(run_id) FROM forecast WHERE resource_id = r.id)
     WHERE f.body ? 'heldWidening' AND r.deleted_at IS NULL AND ($1 OR r.team = ANY($2::text[]))
     ORDER BY 1, 2`,
    [actor.teams === 'all', actor.teams === 'all' ? [] : [...actor.teams]],
  )
  return rows
}
