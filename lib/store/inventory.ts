import type pg from 'pg'
import type { CapacityChange } from '../model/capacity.ts'
import type { OwnerChange } from '../model/ownership.ts'
import type { Resource, ResourceClass } from '../model/resource.ts'
import type { MetricId, Statistic } from '../model/series.ts'
import type { EpochMs } from '../model/time.ts'
import { transaction } from './client.ts'
import { saveOwners } from './save-owners.ts'
import { linkSuccessors } from './succession.ts'
import { saveTimeline } from './timeline.ts'

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
  /** Past tags where a history tells them. */
  readonly owners?: readonly { readonly resourceId: string; readonly changes: readonly OwnerChange[] }[]
  /** Only there is a resource that was not seen called deleted. */
  readonly complete: readonly { readonly region: string; readonly resourceClass: ResourceClass }[]
}

/** Merges what an account holds now, in one transaction: resources, capacity timelines, series. */
export async function saveInventory(inventory: InventoryToSave): Promise<{ saved: number; deleted: number }> {
  return transaction(async (client) => {
    await saveResources(client, inventory)
    for (const { resourceId, changes } of inventory.changes) await saveTimeline(client, resourceId, changes)
    await saveSeries(client, inventory.series)
    await saveOwners(client, inventory)
    const deleted = await deleteUnseen(client, inventory)
    await linkSuccessors(client, inventory)
    return { saved: inventory.resources.length, deleted }
  })
}

const columns = `id, resource_class, account_id, region, arn, native_id, name, tags, team, service_tier, exempt,
  member_of, shape, count, zone_count, facts, created_at`

async function saveResources(client: pg.PoolClient, { resources, nowMs }: InventoryToSave): Promise<void> {
  await client.query(
    `INSERT INTO resource (${columns}, first_seen_at, last_seen_at, deleted_at)
     SELECT r.id, r."resourceClass", r."accountId", r.region, r.arn, r."nativeId", r.name, r.tags, r.team,
       r."serviceTier", r.exempt, r."memberOf", r.shape, r.count, r."zoneCount", r.facts,
       to_timestamp(r."createdMs" / 1000), to_timestamp($2::float8 / 1000), to_timestamp($2::float8 / 1000), NULL
     FROM jsonb_to_recordset($1::jsonb) AS r(id text, "resourceClass" text, "accountId" text, region text, arn text,
       "nativeId" text, name text, tags jsonb, team text, "serviceTier" text, exempt text, "memberOf" text,
       shape text, count int, "zoneCount" int, facts jsonb, "createdMs" float8)
     ON CONFLICT (id) DO UPDATE SET (${columns}, last_seen_at, deleted_at) =
       (EXCLUDED.id, EXCLUDED.resource_class, EXCLUDED.account_id, EXCLUDED.region, EXCLUDED.arn,
        EXCLUDED.native_id, EXCLUDED.name, EXCLUDED.tags, EXCLUDED.team, EXCLUDED.service_tier, EXCLUDED.exempt,
        EXCLUDED.member_of, EXCLUDED.shape, EXCLUDED.count, EXCLUDED.zone_count, EXCLUDED.facts,
        EXCLUDED.created_at, EXCLUDED.last_seen_at, NULL)`,
    [JSON.stringify(resources), nowMs],
  )
}

async function saveSeries(client: pg.PoolClient, series: InventoryToSave['series']): Promise<void> {
  const rows = series.map(({ resourceId, key, member, metric, statistics }) => ({
    resource_id: resourceId,
    key,
    member,
    namespace: metric.namespace,
    name: metric.name,
    dimensions: metric.dimensions,
    statistics,
  }))
  await client.query(
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

async function deleteUnseen(client: pg.PoolClient, inventory: InventoryToSave): Promise<number> {
  const result = await client.query(
    `UPDATE resource SET deleted_at = to_timestamp($3::float8 / 1000)
     WHERE account_id = $1 AND deleted_at IS NULL AND last_seen_at < to_timestamp($3::float8 / 1000)
       AND (region, resource_class) IN
         (SELECT c.region, c."resourceClass" FROM jsonb_to_recordset($2::jsonb) AS c(region text, "resourceClass" text))`,
    [inventory.accountId, JSON.stringify(inventory.complete), inventory.nowMs],
  )
  return result.rowCount ?? 0
}
