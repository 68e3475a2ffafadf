import type { Actor } from '../model/actor.ts'
import type { Economics, PullGroup } from '../model/economics.ts'
import type { Finding } from '../model/recommendation.ts'
import type { ResourceClass } from '../model/resource.ts'
import { dayMs, type EpochMs, isoDay } from '../model/time.ts'
import { database } from './client.ts'

/** A resource that runs out within so many days (median) is near its limit. */
const nearLimitDays = 14

/** The newest finding of each resource, and whether it runs out soon. */
const newestFinding = `LEFT JOIN LATERAL (
  SELECT finding, finding = 'runs-out' AND (summary->>'medianDays')::float8 <= ${nearLimitDays} AS near
  FROM recommendation WHERE resource_id = r.id ORDER BY as_of DESC, id DESC LIMIT 1) f ON true`

type GroupRow = {
  accountId: string
  region: string
  resourceClass: ResourceClass
  key: string
  statistics: number
  detailed: boolean
  member: boolean
  finding: Finding | null
  nearLimit: boolean
  series: number
}

/** Series of everything that exists, counted by what decides how they are pulled. */
export async function readPullGroups(): Promise<Omit<PullGroup, 'optional'>[]> {
  const { rows } = await database().pool.query<GroupRow>(
    `SELECT r.account_id AS "accountId", r.region, r.resource_class AS "resourceClass", s.key,
       cardinality(s.statistics) AS statistics,
       coalesce(r.facts->>'detailedMonitoring' = 'true', false) AS detailed, r.member_of IS NOT NULL AS member,
       f.finding, coalesce(f.near, false) AS "nearLimit", count(*)::int AS series
     FROM resource r JOIN series s ON s.resource_id = r.id ${newestFinding}
     WHERE r.deleted_at IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
  )
  return rows.map(({ finding, ...row }) => (finding === null ? row : { ...row, finding }))
}

/** Resources with series, by account and region. */
export async function readProbeCounts(): Promise<{ accountId: string; region: string; resources: number }[]> {
  const { rows } = await database().pool.query<{ accountId: string; region: string; resources: number }>(
    `SELECT r.account_id AS "accountId", r.region, count(DISTINCT r.id)::int AS resources
     FROM resource r JOIN series s ON s.resource_id = r.id WHERE r.deleted_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  )
  return rows
}

/** Of each resource of the account its newest finding, and whether it runs out soon. */
export async function readFindings(
  accountId: string,
): Promise<Map<string, { finding?: Finding; nearLimit: boolean }>> {
  const { rows } = await database().pool.query<{ id: string; finding: Finding | null; near: boolean | null }>(
    `SELECT r.id, f.finding, f.near FROM resource r ${newestFinding}
     WHERE r.account_id = $1 AND r.deleted_at IS NULL`,
    [accountId],
  )
  return new Map(
    rows.map(({ id, finding, near }) => [
      id,
      { nearLimit: near === true, ...(finding === null ? {} : { finding }) },
    ]),
  )
}

/** Paid calls of Cost Explorer a day over the last week of whole days; undefined where there were none. */
export async function readCostCallsDaily(nowMs: EpochMs): Promise<number | undefined> {
  const { rows } = await database().pool.query<{ calls: number | null }>(
    `SELECT (sum(calls)::float8 / nullif(count(DISTINCT day), 0)) AS calls FROM api_call
     WHERE action LIKE 'ce:%' AND day >= $1::date AND day < $2::date`,
    [isoDay(nowMs - 7 * dayMs), isoDay(nowMs)],
  )
  return rows[0]?.calls ?? undefined
}

/** Appends what the calls of an inventory's series will cost. */
export async function saveEconomics(
  economics: Economics,
  { runId, nowMs }: { runId: number; nowMs: EpochMs },
): Promise<void> {
  await database().pool.query(
    'INSERT INTO economics (run_id, as_of, body) VALUES ($1, to_timestamp($2::float8 / 1000), $3)',
    [runId, nowMs, JSON.stringify(economics)],
  )
}

/**
 * The newest estimate, to show beside `readUsage`; undefined before the first inventory, and for those who do not see
 * the whole organization.
 */
export async function readEconomics(actor: Actor): Promise<(Economics & { asOfMs: EpochMs }) | undefined> {
  if (actor.teams !== 'all') return undefined
  const { rows } = await database().pool.query<{ body: Economics; as_of_ms: number }>(
    `SELECT body, (extract(epoch FROM as_of) * 1000)::float8 AS as_of_ms FROM economics
     ORDER BY as_of DESC, id DESC LIMIT 1`,
  )
  const row = rows[0]
  return row && { ...row.body, asOfMs: row.as_of_ms }
}
