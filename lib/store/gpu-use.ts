import type { Actor } from '../model/actor.ts'
import type { GpuUse } from '../model/gpu-use.ts'
import { dayMs, type EpochMs, floorTo, hourMs } from '../model/time.ts'
import { database } from './client.ts'
import { readSamples } from './read-samples.ts'

const shownDays = 14
const mib = 2 ** 20

type Row = {
  readonly resource_id: string
  readonly member: string
  readonly busy: number | null
  readonly memory: number | null
  readonly bytes: number | null
}

/** The last 14 days of every GPU of these pools, by the hour; of the pools that the actor may see. */
export async function readGpuUse(
  actor: Actor,
  asked: { readonly resourceIds: readonly string[]; readonly nowMs: EpochMs },
): Promise<GpuUse> {
  const toMs = floorTo(asked.nowMs, hourMs)
  const range = { fromMs: toMs - shownDays * dayMs, toMs }
  const hours = (shownDays * dayMs) / hourMs
  const teams = actor.teams === 'all' ? null : [...actor.teams]
  const { rows } = await database().pool.query<Row>(
    `SELECT s.resource_id, s.member, min(s.id) FILTER (WHERE s.key = 'gpu-utilization') AS busy,
       min(s.id) FILTER (WHERE s.key = 'gpu-memory-used') AS memory,
       min(s.id) FILTER (WHERE s.key = 'gpu-memory-used-bytes') AS bytes
     FROM series s JOIN resource r ON r.id = s.resource_id
     WHERE s.resource_id = ANY($1::text[]) AND s.key LIKE 'gpu-%' AND s.member <> ''
       AND ($2::text[] IS NULL OR r.team = ANY($2))
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [[...asked.resourceIds], teams],
  )
  const read = async (ids: readonly (number | null)[], statistic: 'Average' | 'Maximum') => {
    const seriesIds = ids.filter((id) => id !== null)
    const blocks = await readSamples({ tier: '1h', seriesIds, statistics: [statistic], range })
    return new Map(blocks.map((block) => [block.seriesId, block.values[statistic]]))
  }
  const [busy, memory] = await Promise.all([
    read(
      rows.map((row) => row.busy),
      'Average',
    ),
    read(
      rows.flatMap((row) => [row.memory, row.bytes]),
      'Maximum',
    ),
  ])
  const none = () => new Float32Array(hours).fill(Number.NaN)
  const gpus = rows.map((row) => ({
    resourceId: row.resource_id,
    member: row.member,
    busy: busy.get(row.busy ?? -1) ?? none(),
    heldMib:
      memory.get(row.memory ?? -1) ?? memory.get(row.bytes ?? -1)?.map((bytes) => bytes / mib) ?? none(),
  }))
  return { startMs: range.fromMs, hours, gpus: gpus.filter((gpu) => gpu.busy.length > 0) }
}
