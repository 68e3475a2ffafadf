import type pg from 'pg'
import type { Tier } from '../model/series.ts'
import type { Range } from '../model/time.ts'
import { database } from './client.ts'

export type CoverageMap = Map<number, Range>

/** What of each series is complete in the tier; a series without samples is absent. */
export async function readCoverage(tier: Tier, seriesIds: readonly number[]): Promise<CoverageMap> {
  const { rows } = await database().pool.query<CoverageRow>(
    `${select} WHERE tier = $1 AND series_id = ANY($2::int[])`,
    [tier, [...seriesIds]],
  )
  return toMap(rows)
}

/** The same, locked until the transaction ends, so that two pulls of one series merge one after the other. */
export async function lockCoverage(
  client: pg.PoolClient,
  tier: Tier,
  seriesIds: readonly number[],
): Promise<CoverageMap> {
  const ids = [...new Set(seriesIds)].sort((a, b) => a - b)
  await client.query(
    `INSERT INTO coverage (series_id, tier, from_at, to_at)
     SELECT id, $1, 'infinity', '-infinity' FROM unnest($2::int[]) AS id ON CONFLICT DO NOTHING`,
    [tier, ids],
  )
  const { rows } = await client.query<CoverageRow>(
    `${select} WHERE tier = $1 AND series_id = ANY($2::int[]) ORDER BY series_id FOR UPDATE`,
    [tier, ids],
  )
  return toMap(rows)
}

/** Extends the stored intervals by what was added; of two that do not touch, the newer is kept. */
export async function saveCoverage(
  client: pg.PoolClient,
  options: { tier: Tier; stored: CoverageMap; added: readonly ({ seriesId: number } & Range)[] },
): Promise<void> {
  const merged = new Map(options.stored)
  for (const { seriesId, fromMs, toMs } of options.added) {
    if (toMs <= fromMs) continue
    merged.set(seriesId, union(merged.get(seriesId), { fromMs, toMs }))
  }
  const rows = [...merged]
  await client.query(
    `UPDATE coverage c SET from_at = to_timestamp(k.from_s), to_at = to_timestamp(k.to_s)
     FROM unnest($2::int[], $3::float8[], $4::float8[]) AS k(series_id, from_s, to_s)
     WHERE c.tier = $1 AND c.series_id = k.series_id`,
    [
      options.tier,
      rows.map(([id]) => id),
      rows.map(([, r]) => r.fromMs / 1000),
      rows.map(([, r]) => r.toMs / 1000),
    ],
  )
}

/** The union where the two touch or overlap, else the newer. */
export function union(a: Range | undefined, b: Range): Range {
  if (!a) return b
  if (a.fromMs <= b.toMs && b.fromMs <= a.toMs) {
    return { fromMs: Math.min(a.fromMs, b.fromMs), toMs: Math.max(a.toMs, b.toMs) }
  }
  return a.toMs > b.toMs ? a : b
}

type CoverageRow = { series_id: number; from_ms: number; to_ms: number }

const select = `SELECT series_id, (extract(epoch FROM from_at) * 1000)::float8 AS from_ms,
  (extract(epoch FROM to_at) * 1000)::float8 AS to_ms FROM coverage`

function toMap(rows: readonly CoverageRow[]): CoverageMap {
  const finite = rows.filter((row) => Number.isFinite(row.from_ms) && Number.isFinite(row.to_ms))
  return new Map(finite.map((row) => [row.series_id, { fromMs: row.from_ms, toMs: row.to_ms }]))
}
