import type pg from 'pg'
import type { SampleBlock } from '#lib/model/series.ts'
import { dayMs, minuteMs } from '#lib/model/time.ts'
import { readSamples } from '#lib/store/read-samples.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { uniform } from '../support/uniform.ts'
import { onFreshStore } from './fresh-store.ts'
import type { Bench } from './run.ts'

const seriesCount = 500
const days = 30
const stepMs = 5 * minuteMs
const perSeries = days * (dayMs / stepMs)
const sampleCount = seriesCount * perSeries
const startMs = Date.UTC(2026, 8, 1)
const baselineBatch = 10_000
/** Series handed to one call of the product's verb, as a pull hands them over. */
const pullSize = 25
const reads = 40

/**
 * Packed samples against one row a sample, both on the same fresh server in one run: 500 series x 30 days x 288
 * samples, Average and Maximum. A sample is one time of one series.
 */
export const benchStore: Bench = async () => {
  return onFreshStore((pool) => measure(pool, makeBlocks()), 2)
}

function makeBlocks(): SampleBlock[] {
  const next = uniform(20_261_125)
  return Array.from({ length: seriesCount }, (_, i) => {
    const average = Float32Array.from({ length: perSeries }, () => next() * 100)
    const maximum = average.map((value) => value + next() * 10)
    return { seriesId: i + 1, startMs, stepMs, values: { Average: average, Maximum: maximum } }
  })
}

async function measure(pool: pg.Pool, blocks: readonly SampleBlock[]) {
  await pool.query(
    `CREATE TABLE baseline (series_id int, t timestamptz, average real, maximum real, PRIMARY KEY (series_id, t))`,
  )
  const baselineWriteMs = await timed(() => writeBaseline(pool, blocks))
  const writeMs = await timed(() => writeProduct(blocks))
  const mergeMs = await timed(() => writeProduct(blocks))
  await pool.query('VACUUM ANALYZE')
  const baselineBytes = await bytesOf(pool, `SELECT pg_total_relation_size('baseline') AS bytes`)
  const bytes = await bytesOf(
    pool,
    `SELECT sum(pg_total_relation_size(inhrelid)) AS bytes FROM pg_inherits WHERE inhparent = 'sample_5m'::regclass`,
  )
  const baselineReadMs = await timedReads((id) => readBaseline(pool, id))
  const readMs = await timedReads(readProduct)
  return {
    bytesPerSampleRatio: round(baselineBytes / bytes),
    writeRatio: round(baselineWriteMs / writeMs),
    readRatio: round(baselineReadMs / readMs),
    samplesPerSecond: Math.round(sampleCount / (writeMs / 1000)),
    mergeSamplesPerSecond: Math.round(sampleCount / (mergeMs / 1000)),
    bytesPerSample: round(bytes / sampleCount),
    baselineBytesPerSample: round(baselineBytes / sampleCount),
  }
}

async function writeBaseline(pool: pg.Pool, blocks: readonly SampleBlock[]): Promise<void> {
  for (const { seriesId, values } of blocks) {
    for (let from = 0; from < perSeries; from += baselineBatch) {
      const to = Math.min(perSeries, from + baselineBatch)
      const times = Array.from({ length: to - from }, (_, i) =>
        new Date(startMs + (from + i) * stepMs).toISOString(),
      )
      await pool.query(
        `INSERT INTO baseline SELECT $1, * FROM unnest($2::timestamptz[], $3::real[], $4::real[])
         ON CONFLICT (series_id, t) DO UPDATE SET average = EXCLUDED.average, maximum = EXCLUDED.maximum`,
        [
          seriesId,
          times,
          [...(values.Average ?? []).slice(from, to)],
          [...(values.Maximum ?? []).slice(from, to)],
        ],
      )
    }
  }
}

async function writeProduct(blocks: readonly SampleBlock[]): Promise<void> {
  const covered = { fromMs: startMs, toMs: startMs + days * dayMs }
  for (let from = 0; from < blocks.length; from += pullSize) {
    await writeSamples(
      '5m',
      blocks.slice(from, from + pullSize).map((block) => ({ block, covered })),
    )
  }
}

async function readBaseline(pool: pg.Pool, seriesId: number): Promise<number> {
  const { rows } = await pool.query<{ average: number; maximum: number }>(
    `SELECT t, average, maximum FROM baseline WHERE series_id = $1 AND t >= $2 AND t < $3 ORDER BY t`,
    [seriesId, new Date(startMs), new Date(startMs + days * dayMs)],
  )
  return rows.length
}

async function readProduct(seriesId: number): Promise<number> {
  const range = { fromMs: startMs, toMs: startMs + days * dayMs }
  const statistics = ['Average', 'Maximum'] as const
  const [block] = await readSamples({ tier: '5m', seriesIds: [seriesId], statistics, range })
  return block?.values.Average?.length ?? 0
}

/** Median of one read, after a warm-up, over different series. */
async function timedReads(read: (seriesId: number) => Promise<number>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < reads; i++) {
    const seriesId = 1 + ((i * 37) % seriesCount)
    times.push(
      await timed(async () => {
        if ((await read(seriesId)) !== perSeries) throw new Error(`series ${seriesId} came back incomplete`)
      }),
    )
  }
  const warm = times.slice(5).sort((a, b) => a - b)
  return warm[warm.length >> 1] ?? 0
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function bytesOf(pool: pg.Pool, sql: string): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(sql)
  return Number(rows[0]?.bytes)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
