import { loadSmall } from '#jobs/memory.ts'
import type { BulkTask } from './bulk-task.ts'

// As the worker does.
const { pullTask } = await loadSmall(() => import('./bulk-task.ts'))

/** The collecting process: pulls the task that it is sent, answers with the figures, and ends. */
process.once('message', (task: BulkTask) => {
  pullTask(task).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
process.send?.('ready')
