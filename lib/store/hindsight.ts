import { type HindsightAdvice, type HindsightVerdict, hindsightAdviceSchema } from '../model/hindsight.ts'
import type { EpochMs } from '../model/time.ts'
import type { TrackScore } from '../model/track-record.ts'
import { database, transaction } from './client.ts'
import { writeScores } from './track-record.ts'

/** What earlier runs said of a resource as of Mondays from `fromMs` on, oldest first. */
export async function readHindsight(resourceId: string, fromMs: EpochMs): Promise<HindsightAdvice[]> {
  const rows = await database().prisma.hindsight.findMany({
    where: { resourceId, asOf: { gte: new Date(fromMs) } },
    orderBy: { asOf: 'asc' },
  })
  return rows.map(({ advice }) => hindsightAdviceSchema.parse(advice))
}

export type HindsightToSave = {
  readonly resourceId: string
  readonly nowMs: EpochMs
  readonly scores: readonly TrackScore[]
  readonly advice: readonly HindsightAdvice[]
  readonly verdict: HindsightVerdict
}

/** Keeps the re-runs of one resource, and replaces what following them would have done; all or nothing. */
export async function saveHindsight(toSave: HindsightToSave): Promise<void> {
  const { resourceId, nowMs, scores, advice, verdict } = toSave
  await transaction(async (client) => {
    await writeScores(client, scores)
    await client.query(
      `INSERT INTO hindsight (resource_id, as_of, advice)
       SELECT $1, to_timestamp((a->>'asOfMs')::float8 / 1000), a FROM jsonb_array_elements($2::jsonb) AS a
       ON CONFLICT (resource_id, as_of) DO UPDATE SET advice = EXCLUDED.advice`,
      [resourceId, JSON.stringify(advice)],
    )
    await client.query(
      `INSERT INTO hindsight_verdict (resource_id, computed_at, verdict)
       VALUES ($1, to_timestamp($2::float8 / 1000), $3)
       ON CONFLICT (resource_id) DO UPDATE SET computed_at = EXCLUDED.computed_at, verdict = EXCLUDED.verdict`,
      [resourceId, nowMs, JSON.stringify(verdict)],
    )
  })
}
