import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Account } from '#lib/model/account.ts'
import type { FaultOptions } from '#lib/simulate/faults.ts'
import type { LedgerTotals } from '#lib/simulate/index.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { startEmbedded } from '#lib/store/embedded.ts'
import { migrate } from '#lib/store/migrate.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import type { BulkResult, BulkTask } from './bulk-task.ts'

export type BulkPull = Omit<BulkTask, 'databaseUrl' | 'known'> & { readonly faults: FaultOptions }
export type BulkPulled = BulkResult & { readonly ledger: LedgerTotals }

/**
 * Pulls the bulk world into a fresh embedded Postgres: simulated AWS, database and collector are processes of their
 * own. `check` sees the filled store.
 */
export async function pullBulk<T>(
  { faults, ...pull }: BulkPull,
  check: (pulled: BulkPulled) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  const server = await startEmbedded(dir)
  const simulator = child('./bulk-simulator.ts', [JSON.stringify({ ...pull, faults })])
  try {
    await migrate(server.url)
    const { endpoint, accounts } = await said<{ endpoint: string; accounts: readonly Account[] }>(simulator)
    const collector = child('./bulk-collector.ts', [], {
      ...simulatorEnvironment(endpoint),
      LOG_LEVEL: 'silent',
    })
    await said(collector)
    const told = said<BulkResult>(collector)
    collector.send({ ...pull, databaseUrl: server.url, known: accounts })
    const result = await told
    const answer = await fetch(`${endpoint}/_ledger`)
    const ledger = (await answer.json()) as LedgerTotals
    openDatabase({ url: server.url, connections: 4, queryMs: 600_000 })
    return await check({ ...result, ledger })
  } finally {
    simulator.kill('SIGKILL')
    await closeDatabase()
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

function child(
  script: string,
  args: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): ChildProcess {
  return fork(fileURLToPath(new URL(script, import.meta.url)), [...args], {
    env: { ...process.env, TZ: 'UTC', ...extra },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

/** The first message of a child; an error where it ends without one. */
function said<T>(process: ChildProcess): Promise<T> {
  return new Promise((done, fail) => {
    process.once('message', (message) => done(message as T))
    process.once('exit', (code) => fail(new Error(`a process of the bench ended with status ${code}`)))
  })
}
