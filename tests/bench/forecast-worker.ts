import { parentPort } from 'node:worker_threads'
import { runTask, type Task } from './forecast-task.ts'

/** One task a message, as its line of the file; the answer is its result. */
parentPort?.on('message', (line: string) => {
  parentPort?.postMessage(runTask(JSON.parse(line) as Task))
})
