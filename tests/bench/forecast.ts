import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { benchFleet } from './forecast-fleet.ts'
import {
  isScored,
  m4Scores,
  type Naive2,
  overallScores,
  type Reference,
  type References,
  setScores,
} from './forecast-scores.ts'
import type { TaskResult } from './forecast-task.ts'
import type { Bench, Figures } from './run.ts'

const workerCount = 2
const suffix = '.jsonl.gz'
const progressEvery = 100
const failuresNamed = 5
/** Sets of the M4 competition are scored by its own rules and stand apart. */
const m4Prefix = 'm4_'

/**
 * Every task of a folder through the product's own automatic path, scored against R's seasonal naive, whose losses
 * stand beside the tasks. Nothing is chosen per set. `--fleet N` times so many series instead of scoring a folder.
 */
export const benchForecast: Bench = async ({ dataDir, sample, fleet }) => {
  if (fleet !== undefined) return { fleet: await benchFleet(fleet) }
  if (!dataDir) throw new Error('Give the folder of tasks: npm run bench -- forecast --data DIR')
  const files = readdirSync(dataDir).filter((file) => file.endsWith(suffix))
  if (files.length === 0) throw new Error(`There are no task files (*${suffix}) in ${dataDir}`)
  const lines = files.flatMap((file) => sampled(readLines(join(dataDir, file)), sample))
  const results = await runAll(lines)
  tellFailures(results)
  return figuresOf(results, dataDir)
}

function readLines(path: string): string[] {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  return text.split('\n').filter((line) => line !== '')
}

/** About `count` lines, evenly spread. */
function sampled(lines: readonly string[], count = lines.length): readonly string[] {
  const stride = Math.max(1, Math.floor(lines.length / count))
  return lines.filter((_, i) => i % stride === 0)
}

/** Hands the tasks one by one to the workers; the results stand in the order of the tasks. */
async function runAll(lines: readonly string[]): Promise<TaskResult[]> {
  const results: TaskResult[] = new Array(lines.length)
  let next = 0
  let done = 0
  const workers = Array.from({ length: workerCount }, async () => {
    const worker = new Worker(new URL('./forecast-worker.ts', import.meta.url))
    while (next < lines.length) {
      const i = next++
      results[i] = await answerOf(worker, lines[i] as string)
      done++
      if (done % progressEvery === 0) process.stderr.write(`  ${done} of ${lines.length} tasks\n`)
    }
    await worker.terminate()
  })
  await Promise.all(workers)
  return results
}

function answerOf(worker: Worker, line: string): Promise<TaskResult> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (result: TaskResult) => {
      worker.off('error', reject)
      resolve(result)
    })
    worker.postMessage(line)
  })
}

function tellFailures(results: readonly TaskResult[]): void {
  const failed = results.filter((result) => !isScored(result))
  for (const result of failed.slice(0, failuresNamed)) {
    process.stderr.write(`  failed: ${result.key}: ${result.failure}\n`)
  }
}

function figuresOf(results: readonly TaskResult[], dataDir: string): Figures {
  const references = readReferences(join(dataDir, 'reference.jsonl'))
  const sets: Record<string, Figures> = {}
  const m4: Record<string, Figures> = {}
  const rows: Figures[] = []
  for (const [set, own] of Map.groupBy(results, (result) => result.set)) {
    if (set.startsWith(m4Prefix)) {
      const group = set.slice(m4Prefix.length)
      const naive2 = readNaive2(join(dataDir, 'm4_naive2.json'))[group]
      if (naive2) m4[group] = m4Scores(own, naive2)
      continue
    }
    const all = setScores(own, 'all', references)
    const near: Figures = own.some(({ near }) => near !== undefined)
      ? { '24': setScores(own, 'near', references) }
      : {}
    sets[set] = { ...near, all }
    rows.push(...(near['24'] ? [near['24'] as Figures] : []), all)
  }
  return { sets, overall: overallScores(rows), m4 }
}

type ReferenceLine = {
  readonly ds: string
  readonly id: string
  readonly origin: number
  readonly h24?: Reference
  readonly full?: Reference
}

function readReferences(path: string): References {
  if (!existsSync(path)) throw new Error(`${path} is missing: the losses of the seasonal naive stand there`)
  return new Map(
    readLines(path).map((line) => {
      const { ds, id, origin, h24, full } = JSON.parse(line) as ReferenceLine
      return [`${ds}/${id}/${origin}`, { near: h24, all: full }]
    }),
  )
}

function readNaive2(path: string): Readonly<Record<string, Naive2>> {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Naive2>) : {}
}
