import { parentPort } from 'node:worker_threads'
import { errorText } from '#lib/errors.ts'
import { judgeSeed, type SeedTask } from './saturation-seed.ts'

/** One estate a message; the answer is what was judged, or why it failed. */
parentPort?.on('message', (task: SeedTask) => {
  judgeSeed(task).then(
    (judged) => parentPort?.postMessage({ judged }),
    (error: unknown) => parentPort?.postMessage({ error: errorText(error) }),
  )
})
