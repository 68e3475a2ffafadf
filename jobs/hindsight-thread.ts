import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { errorText } from '#lib/errors.ts'
import { type HindsightQuestion, rerunResource } from './hindsight-resource.ts'

/** Linux gives each thread a priority of its own; elsewhere it would be that of the whole process. */
if (process.platform === 'linux') setPriority(15)

parentPort?.on('message', (question: HindsightQuestion) => {
  try {
    parentPort?.postMessage({ answer: rerunResource(question) })
  } catch (error) {
    parentPort?.postMessage({ error: errorText(error) })
  }
})
