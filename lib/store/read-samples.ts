import type { SampleBlock, Statistic, Tier } from '../model/series.ts'
import { tierFacts } from '../model/series.ts'
import { dayMs, floorTo, type Range } from '../model/time.ts'
import { database } from './client.ts'
import { dayNumber, queryPacked, statisticColumns } from './packed.ts'
import { sampleTable } from './partitions.ts'

/**
 * Samples of several series in `[fromMs, toMs)` (rounded out to the tier's period), one block a series in the
 * order asked; a series without any sample there has a block of gaps.
 */
export async function readSamples(options: {
  tier: Tier
  seriesIds: readonly number[]
  statistics: readonly Statistic[]
  range: Range
}): Promise<SampleBlock[]> {
  const { tier, seriesIds, statistics, range } = options
  const stepMs = tierFacts[tier].periodMs
  const startMs = floorTo(range.fromMs, stepMs)
  const length = Math.max(0, Math.ceil((range.toMs - startMs) / stepMs))
  const blocks = new Map(
    seriesIds.map((id) => [id, emptyBlock({ seriesId: id, startMs, stepMs, statistics, length })]),
  )
  const rows = await queryPacked(database().pool, {
    name: `read-${tier}`,
    columns: statistics.map((statistic) => statisticColumns[statistic]),
    from: `FROM ${sampleTable(tier)} t WHERE t.series_id = ANY($1::int[])
             AND t.day >= '1970-01-01'::date + $2::int AND t.day <= '1970-01-01'::date + $3::int`,
    values: [[...seriesIds], dayNumber(startMs), dayNumber(range.toMs - 1)],
  })
  for (const [seriesId, day, ...columns] of rows) {
    const block = blocks.get(seriesId)
    if (!block) continue
    columns.forEach((values, s) => {
      const statistic = statistics[s]
      const target = statistic && block.values[statistic]
      if (values && target) place(target, values, (day * dayMs - startMs) / stepMs)
    })
  }
  return seriesIds.map((id) => blocks.get(id)).filter((block) => block !== undefined)
}

function emptyBlock(options: {
  seriesId: number
  startMs: number
  stepMs: number
  statistics: readonly Statistic[]
  length: number
}): SampleBlock {
  const { seriesId, startMs, stepMs, statistics, length } = options
  const gaps = () => new Float32Array(length).fill(Number.NaN)
  return {
    seriesId,
    startMs,
    stepMs,
    values: Object.fromEntries(statistics.map((statistic) => [statistic, gaps()])),
  }
}

/** Copies a day into the block at `offset`, which is negative where the day begins before the block. */
function place(target: Float32Array, day: Float32Array, offset: number): void {
  const from = Math.max(0, -offset)
  const to = Math.min(day.length, target.length - offset)
  if (to > from) target.set(day.subarray(from, to), offset + from)
}

/** Up to when the samples of every account are complete: the account that is furthest behind decides. */
export async function newestCovered(): Promise<number | undefined> {
  const { rows } = await database().pool.query<{ to_ms: number | null }>(
    `SELECT (extract(epoch FROM min(newest)) * 1000)::float8 AS to_ms FROM (
       SELECT max(c.to_at) AS newest FROM coverage c JOIN series s ON s.id = c.series_id
       JOIN resource r ON r.id = s.resource_id
       WHERE isfinite(c.to_at) AND r.deleted_at IS NULL GROUP BY r.account_id) accounts`,
  )
  return rows[0]?.to_ms ?? undefined
}
