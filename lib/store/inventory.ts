import type pg from 'pg'
import type { CapacityChange } from '../model/capacity.ts'
import type { Resource } from '../model/resource.ts'
import type { MetricId, Statistic } from '../model/series.ts'
import type { EpochMs } from '../model/time.ts'
import { database, transaction } from './client.ts'
import { toColumns } from './resource-row.ts'

export type InventoryToSave = {
  readonly accountId: string
  readonly nowMs: EpochMs
  readonly resources: readonly Resource[]
  readonly changes: readonly { readonly resourceId: string; readonly changes: readonly CapacityChange[] }[]
  readonly series: readonly {
    readonly resourceId: string
    readonly key: string
    readonly member: string
    readonly metric: MetricId
    readonly statistics: readonly Statistic[]
  }[]
  /** Only there is a resource that was not seen called deleted. */
  readonly completeRegions: readonly string[]
}

/** Merges what an account holds now: resources, capacity timelines, series. Known history is never lost. */
export async function saveInventory(inventory: InventoryToSave): Promise<{ saved: number; deleted: number }> {
  const { prisma } = database()
  const now = new Date(inventory.nowMs)
  for (const resource of inventory.resources) {
    const { firstSeenAt, ...update } = toColumns(resource, inventory.nowMs)
    await prisma.resource.upsert({ where: { id: resource.id }, create: { ...update, firstSeenAt }, update })
  }
  for (const { resourceId, changes } of inventory.changes) await saveTimeline(resourceId, changes)
  await saveSeries(inventory.series)
  const deleted = await prisma.resource.updateMany({
    where: {
      accountId: inventory.accountId,
      region: { in: [...inventory.completeRegions] },
      deletedAt: null,
      lastSeenAt: { lt: now },
    },
    data: { deletedAt: now },
  })
  return { saved: inventory.resources.length, deleted: deleted.count }
}

/** Replaces guesses (assumed, inventory) by what is known now; changes that AWS has forgotten stay. */
async function saveTimeline(resourceId: string, changes: readonly CapacityChange[]): Promise<void> {
  await transaction(async (client) => {
    await client.query(
      `DELETE FROM capacity_change WHERE resource_id = $1 AND source IN ('assumed', 'inventory')`,
      [resourceId],
    )
    await client.query(
      `INSERT INTO capacity_change (resource_id, from_at, shape, count, capacity, source, actor)
       SELECT $1, to_timestamp(c."fromMs" / 1000.0), c.shape, c.count, c.capacity, c.source, c.actor
       FROM jsonb_to_recordset($2::jsonb)
         AS c("fromMs" float8, shape text, count int, capacity jsonb, source text, actor text)
       ON CONFLICT (resource_id, from_at) DO UPDATE
         SET shape = EXCLUDED.shape, count = EXCLUDED.count, capacity = EXCLUDED.capacity, source = EXCLUDED.source,
             actor = coalesce(EXCLUDED.actor, capacity_change.actor)
         WHERE EXCLUDED.source NOT IN ('assumed', 'inventory')`,
      [resourceId, JSON.stringify(changes)],
    )
    await dropRepeats(client, resourceId)
  })
}

/** A source that tells of no change says each day anew since when it watches: the oldest word is enough. */
async function dropRepeats(client: pg.PoolClient, resourceId: string): Promise<void> {
  await client.query(
    `DELETE FROM capacity_change c USING (
       SELECT from_at, lag(source) OVER w AS before, lag(shape) OVER w AS shape, lag(count) OVER w AS count,
         lag(capacity) OVER w AS capacity
       FROM capacity_change WHERE resource_id = $1 WINDOW w AS (ORDER BY from_at)
     ) earlier
     WHERE c.resource_id = $1 AND c.from_at = earlier.from_at AND c.actor IS NULL AND c.source <> 'assumed'
       AND earlier.before NOT IN ('assumed', 'inventory')
       AND (c.shape, c.count, c.capacity) = (earlier.shape, earlier.count, earlier.capacity)`,
    [resourceId],
  )
}

async function saveSeries(series: InventoryToSave['series']): Promise<void> {
  const rows = series.map(({ resourceId, key, member, metric, statistics }) => ({
    resource_id: resourceId,
    key,
    member,
    namespace: metric.namespace,
    name: metric.name,
    dimensions: metric.dimensions,
    statistics,
  }))
  await database().pool.query(
    `INSERT INTO series (resource_id, key, member, namespace, name, dimensions, statistics)
     SELECT s.resource_id, s.key, s.member, s.namespace, s.name, s.dimensions, s.statistics
     FROM jsonb_to_recordset($1::jsonb)
       AS s(resource_id text, key text, member text, namespace text, name text, dimensions jsonb, statistics text[])
     ON CONFLICT (resource_id, key, member) DO UPDATE
       SET namespace = EXCLUDED.namespace, name = EXCLUDED.name, dimensions = EXCLUDED.dimensions,
           statistics = EXCLUDED.statistics
     WHERE (series.namespace, series.name, series.dimensions, series.statistics)
       IS DISTINCT FROM (EXCLUDED.namespace, EXCLUDED.name, EXCLUDED.dimensions, EXCLUDED.statistics)`,
    [JSON.stringify(rows)],
  )
}
