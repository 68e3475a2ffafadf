import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { SampleBlock } from '#lib/model/series.ts'
import { dayMs, minuteMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { readCoverage } from '#lib/store/coverage.ts'
import { ensurePartitions, pruneSamples } from '#lib/store/partitions.ts'
import { readSamples } from '#lib/store/read-samples.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const stepMs = 5 * minuteMs
const startMs = Date.UTC(2026, 8, 29, 22, 0)

beforeEach(async () => {
  await database().pool.query('TRUNCATE sample_1m, sample_5m, sample_1h, coverage')
})

function blockOf(seriesId: number, fromMs: number, values: number[]): SampleBlock {
  return { seriesId, startMs: fromMs, stepMs, values: { Average: Float32Array.from(values) } }
}

function write(block: SampleBlock) {
  const length = block.values.Average?.length ?? 0
  const covered = { fromMs: block.startMs, toMs: block.startMs + length * stepMs }
  return writeSamples('5m', [{ block, covered }])
}

async function read(seriesId: number, fromMs: number, length: number): Promise<number[]> {
  const range = { fromMs, toMs: fromMs + length * stepMs }
  const [block] = await readSamples({ tier: '5m', seriesIds: [seriesId], statistics: ['Average'], range })
  return [...(block?.values.Average ?? [])]
}

describe('writeSamples', () => {
  test('gives back what was written, across a day and a month', async () => {
    const values = Array.from({ length: 600 }, (_, i) => i / 8)
    expect(await write(blockOf(1, startMs, values))).toEqual({ samples: 600, revised: 0 })
    expect(await read(1, startMs, 600)).toEqual(values)
  })

  test('lets a newer value replace a stored one and a gap leave it', async () => {
    await write(blockOf(1, startMs, [1, 2, 3]))
    await write(blockOf(1, startMs, [Number.NaN, 20, 30]))
    expect(await read(1, startMs, 4)).toEqual([1, 20, 30, Number.NaN])
  })

  test('counts stored values that are replaced by others, and neither gaps nor what comes late', async () => {
    await write(blockOf(1, startMs, [1, 2, 3, Number.NaN]))
    expect(await write(blockOf(1, startMs, [1, 20, Number.NaN, 4]))).toEqual({ samples: 3, revised: 1 })
    expect(await write(blockOf(1, startMs, [1, 20, 3, 4]))).toEqual({ samples: 4, revised: 0 })
  })

  test('changes nothing when it is repeated', async () => {
    const block = blockOf(1, startMs, [1, Number.NaN, 3])
    await write(block)
    await write(block)
    expect(await read(1, startMs, 3)).toEqual([1, Number.NaN, 3])
    const { rows } = await database().pool.query('SELECT count(*)::int AS rows FROM sample_5m')
    expect(rows).toEqual([{ rows: 1 }])
  })

  test('keeps the statistics of a row that a later block does not carry', async () => {
    const covered = { fromMs: startMs, toMs: startMs + stepMs }
    const both = { Average: Float32Array.of(1), Maximum: Float32Array.of(9) }
    await writeSamples('5m', [{ block: { seriesId: 1, startMs, stepMs, values: both }, covered }])
    await write(blockOf(1, startMs, [2]))
    const [block] = await readSamples({
      tier: '5m',
      seriesIds: [1],
      statistics: ['Average', 'Maximum'],
      range: covered,
    })
    expect([block?.values.Average?.[0], block?.values.Maximum?.[0]]).toEqual([2, 9])
  })

  test('stores what is covered with the samples, and extends it', async () => {
    await write(blockOf(1, startMs, [1, 2]))
    await write(blockOf(1, startMs + 2 * stepMs, [3]))
    await write(blockOf(1, startMs - stepMs, [0]))
    const covered = await readCoverage('5m', [1])
    expect(covered.get(1)).toEqual({ fromMs: startMs - stepMs, toMs: startMs + 3 * stepMs })
  })

  test('never claims the space between two pulls that do not touch', async () => {
    await write(blockOf(1, startMs, [1]))
    await write(blockOf(1, startMs + 10 * stepMs, [2]))
    const covered = await readCoverage('5m', [1])
    expect(covered.get(1)).toEqual({ fromMs: startMs + 10 * stepMs, toMs: startMs + 11 * stepMs })
  })

  test('writes nothing of a transaction that fails', async () => {
    const good = blockOf(1, startMs, [1])
    const covered = { fromMs: startMs, toMs: startMs + stepMs }
    const outOfRange = { ...blockOf(2 ** 40, startMs, [1]), stepMs }
    await expect(
      writeSamples('5m', [
        { block: good, covered },
        { block: outOfRange, covered },
      ]),
    ).rejects.toThrow('out of range')
    expect(await read(1, startMs, 1)).toEqual([Number.NaN])
    expect((await readCoverage('5m', [1])).size).toBe(0)
  })

  test('equals a plain map whatever the order of overlapping blocks', async () => {
    const value = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 99 }))
    const pulls = fc.array(
      fc.record({ offset: fc.nat(500), values: fc.array(value, { minLength: 1, maxLength: 400 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    let seriesId = 100
    await fc.assert(
      fc.asyncProperty(pulls, async (list) => {
        seriesId++
        const truth = new Array<number>(900).fill(Number.NaN)
        for (const { offset, values } of list) {
          await write(blockOf(seriesId, startMs + offset * stepMs, values))
          values.forEach((v, i) => {
            if (!Number.isNaN(v)) truth[offset + i] = v
          })
        }
        expect(await read(seriesId, startMs, 900)).toEqual(truth)
      }),
      { numRuns: 25, seed: 1 },
    )
  })

  test('merges two pulls of one series that run at once', async () => {
    const even = Array.from({ length: 288 }, (_, i) => (i % 2 === 0 ? i : Number.NaN))
    const odd = Array.from({ length: 288 }, (_, i) => (i % 2 === 1 ? i : Number.NaN))
    const day = Date.UTC(2026, 9, 1)
    await write(blockOf(7, day, [0]))
    await Promise.all([write(blockOf(7, day, even)), write(blockOf(7, day, odd))])
    expect(await read(7, day, 288)).toEqual(Array.from({ length: 288 }, (_, i) => i))
  })
})

describe('pruneSamples', () => {
  test('drops months and days that are older than the tier keeps, and nothing newer', async () => {
    const nowMs = Date.UTC(2026, 10, 25)
    for (const age of [400, 121, 119, 1]) await write(blockOf(1, nowMs - age * dayMs, [age]))
    const pruned = await pruneSamples(nowMs)
    expect(pruned.droppedPartitions).toBeGreaterThan(0)
    const { rows } = await database().pool.query(`SELECT count(*)::int AS rows FROM sample_5m`)
    expect(rows).toEqual([{ rows: 2 }])
    await ensurePartitions('5m', nowMs - 400 * dayMs, nowMs)
  })
})
