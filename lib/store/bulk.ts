import type pg from 'pg'
import { transaction } from './client.ts'

/**
 * Runs a statement that joins sets of unknown size (rows handed over as JSON) in a transaction of its own; how many rows
 * it wrote. The planner takes such a set for a hundred rows and would compare every row with every other.
 */
export function bulk(sql: string, values: readonly unknown[]): Promise<number> {
  return transaction(async (client) => {
    await withHashJoins(client)
    return (await client.query(sql, [...values])).rowCount ?? 0
  })
}

/** For the rest of the transaction. */
export async function withHashJoins(client: pg.PoolClient): Promise<void> {
  await client.query('SET LOCAL enable_nestloop = off')
}
