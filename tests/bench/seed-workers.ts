import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { SeedTask } from './saturation-seed.ts'

type Answer<T> = { readonly judged?: T[]; readonly error?: string }

export type JudgeInput = {
  readonly script: URL
  readonly tasks: readonly SeedTask[]
  /** A file of lines, one per seed: seeds that stand there are not run again, the others are added as they end. */
  readonly keep?: string
}

/** Runs every task in threads of `script`, one a core; what failed is named and does not stop the others. */
export async function judgeAll<T>({
  script,
  tasks,
  keep,
}: JudgeInput): Promise<{ readonly judged: T[]; readonly failures: string[] }> {
  const known = readKept<T>(keep)
  const judged: T[][] = tasks.map(({ seed }) => known.get(seed) ?? [])
  const failures: string[] = []
  const queue = [...tasks.entries()].filter(([, { seed }]) => !known.has(seed)).values()
  let done = tasks.filter(({ seed }) => known.has(seed)).length
  const lanes = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, async () => {
    const worker = new Worker(script)
    for (const [i, task] of queue) {
      const answer = await ask<T>(worker, task)
      judged[i] = answer.judged ?? []
      if (answer.error !== undefined) failures.push(`seed ${task.seed}: ${answer.error}`)
      else if (keep !== undefined)
        appendFileSync(keep, `${JSON.stringify({ seed: task.seed, judged: judged[i] })}\n`)
      process.stderr.write(`  ${++done} of ${tasks.length} seeds\n`)
    }
    await worker.terminate()
  })
  await Promise.all(lanes)
  return { judged: judged.flat(), failures }
}

type Kept<T> = { readonly seed: number; readonly judged: T[] }

function readKept<T>(keep: string | undefined): ReadonlyMap<number, T[]> {
  if (keep === undefined || !existsSync(keep)) return new Map()
  const lines = readFileSync(keep, 'utf8').split('\n')
  const kept = lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Kept<T>)
  return new Map(kept.map(({ seed, judged }) => [seed, judged]))
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
