import { parentPort } from 'node:worker_threads'
import { errorText } from '#lib/errors.ts'
import { type ForecastInput, forecastResource } from '#lib/forecast/index.ts'

parentPort?.on('message', (input: ForecastInput) => {
  try {
    parentPort?.postMessage({ answer: forecastResource(input) })
  } catch (error) {
    parentPort?.postMessage({ error: errorText(error) })
  }
})
