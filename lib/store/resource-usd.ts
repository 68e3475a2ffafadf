import type { ResourceClass } from '../model/resource.ts'
import type { EpochMs, Range } from '../model/time.ts'
import { knownIds, resourceDays } from './billed-ids.ts'
import { database } from './client.ts'

/**
 * What each resource of a class was billed on each whole UTC day of a range, amortized, by resource and start of the day: under its
 * own ids and those of its members. A day without a line is absent and not zero.
 */
export async function readDailyUsd(
  resourceClass: ResourceClass,
  range: Range,
): Promise<ReadonlyMap<string, ReadonlyMap<EpochMs, number>>> {
  const { rows } = await database().pool.query<{ id: string; ms: number; usd: number }>(
    `WITH names AS (${knownIds}), lines AS (${resourceDays}),
       own AS (SELECT DISTINCT n.account_id, n.name, r.id FROM names n JOIN resource r ON r.id = n.resource
         WHERE r.resource_class = $3)
     SELECT own.id, (extract(epoch FROM l.day) * 1000)::float8 AS ms, sum(l.amortized_usd) AS usd
     FROM lines l JOIN own ON (own.account_id, own.name) = (l.account_id, l.resource_id)
     GROUP BY 1, 2`,
    [new Date(range.fromMs), new Date(range.toMs), resourceClass],
  )
  const byResource = Map.groupBy(rows, ({ id }) => id)
  return new Map([...byResource].map(([id, own]) => [id, new Map(own.map(({ ms, usd }) => [ms, usd]))]))
}

/** The newest day that is billed by resource, whatever the source; undefined before the first. */
export async function newestBilledDay(): Promise<EpochMs | undefined> {
  const { rows } = await database().pool.query<{ ms: number | null }>(
    'SELECT (extract(epoch FROM max(day)) * 1000)::float8 AS ms FROM cost_resource_day',
  )
  return rows[0]?.ms ?? undefined
}
