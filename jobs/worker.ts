import { env } from '#lib/env.ts'
import { openLocal } from './local.ts'
import { loadSmall } from './memory.ts'
import { endWithParent, failPlainly } from './process.ts'

/** The worker on its own: runs what is due. Started by `npm start`, or any number of them beside one database. */
async function main(): Promise<void> {
  const { runWorker } = await loadSmall(() => import('./run-worker.ts'))
  const local = await openLocal({ simulator: true })
  const worker = await runWorker(env().DATABASE_URL ?? local.databaseUrl)
  endWithParent(async () => {
    await worker.stop()
    await local.close()
  })
  process.send?.({ ready: true })
}

main().catch(failPlainly)
