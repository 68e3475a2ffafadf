import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type EmbeddedDatabase, startEmbedded } from '#lib/store/embedded.ts'
import { startProduct } from '../../support/product.ts'
import { growFleet } from './grow-fleet.ts'

const settleMs = 15 * 60_000

/** Where the bench's fleet is, and what it took to make it; zeros where it stood there already. */
export type FleetDatabase = {
  readonly server: EmbeddedDatabase
  readonly resources: number
  readonly estateSeconds: number
  readonly seedSeconds: number
}

/**
 * A database in `dir` with about `resources` resources. The simulated estate is collected, forecast and decided by the product
 * itself, to the last job, then multiplied in the store. A folder that holds such a fleet is used as it is.
 */
export async function openFleetDatabase(dir: string, resources: number): Promise<FleetDatabase> {
  const known = existsSync(join(dir, 'postgres'))
  const beganMs = performance.now()
  if (!known) await collectEstate(dir)
  const estateMs = performance.now()
  const server = await startEmbedded(dir)
  const pool = new pg.Pool({ connectionString: server.url, max: 1 })
  try {
    const before = await countFleet(pool)
    const copies = Math.ceil(resources / before) - 1
    const grown = copies > 0 && before < 1_000 ? await growFleet(pool, copies) : before
    return {
      server,
      resources: grown,
      estateSeconds: seconds(estateMs - beganMs),
      seedSeconds: seconds(performance.now() - estateMs),
    }
  } finally {
    await pool.end()
  }
}

async function countFleet(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM resource WHERE deleted_at IS NULL AND member_of IS NULL',
  )
  return rows[0]?.n ?? 0
}

/** Runs the product until none of its jobs is due but hindsight, which takes an hour and goes on after a restart; ends it. */
async function collectEstate(dir: string): Promise<void> {
  const product = await startProduct([], dir)
  const pool = new pg.Pool({ connectionString: product.databaseUrl(), max: 1 })
  try {
    const untilMs = Date.now() + settleMs
    while (Date.now() < untilMs) {
      const { rows } = await pool.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM due_period WHERE state = 'due' AND job <> 'hindsight'",
      )
      if (rows[0]?.n === 0) return
      await new Promise((done) => setTimeout(done, 2_000))
    }
    throw new Error(`jobs were still due after ${settleMs / 60_000} minutes`)
  } finally {
    await pool.end()
    await product.interrupt()
  }
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10
}
