import type { Actor } from '../model/actor.ts'
import { database } from './client.ts'

/** List prices of Extended Support, and the vCPU of the shapes that pay for it. The same for every actor. */
export type SupportPrices = {
  /** Dollars an hour by region and price key, `us-east-1 extended-support/...`. */
  readonly hourlyUsd: ReadonlyMap<string, number>
  /** By region and shape, `us-east-1 db.m7g.large`. */
  readonly vcpu: ReadonlyMap<string, number>
}

/** What the surcharge of a database past its standard support is computed from. */
export async function readSupportPrices(_actor: Actor): Promise<SupportPrices> {
  const { pool } = database()
  const [prices, shapes] = await Promise.all([
    pool.query<{ key: string; usd: number }>(
      `SELECT region || ' ' || key AS key, hourly_usd AS usd FROM price WHERE shape = '' AND key LIKE 'extended-support/%'`,
    ),
    pool.query<{ key: string; cpu: number | null }>(
      `SELECT DISTINCT r.region || ' ' || r.shape AS key, (s.facts->'capacity'->>'cpu')::float8 AS cpu
       FROM resource r JOIN shape s ON s.region = r.region AND s.name = r.shape
       WHERE r.deleted_at IS NULL AND r.facts ? 'extendedSupport'`,
    ),
  ])
  return {
    hourlyUsd: new Map(prices.rows.map(({ key, usd }) => [key, usd])),
    vcpu: new Map(shapes.rows.flatMap(({ key, cpu }) => (cpu === null ? [] : [[key, cpu] as const]))),
  }
}
