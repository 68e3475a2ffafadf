import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

/** How far the database's clock is ahead of this machine's, ms; workers that add it agree about what is due. */
export async function readClockSkewMs(local: () => EpochMs): Promise<number> {
  const before = local()
  const { rows } = await database().pool.query<{ ms: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
  )
  const after = local()
  return Math.round((rows[0]?.ms ?? after) - (before + after) / 2)
}
