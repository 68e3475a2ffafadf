import type pg from 'pg'
import { type Tier, tierFacts, tiers } from '../model/series.ts'
import { type EpochMs, isoDay } from '../model/time.ts'
import { database } from './client.ts'

const made = new Map<pg.Pool, Set<string>>()

/** Table of a tier. */
export function sampleTable(tier: Tier): string {
  return `sample_${tier}`
}

/** Makes the monthly partitions that `[fromMs, toMs)` needs; idempotent, safe beside other workers. */
export async function ensurePartitions(tier: Tier, fromMs: EpochMs, toMs: EpochMs): Promise<void> {
  const { pool } = database()
  const known = made.get(pool) ?? new Set<string>()
  made.set(pool, known)
  for (let month = monthStart(fromMs); month < toMs; month = nextMonth(month)) {
    const name = `${sampleTable(tier)}_${isoDay(month).slice(0, 7).replace('-', '_')}`
    if (known.has(name)) continue
    await pool.query(
      `DO $$ BEGIN
         PERFORM pg_advisory_xact_lock(hashtext('${name}'));
         CREATE TABLE IF NOT EXISTS ${name} PARTITION OF ${sampleTable(tier)}
           FOR VALUES FROM ('${isoDay(month)}') TO ('${isoDay(nextMonth(month))}');
       END $$`,
    )
    known.add(name)
  }
}

/** Deletes what is older than each tier keeps: whole months by dropping, the rest by day. Returns rows and tables. */
export async function pruneSamples(
  nowMs: EpochMs,
): Promise<{ droppedPartitions: number; deletedRows: number }> {
  const { pool } = database()
  let droppedPartitions = 0
  let deletedRows = 0
  for (const tier of tiers) {
    const cutMs = nowMs - tierFacts[tier].keptMs
    for (const { name, toMs } of await partitionsOf(tier)) {
      if (toMs > cutMs) continue
      await pool.query(`DROP TABLE IF EXISTS ${name}`)
      made.get(pool)?.delete(name)
      droppedPartitions++
    }
    const result = await pool.query(`DELETE FROM ${sampleTable(tier)} WHERE day < $1`, [isoDay(cutMs)])
    deletedRows += result.rowCount ?? 0
  }
  return { droppedPartitions, deletedRows }
}

async function partitionsOf(tier: Tier): Promise<{ name: string; toMs: EpochMs }[]> {
  const { rows } = await database().pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = $1::regclass ORDER BY 1`,
    [sampleTable(tier)],
  )
  return rows.map(({ name }) => {
    const [year, month] = name.split('_').slice(-2).map(Number)
    return { name, toMs: Date.UTC(year ?? 0, month ?? 0, 1) }
  })
}

function monthStart(ms: EpochMs): EpochMs {
  const date = new Date(ms)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}

function nextMonth(ms: EpochMs): EpochMs {
  const date = new Date(ms)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}
