import type pg from 'pg'
import type { SampleBlock, Statistic, Tier } from '../model/series.ts'
import { tierFacts } from '../model/series.ts'
import { ceilTo, dayMs, floorTo, type Range } from '../model/time.ts'
import { transaction } from './client.ts'
import { type CoverageMap, lockCoverage, saveCoverage } from './coverage.ts'
import { dayNumber, packFloats, queryPacked, statisticColumns } from './packed.ts'
import { ensurePartitions, sampleTable } from './partitions.ts'

/** A block with the interval that it completes; both are stored in one transaction. */
export type CoveredBlock = { readonly block: SampleBlock; readonly covered: Range }

/** Day rows of blocks that carry the same statistics; `values[s]` holds `slots` values a row, row after row. */
type DayRows = {
  readonly statistics: readonly Statistic[]
  readonly seriesIds: number[]
  readonly days: number[]
  readonly values: Float32Array[]
  readonly slots: number
}

const rowsPerStatement = 2_048

/**
 * Merges samples into the tier and extends what is covered, in one transaction. Idempotent: a value that is given
 * replaces what is stored, a gap leaves it. Returns how many samples (times with a value) were given, and how many
 * stored values were replaced by other ones.
 */
export async function writeSamples(
  tier: Tier,
  blocks: readonly CoveredBlock[],
): Promise<{ samples: number; revised: number }> {
  if (blocks.length === 0) return { samples: 0, revised: 0 }
  const fromMs = Math.min(...blocks.map(({ block }) => block.startMs))
  const toMs = Math.max(...blocks.map(({ block }) => blockEnd(block)))
  await ensurePartitions(tier, floorTo(fromMs, dayMs), ceilTo(toMs, dayMs))
  const groups = groupByStatistics(blocks.map(({ block }) => block)).map((group) => layOut(tier, group))
  const revised = await transaction(async (client) => {
    let changed = 0
    const coverage = await lockCoverage(
      client,
      tier,
      blocks.map(({ block }) => block.seriesId),
    )
    for (const rows of groups) {
      changed += await mergeStored(client, { tier, rows, coverage })
      await upsert(client, tier, rows)
    }
    await saveCoverage(client, {
      tier,
      stored: coverage,
      added: blocks.map((b) => ({ seriesId: b.block.seriesId, ...b.covered })),
    })
    return changed
  })
  return { samples: blocks.reduce((sum, { block }) => sum + observedSamples(block), 0), revised }
}

function blockLength(block: SampleBlock): number {
  return Object.values(block.values)[0]?.length ?? 0
}

function blockEnd(block: SampleBlock): number {
  return block.startMs + blockLength(block) * block.stepMs
}

function observedSamples(block: SampleBlock): number {
  const first = Object.values(block.values)[0]
  if (!first) return 0
  let count = 0
  for (let i = 0; i < first.length; i++) if (!Number.isNaN(first[i])) count++
  return count
}

function groupByStatistics(blocks: readonly SampleBlock[]): SampleBlock[][] {
  const groups = new Map<string, SampleBlock[]>()
  for (const block of blocks) {
    if (blockLength(block) === 0) continue
    const key = Object.keys(block.values).sort().join()
    groups.set(key, [...(groups.get(key) ?? []), block])
  }
  return [...groups.values()]
}

function layOut(tier: Tier, blocks: readonly SampleBlock[]): DayRows {
  const { periodMs } = tierFacts[tier]
  const slots = dayMs / periodMs
  const statistics = Object.keys(blocks[0]?.values ?? {}).sort() as Statistic[]
  const rowCount = blocks.reduce((sum, block) => sum + dayCount(block), 0)
  const values = statistics.map(() => new Float32Array(rowCount * slots).fill(Number.NaN))
  const seriesIds: number[] = []
  const days: number[] = []
  for (const block of blocks) {
    if (block.stepMs !== periodMs) throw new Error(`block of step ${block.stepMs} ms in tier ${tier}`)
    const offset = seriesIds.length * slots + (block.startMs - floorTo(block.startMs, dayMs)) / periodMs
    statistics.forEach((statistic, s) => {
      values[s]?.set(block.values[statistic] ?? [], offset)
    })
    for (let d = 0; d < dayCount(block); d++) {
      seriesIds.push(block.seriesId)
      days.push(dayNumber(block.startMs) + d)
    }
  }
  return { statistics, seriesIds, days, values, slots }
}

