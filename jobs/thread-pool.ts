import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

type Ask<Question, Answer> = (question: Question) => Promise<Answer>

/** What a thread sends back. */
export type ThreadReply<Answer> = { readonly answer?: Answer; readonly error?: string }

export type ThreadPool<Question, Answer> = {
  /** Runs `work` for every item, as many at once as there are threads; each gets a thread to ask. */
  each<T>(items: readonly T[], work: (item: T, ask: Ask<Question, Answer>) => Promise<void>): Promise<void>
  close(): Promise<void>
}

export type ThreadPoolOptions = {
  /** What the threads run. */
  readonly script: URL
  /** As errors name them: `forecast`. */
  readonly name: string
  /** One a core unless given. */
  readonly threads?: number
}

/**
 * Threads for arithmetic that keeps a core busy, while the store keeps the main thread. A thread that dies fails what
 * it was asked; the next question starts another.
 */
export function openThreadPool<Question, Answer>(options: ThreadPoolOptions): ThreadPool<Question, Answer> {
  const { threads = availableParallelism() } = options
  const lanes = Array.from({ length: threads }, () => openLane<Question, Answer>(options))
  return {
    async each(items, work) {
      const queue = items.values()
      const run = async ({ ask }: Lane<Question, Answer>) => {
        for (const item of queue) await work(item, ask)
      }
      await Promise.all(lanes.map(run))
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()))
    },
  }
}

type Lane<Question, Answer> = { readonly ask: Ask<Question, Answer>; close(): Promise<void> }

function openLane<Question, Answer>({ script, name }: ThreadPoolOptions): Lane<Question, Answer> {
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
    ask: (question) => {
      worker ??= start()
      return askWorker(worker, question, name)
    },
    close: async () => {
      await worker?.terminate()
    },
  }
}

function askWorker<Question, Answer>(worker: Worker, question: Question, name: string): Promise<Answer> {
  return new Promise((done, fail) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      act()
    }
    const onMessage = ({ answer, error }: ThreadReply<Answer>) =>
      settle(() =>
        answer === undefined ? fail(new Error(error ?? `the ${name} thread gave no answer`)) : done(answer),
      )
    const onError = (error: Error) => settle(() => fail(error))
    const onExit = (status: number) =>
      settle(() => fail(new Error(`the ${name} thread ended with status ${status}`)))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(question)
  })
}
