import type pg from 'pg'
import { z } from 'zod'
import { dimensions } from '../model/capacity.ts'
import type { DailyHistory, HeldWidening, QuantileBand } from '../model/forecast.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import type { TrackScore } from '../model/track-record.ts'
import { database } from './client.ts'
import { unpackFloats } from './packed.ts'

/** A published forecast of daily peaks that has days to be scored. */
export type PublishedPeak = {
  readonly dimension: TrackScore['dimension']
  readonly asOfMs: EpochMs
  readonly peak: QuantileBand
  /** By how much its distances were widened. */
  readonly heldWidening: readonly HeldWidening[]
}

const scoredDays = 92

/** Published forecasts of a resource of the last 92 days, oldest first: the last of each UTC day. */
export async function readPublished(resourceId: string, nowMs: EpochMs): Promise<PublishedPeak[]> {
  const { rows } = await database().pool.query<{
    dimension: string
    as_of_ms: number
    start_ms: number
    daily_peak: Buffer
    held: HeldWidening[] | null
  }>(
    `SELECT DISTINCT ON (dimension, date_trunc('day', as_of AT TIME ZONE 'UTC')) dimension,
       (extract(epoch FROM as_of) * 1000)::float8 AS as_of_ms,
       (body->'daily'->>'startMs')::float8 AS start_ms, daily_peak, body->'heldWidening' AS held
     FROM forecast WHERE resource_id = $1 AND kind = 'forecast' AND as_of > to_timestamp($2::float8 / 1000)
     ORDER BY dimension, date_trunc('day', as_of AT TIME ZONE 'UTC'), as_of DESC, id DESC`,
    [resourceId, nowMs - scoredDays * dayMs],
  )
  return rows.map((row) => ({
    dimension: z.enum(dimensions).parse(row.dimension),
    asOfMs: row.as_of_ms,
    peak: { startMs: row.start_ms, stepMs: dayMs, values: unpackFloats(row.daily_peak) },
    heldWidening: row.held ?? [],
  }))
}

/** Daily peaks of demand of a resource as they are known now, by dimension. */
export async function readPeaks(
  resourceId: string,
): Promise<ReadonlyMap<string, Pick<DailyHistory, 'startMs' | 'peak'>>> {
  const { rows } = await database().pool.query<{ dimension: string; start_ms: number; peak: Buffer }>(
    `SELECT dimension, (extract(epoch FROM start_day) * 1000)::float8 AS start_ms, peak
     FROM demand_history WHERE resource_id = $1`,
    [resourceId],
  )
  return new Map(rows.map((row) => [row.dimension, { startMs: row.start_ms, peak: unpackFloats(row.peak) }]))
}

/** Adds scores; a score that was known is replaced by what is known now. */
export async function saveScores(scores: readonly TrackScore[]): Promise<void> {
  await writeScores(database().pool, scores)
}

/** The same inside a transaction. */
export async function writeScores(
  client: Pick<pg.PoolClient, 'query'>,
  scores: readonly TrackScore[],
): Promise<void> {
  if (scores.length === 0) return
  await client.query(
    `INSERT INTO track_score (resource_id, dimension, as_of, horizon_days, origin, days, mase, inside80, inside90, bias,
       widening)
     SELECT s."resourceId", s.dimension, to_timestamp(s."asOfMs" / 1000), s."horizonDays", s.origin, s.days, s.mase,
       s.inside80, s.inside90, s.bias, s.widening
     FROM jsonb_to_recordset($1::jsonb) AS s("resourceId" text, dimension text, "asOfMs" float8, "horizonDays" int,
       origin text, days int, mase float8, inside80 int, inside90 int, bias float8, widening float8)
     ON CONFLICT (resource_id, dimension, as_of, horizon_days, origin) DO UPDATE SET (days, mase, inside80, inside90,
       bias, widening) = (EXCLUDED.days, EXCLUDED.mase, EXCLUDED.inside80, EXCLUDED.inside90, EXCLUDED.bias,
       EXCLUDED.widening)`,
    [JSON.stringify(scores)],
  )
}
