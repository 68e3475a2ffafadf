import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { dayMs } from '#lib/model/time.ts'
import type { Bench } from './run.ts'
import { scoresOf } from './saturation-scores.ts'
import type { Judged, SeedTask } from './saturation-seed.ts'

const seedCount = 200
/** Of every estate one resource in so many is judged, other ones with every seed: 25 whole estates in all. */
const parts = 8
const firstAnchorMs = Date.parse('2026-11-25T03:20:00Z')
/** Anchors go through the year, so that no season of the calendar is favoured. */
const anchorStepDays = 11
const yearDays = 364
const failuresNamed = 5

type Answer = { readonly judged?: Judged[]; readonly error?: string }

/**
 * The product's own saturation dates against the simulated estates, whose future is a closed form. The truth is the
 * definition of saturation on the demand that comes; `--sample N` = N seeds instead of 200.
 */
export const benchSaturation: Bench = async ({ sample = seedCount }) => {
  const tasks = Array.from({ length: sample }, (_, i) => taskOf(i))
  const failures: string[] = []
  const judged = await runAll(tasks, failures)
  for (const text of failures.slice(0, failuresNamed)) process.stderr.write(`  failed: ${text}\n`)
  const already = judged.filter(({ truth, median }) => truth === 0 && median === 0).length
  const byDimension = Object.fromEntries(
    [...Map.groupBy(judged, ({ dimension }) => dimension)]
      .map(([dimension, own]) => [dimension, scoresOf(own)] as const)
      .filter(([, scores]) => Number(scores.n) > 0),
  )
  return {
    ...scoresOf(judged),
    seeds: sample,
    forecasts: judged.length,
    saturatedAlready: already,
    failed: failures.length,
    byDimension,
  }
}

function taskOf(i: number): SeedTask {
  const anchorMs = firstAnchorMs + ((i * anchorStepDays) % yearDays) * dayMs
  return { seed: i + 1, anchorMs, part: 0, parts }
}

async function runAll(tasks: readonly SeedTask[], failures: string[]): Promise<Judged[]> {
  const judged: Judged[][] = []
  const queue = tasks.entries()
  let done = 0
  const lanes = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, async () => {
    const worker = new Worker(new URL('./saturation-worker.ts', import.meta.url))
    for (const [i, task] of queue) {
      const answer = await answerOf(worker, task)
      judged[i] = answer.judged ?? []
      if (answer.error !== undefined) failures.push(`seed ${task.seed}: ${answer.error}`)
      process.stderr.write(`  ${++done} of ${tasks.length} seeds\n`)
    }
    await worker.terminate()
  })
  await Promise.all(lanes)
  return judged.flat()
}

function answerOf(worker: Worker, task: SeedTask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (answer: Answer) => {
      worker.off('error', reject)
      resolve(answer)
    })
    worker.postMessage(task)
  })
}