function dayCount(block: SampleBlock): number {
  return dayNumber(blockEnd(block) - 1) - dayNumber(block.startMs) + 1
}

/**
 * Fills the gaps of the new rows from rows that are stored already; a series that was never covered has none. Returns
 * how many stored values the new rows replace by other ones.
 */
async function mergeStored(
  client: pg.PoolClient,
  options: { tier: Tier; rows: DayRows; coverage: CoverageMap },
): Promise<number> {
  const { tier, rows, coverage } = options
  const known = new Map<string, number>()
  rows.seriesIds.forEach((seriesId, row) => {
    if (coverage.has(seriesId)) known.set(`${seriesId}/${rows.days[row] ?? 0}`, row)
  })
  if (known.size === 0) return 0
  const picked = [...known.values()]
  const stored = await queryPacked(client, {
    name: `merge-${tier}`,
    columns: rows.statistics.map((statistic) => statisticColumns[statistic]),
    from: `FROM ${sampleTable(tier)} t JOIN unnest($1::int[], $2::int[]) AS k(series_id, day)
             ON t.series_id = k.series_id AND t.day = '1970-01-01'::date + k.day`,
    values: [picked.map((row) => rows.seriesIds[row]), picked.map((row) => rows.days[row])],
  })
  let revised = 0
  for (const [seriesId, day, ...columns] of stored) {
    const row = known.get(`${seriesId}/${day}`)
    if (row === undefined) continue
    columns.forEach((values, s) => {
      const target = rows.values[s]?.subarray(row * rows.slots, (row + 1) * rows.slots)
      if (values && target) revised += fillGaps(target, values)
    })
  }
  return revised
}

function fillGaps(target: Float32Array, stored: Float32Array): number {
  let revised = 0
  for (let i = 0; i < target.length; i++) {
    const old = stored[i] ?? Number.NaN
    if (Number.isNaN(target[i])) target[i] = old
    else if (!Number.isNaN(old) && old !== target[i]) revised++
  }
  return revised
}

async function upsert(client: pg.PoolClient, tier: Tier, rows: DayRows): Promise<void> {
  const columns = rows.statistics.map((statistic) => statisticColumns[statistic])
  const bytes = rows.slots * 4
  const slices = columns.map(
    (_, s) => `substring($${s + 3}::bytea FROM (k.i::int - 1) * ${bytes} + 1 FOR ${bytes})`,
  )
  const text = `INSERT INTO ${sampleTable(tier)} AS t (series_id, day, ${columns.join(', ')})
    SELECT k.series_id, '1970-01-01'::date + k.day, ${slices.join(', ')}
    FROM unnest($1::int[], $2::int[]) WITH ORDINALITY AS k(series_id, day, i)
    ON CONFLICT (series_id, day) DO UPDATE SET ${columns.map((c) => `${c} = EXCLUDED.${c}`).join(', ')}
    WHERE ${columns.map((c) => `t.${c} IS DISTINCT FROM EXCLUDED.${c}`).join(' OR ')}`
  for (let from = 0; from < rows.seriesIds.length; from += rowsPerStatement) {
    const to = Math.min(from + rowsPerStatement, rows.seriesIds.length)
    const packed = rows.values.map((values) =>
      packFloats(values.subarray(from * rows.slots, to * rows.slots)),
    )
    await client.query(text, [rows.seriesIds.slice(from, to), rows.days.slice(from, to), ...packed])
  }
}
