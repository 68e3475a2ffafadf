import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { startEmbedded } from '#lib/store/embedded.ts'
import { migrate } from '#lib/store/migrate.ts'

/** Runs `measure` on a fresh, migrated store that is gone afterwards; it is the open database of this process. */
export async function onFreshStore<T>(measure: (pool: pg.Pool) => Promise<T>, connections = 4): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  const server = await startEmbedded(dir)
  try {
    await migrate(server.url)
    return await measure(openDatabase({ url: server.url, connections, queryMs: 600_000 }).pool)
  } finally {
    await closeDatabase()
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
