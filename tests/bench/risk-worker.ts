import { parentPort } from 'node:worker_threads'
import { errorText } from '#lib/errors.ts'
import { judgeRisks } from './risk-seed.ts'
import type { SeedTask } from './saturation-seed.ts'

/** One estate a message; the answer is every size that was judged, or why that failed. */
parentPort?.on('message', (task: SeedTask) => {
  judgeRisks(task).then(
    (judged) => parentPort?.postMessage({ judged }),
    (error: unknown) => parentPort?.postMessage({ error: errorText(error) }),
  )
})
