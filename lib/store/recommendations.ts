import type { RecommendationSummary } from '../model/fleet.ts'
import type { Recommendation } from '../model/recommendation.ts'
import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

/** Appends a recommendation with the summary that lists show. */
export async function saveRecommendation(options: {
  runId: number
  recommendation: Recommendation
  summary: RecommendationSummary
}): Promise<void> {
  const { runId, recommendation, summary } = options
  await database().pool.query(
    `INSERT INTO recommendation (resource_id, run_id, as_of, finding, summary, detail)
     VALUES ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6)`,
    [
      recommendation.resourceId,
      runId,
      recommendation.asOfMs,
      recommendation.finding,
      JSON.stringify(summary),
      JSON.stringify(recommendation),
    ],
  )
}

/** The newest summary of a resource from `beforeMs` or earlier: what the present one is compared with. */
export async function readSummaryBefore(
  resourceId: string,
  beforeMs: number,
): Promise<RecommendationSummary | undefined> {
  const { rows } = await database().pool.query<{ summary: RecommendationSummary }>(
    `SELECT summary FROM recommendation WHERE resource_id = $1 AND as_of <= to_timestamp($2::float8 / 1000)
     ORDER BY as_of DESC, id DESC LIMIT 1`,
    [resourceId, beforeMs],
  )
  return rows[0]?.summary
}

/** As of when the newest recommendation is; undefined before the first. */
export async function latestRecommendationMs(): Promise<EpochMs | undefined> {
  const row = await database().prisma.recommendation.findFirst({
    select: { asOf: true },
    orderBy: { asOf: 'desc' },
  })
  return row?.asOf.getTime()
}

/** The newest recommendation of a resource with its options and evidence. */
export async function readRecommendation(resourceId: string): Promise<Recommendation | undefined> {
  const { rows } = await database().pool.query<{ detail: Recommendation }>(
    'SELECT detail FROM recommendation WHERE resource_id = $1 ORDER BY as_of DESC, id DESC LIMIT 1',
    [resourceId],
  )
  return rows[0]?.detail
}

/** The recommendation of a resource that was the newest at `atMs`, with its options. */
export async function readRecommendationAt(
  resourceId: string,
  atMs: EpochMs,
): Promise<Recommendation | undefined> {
  const { rows } = await database().pool.query<{ detail: Recommendation }>(
    `SELECT detail FROM recommendation WHERE resource_id = $1 AND as_of <= to_timestamp($2::float8 / 1000)
     ORDER BY as_of DESC, id DESC LIMIT 1`,
    [resourceId, atMs],
  )
  return rows[0]?.detail
}
