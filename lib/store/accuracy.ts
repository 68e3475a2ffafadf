import type { Actor } from '../model/actor.ts'
import type { HeldWidening } from '../model/forecast.ts'
import { type HindsightVerdict, hindsightVerdictSchema } from '../model/hindsight.ts'
import type { Resource } from '../model/resource.ts'
import type { TrackRow } from '../model/track-record.ts'
import { database } from './client.ts'
import { visibleTo } from './fleet.ts'
import { toResource } from './resource-row.ts'

/** Columns of a score as they are selected. */
type ScoreColumns = [
  resourceId: string,
  dimension: TrackRow['dimension'],
  asOfMs: number,
  horizonDays: TrackRow['horizonDays'],
  origin: TrackRow['origin'],
  days: number,
  mase: number | null,
  inside80: number,
  inside90: number,
  bias: number,
  widening: number | null,
]

/** Every score of the resources that the actor may see, with whose it is, oldest first. */
export async function listTrackRecord(actor: Actor): Promise<TrackRow[]> {
  const { pool } = database()
  const teams = actor.teams === 'all' ? null : [...actor.teams]
  const visible = `deleted_at IS NULL AND member_of IS NULL AND ($1::text[] IS NULL OR team = ANY($1))`
  const [resources, scores] = await Promise.all([
    pool.query<Owner & { id: string }>(
      `SELECT id, name, resource_class AS "resourceClass", team FROM resource WHERE ${visible}`,
      [teams],
    ),
    pool.query<ScoreColumns>({
      text: `SELECT resource_id, dimension, (extract(epoch FROM as_of) * 1000)::float8, horizon_days, origin, days, mase,
          inside80, inside90, bias, widening
        FROM track_score WHERE resource_id IN (SELECT id FROM resource WHERE ${visible})
        ORDER BY as_of, resource_id, dimension, horizon_days`,
      values: [teams],
      rowMode: 'array',
    }),
  ])
  const owners = new Map(resources.rows.map(({ id, ...owner }) => [id, owner]))
  return scores.rows.flatMap((columns) => {
    const owner = owners.get(columns[0])
    return owner === undefined ? [] : [toTrackRow(columns, owner)]
  })
}

type Owner = Pick<TrackRow, 'name' | 'resourceClass'> & { readonly team: string | null }

function toTrackRow(columns: ScoreColumns, { name, resourceClass, team }: Owner): TrackRow {
  const [resourceId, dimension, asOfMs, horizonDays, origin, ...figures] = columns
  const [days, mase, inside80, inside90, bias, widening] = figures
  return {
    ...{ resourceId, dimension, asOfMs, horizonDays, origin, days, mase, inside80, inside90, bias },
    ...{ name, resourceClass },
    ...(team === null ? {} : { team }),
    ...(widening === null ? {} : { widening }),
  }
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
