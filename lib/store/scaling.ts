import type { ScalingInForce, ScalingStudy } from '../model/scaling-study.ts'
import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

/** Keeps the policies that AWS has in force; one that has not changed since adds nothing to the history. */
export async function saveScalingInForce(found: readonly ScalingInForce[], nowMs: EpochMs): Promise<void> {
  await database().pool.query(
    `INSERT INTO scaling_in_force (resource_id, from_at, detail)
     SELECT f."resourceId", to_timestamp($2::float8 / 1000), f.detail
     FROM jsonb_to_recordset($1::jsonb) AS f("resourceId" text, detail jsonb)
     LEFT JOIN LATERAL (SELECT detail FROM scaling_in_force s WHERE s.resource_id = f."resourceId"
       ORDER BY from_at DESC LIMIT 1) last ON true
     WHERE last.detail IS DISTINCT FROM f.detail
     ON CONFLICT (resource_id, from_at) DO UPDATE SET detail = EXCLUDED.detail`,
    [JSON.stringify(found.map((detail) => ({ resourceId: detail.resourceId, detail }))), nowMs],
  )
}

/** Appends what a replay gave. */
export async function saveScalingStudy(runId: number, study: ScalingStudy): Promise<void> {
  await database().pool.query(
    `INSERT INTO scaling_study (resource_id, as_of, run_id, detail)
     VALUES ($1, to_timestamp($2::float8 / 1000), $3, $4)
     ON CONFLICT (resource_id, as_of) DO UPDATE SET (run_id, detail) = (EXCLUDED.run_id, EXCLUDED.detail)`,
    [study.resourceId, study.asOfMs, runId, JSON.stringify(study)],
  )
}

/** The policy that was last read in force on a resource. */
export async function readScalingInForce(resourceId: string): Promise<ScalingInForce | undefined> {
  const { rows } = await database().pool.query<{ detail: ScalingInForce }>(
    'SELECT detail FROM scaling_in_force WHERE resource_id = $1 ORDER BY from_at DESC LIMIT 1',
    [resourceId],
  )
  return rows[0]?.detail
}
