import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { ForecastInput } from '#lib/forecast/index.ts'
import type { DimensionOutcome } from '#lib/model/forecast.ts'

type Answer = { readonly outcomes?: DimensionOutcome[]; readonly error?: string }
type Compute = (input: ForecastInput) => Promise<DimensionOutcome[]>

export type ForecastPool = {
  /** Runs `work` for every item, as many at once as there are threads; each gets a thread to compute on. */
  each<T>(items: readonly T[], work: (item: T, compute: Compute) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** Threads for the forecast stage, one a core: the arithmetic keeps a core busy, the store keeps the main thread. */
export function openForecastPool(threads = availableParallelism()): ForecastPool {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./forecast-thread.ts', import.meta.url)),
  )
  return {
    async each(items, work) {
      const queue = items.values()
      const lanes = workers.map(async (worker) => {
        for (const item of queue) await work(item, (input) => ask(worker, input))
      })
      await Promise.all(lanes)
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function ask(worker: Worker, input: ForecastInput): Promise<DimensionOutcome[]> {
  return new Promise((done, fail) => {
    const stop = () => {
      worker.off('message', onMessage)
      worker.off('error', onError)
    }
    const onMessage = ({ outcomes, error }: Answer) => {
      stop()
      if (outcomes) done(outcomes)
      else fail(new Error(error ?? 'the forecast thread gave no answer'))
    }
    const onError = (error: Error) => {
      stop()
      fail(error)
    }
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.postMessage(input)
  })
}
