import { database } from './client.ts'

/** Name of the newest migration that was applied, such as `20261125000000_initial`; '' in an empty database. */
export async function readSchemaVersion(): Promise<string> {
  const { rows } = await database().pool.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name DESC LIMIT 1`,
  )
  return rows[0]?.name ?? ''
}
