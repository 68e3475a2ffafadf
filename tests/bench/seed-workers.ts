import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { SeedTask } from './saturation-seed.ts'

type Answer<T> = { readonly judged?: T[]; readonly error?: string }

/** Runs every task in threads of `script`, one a core; what failed is named and does not stop the others. */
export async function judgeAll<T>(
  script: URL,
  tasks: readonly SeedTask[],
): Promise<{ readonly judged: T[]; readonly failures: string[] }> {
  const judged: T[][] = []
  const failures: string[] = []
  const queue = tasks.entries()
  let done = 0
  const lanes = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, async () => {
    const worker = new Worker(script)
    for (const [i, task] of queue) {
      const answer = await ask<T>(worker, task)
      judged[i] = answer.judged ?? []
      if (answer.error !== undefined) failures.push(`seed ${task.seed}: ${answer.error}`)
      process.stderr.write(`  ${++done} of ${tasks.length} seeds\n`)
    }
    await worker.terminate()
  })
  await Promise.all(lanes)
  return { judged: judged.flat(), failures }
}

function ask<T>(worker: Worker, task: SeedTask): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (answer: Answer<T>) => {
      worker.off('error', reject)
      resolve(answer)
    })
    worker.postMessage(task)
  })
}
