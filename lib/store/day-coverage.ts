import type { Actor } from '../model/actor.ts'
import type { Dimension } from '../model/capacity.ts'
import type { DayCoverage } from '../model/coverage.ts'
import type { ResourceClass } from '../model/resource.ts'
import { dayMs, type EpochMs, floorTo } from '../model/time.ts'
import { database } from './client.ts'
import { unpackFloats } from './packed.ts'

const shownDays = 30

type Row = {
  readonly resource_class: ResourceClass
  readonly ids: readonly string[]
  readonly names: readonly string[]
  readonly dimensions: readonly Dimension[]
  readonly created: readonly (string | null)[]
  /** The last days of every dimension, one after the other; float32, base64. */
  readonly peaks: string
}

/**
 * Of the 30 whole UTC days before `nowMs`, which have samples: by dimension of every living resource with a demand.
 * Days before the resource was made are `null`; other days before the first sample have none.
 */
export async function readDayCoverage(actor: Actor, nowMs: EpochMs): Promise<DayCoverage> {
  const endMs = floorTo(nowMs, dayMs)
  const startMs = endMs - shownDays * dayMs
  const teams = actor.teams === 'all' ? null : [...actor.teams]
  const { rows } = await database().pool.query<Row>(
    `WITH padded AS (
       SELECT r.resource_class, r.id, r.name, r.created_at, h.dimension,
         h.mean, ($1::date - h.start_day) * 4 AS byte_from, octet_length(h.mean) AS bytes
       FROM demand_history h JOIN resource r ON r.id = h.resource_id
       WHERE r.deleted_at IS NULL AND ($2::text[] IS NULL OR r.team = ANY($2))
     )
     SELECT resource_class, array_agg(id ORDER BY id, dimension) AS ids,
       array_agg(name ORDER BY id, dimension) AS names, array_agg(dimension ORDER BY id, dimension) AS dimensions,
       array_agg((created_at AT TIME ZONE 'UTC')::date::text ORDER BY id, dimension) AS created,
       encode(string_agg(
         decode(repeat('0000c07f', least(${shownDays}, greatest(0, -byte_from / 4))), 'hex')
         || substring(mean FROM greatest(0, byte_from) + 1
              FOR least(${shownDays} * 4, greatest(0, ${shownDays} * 4 + least(0, byte_from))))
         || decode(repeat('0000c07f', least(${shownDays}, greatest(0, ${shownDays} - greatest(0, (bytes - byte_from) / 4)))), 'hex'),
         ''::bytea ORDER BY id, dimension), 'base64') AS peaks
     FROM padded GROUP BY 1 ORDER BY 1`,
    [new Date(startMs).toISOString().slice(0, 10), teams],
  )
  return { startMs, days: shownDays, classes: rows.map((row) => toClass(row, startMs)) }
}

function toClass(row: Row, startMs: EpochMs): DayCoverage['classes'][number] {
  const values = unpackFloats(Buffer.from(row.peaks, 'base64'))
  return {
    resourceClass: row.resource_class,
    series: row.ids.map((resourceId, i) => ({
      resourceId,
      name: row.names[i] ?? resourceId,
      dimension: row.dimensions[i] as Dimension,
      observed: Array.from(values.subarray(i * shownDays, (i + 1) * shownDays), (value, day) => {
        const created = row.created[i]
        const isBefore = created != null && startMs + day * dayMs <= Date.parse(created)
        return Number.isNaN(value) ? (isBefore ? null : false) : true
      }),
    })),
  }
}
