import type pg from 'pg'
import type { Statistic } from '../model/series.ts'
import { dayMs, type EpochMs } from '../model/time.ts'

/** Column of each statistic in the sample tables. */
export const statisticColumns: Record<Statistic, string> = {
  Average: 'average',
  Maximum: 'maximum',
  Minimum: 'minimum',
  Sum: 'sum',
  SampleCount: 'sample_count',
  p99: 'p99',
}

/** Days since the epoch. */
export function dayNumber(ms: EpochMs): number {
  return Math.floor(ms / dayMs)
}

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/** The bytes of the values, little-endian float32. No copy on a little-endian machine. */
export function packFloats(values: Float32Array): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  return littleEndian ? bytes : Buffer.from(bytes).swap32()
}

/** The values of little-endian float32 bytes; always a copy, so that it is aligned and its own. */
export function unpackFloats(bytes: Uint8Array): Float32Array {
  const copy = Buffer.alloc(bytes.byteLength)
  copy.set(bytes)
  if (!littleEndian) copy.swap32()
  return new Float32Array(copy.buffer, copy.byteOffset, bytes.byteLength / 4)
}

/** A row of a packed table: series, day number, then one column a statistic. */
export type PackedRow = readonly [seriesId: number, day: number, ...columns: (Buffer | null)[]]

/** Runs a query whose rows are `PackedRow`s. */
export async function queryPacked(
  client: pg.Pool | pg.PoolClient,
  text: string,
  values: unknown[],
): Promise<readonly PackedRow[]> {
  const result = await client.query<[number, number, ...(Buffer | null)[]]>({
    text,
    values,
    rowMode: 'array',
  })
  return result.rows
}
