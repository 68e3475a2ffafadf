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

export type ForecastPoolOptions = {
  /** One a core unless given. */
  readonly threads?: number
  /** What the threads run: `forecast-thread.ts` unless given. */
  readonly script?: URL
}

/**
 * Threads for the forecast stage: the arithmetic keeps a core busy, the store keeps the main thread. A thread that
 * dies fails what it was asked; the next question starts another.
 */
export function openForecastPool(options: ForecastPoolOptions = {}): ForecastPool {
  const { threads = availableParallelism(), script = new URL('./forecast-thread.ts', import.meta.url) } =
    options
  const lanes = Array.from({ length: threads }, () => openLane(script))
  return {
    async each(items, work) {
      const queue = items.values()
      const run = async ({ compute }: Lane) => {
        for (const item of queue) await work(item, compute)
      }
      await Promise.all(lanes.map(run))
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()))
    },
  }
}

type Lane = { readonly compute: Compute; close(): Promise<void> }

function openLane(script: URL): Lane {
  let worker: Worker | undefined
  const start = () => {
    const started = new Worker(script)
    const forget = () => {
      if (worker === started) worker = undefined
    }
    started.once('error', forget)
    started.once('exit', forget)
    return started
  }
  return {
    compute: (input) => {
      worker ??= start()
      return ask(worker, input)
    },
    close: async () => {
      await worker?.terminate()
    },
  }
}

function ask(worker: Worker, input: ForecastInput): Promise<DimensionOutcome[]> {
  return new Promise((done, fail) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      act()
    }
    const onMessage = ({ outcomes, error }: Answer) =>
      settle(() =>
        outcomes ? done(outcomes) : fail(new Error(error ?? 'the forecast thread gave no answer')),
      )
    const onError = (error: Error) => settle(() => fail(error))
    const onExit = (status: number) =>
      settle(() => fail(new Error(`the forecast thread ended with status ${status}`)))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(input)
  })
}
