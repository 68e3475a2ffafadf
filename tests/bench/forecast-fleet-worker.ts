import { parentPort } from 'node:worker_threads'
import { forecastNumber } from './forecast-fleet-task.ts'

/** One series a message, by its number. */
parentPort?.on('message', (number: number) => {
  parentPort?.postMessage({ answer: forecastNumber(number) })
})
