import { Worker } from 'node:worker_threads'
import type { Bench } from '../run.ts'
import { foresight, presets, rungOf, sweep } from './baselines.ts'
import { type Decision, decisionsOf, outcomeOf } from './decisions.ts'
import { risks } from './ours.ts'
import type { Mode } from './rungs.ts'
import { calibrationOf, gapClosed, pointOf } from './scores.ts'
import { readTrace } from './trace.ts'
import type { OursRow } from './worker.ts'

const workerCount = 2
const progressEvery = 50

/**
 * Sizes chosen by the product's own path (forecast, then recommend) on recorded workloads, against percentile rules,
 * other tools' presets and foresight, by the same rungs and prices.
 */
export const benchRightsizing: Bench = async ({ dataDir, sample }) => {
  if (!dataDir) throw new Error('Give the folder of the traces: npm run bench -- rightsizing --data DIR')
  const decisions = decisionsOf(readTrace(dataDir))
  if (decisions.length === 0) throw new Error(`No decision can be made from ${dataDir}: 56 days are needed.`)
  const stride = sample === undefined ? 1 : Math.max(1, Math.floor(decisions.length / sample))
  const indices = decisions.map((_, i) => i).filter((i) => i % stride === 0)
  const ours = await answerAll(dataDir, indices)
  const taken = indices.map((i) => decisions[i] as Decision)
  return { mode: { cpu: modeFigures('cpu', taken, ours), ec2: modeFigures('ec2', taken, ours) } }
}

function modeFigures(mode: Mode, decisions: readonly Decision[], ours: readonly OursRow[]) {
  const rows = ours.filter((row) => row.mode === mode)
  const point = (baseline: (typeof sweep)[number]) =>
    pointOf(
      baseline.policy,
      decisions.map((decision) => outcomeOf(decision, rungOf(baseline, decision, mode))),
    )
  const front = risks.map((risk) =>
    pointOf(
      `headroom_${100 * risk}%`,
      rows.filter((row) => row.risk === risk),
    ),
  )
  const swept = sweep.map(point)
  const best = pointOf(
    'foresight',
    decisions.map((decision) => outcomeOf(decision, foresight(decision, mode))),
  )
  const cost = ({ costUsd, ...rest }: typeof best) => ({ ...rest, cost: costUsd / best.costUsd })
  return {
    decisions: decisions.length,
    gapClosed: gapClosed(front, swept, best),
    foresight: 1,
    calibration: calibrationOf(rows, 'bad'),
    calibrationOwn: calibrationOf(rows, 'breach'),
    front: front.map(cost),
    baselines: [...swept, ...presets.map(point)].map(cost),
  }
}

/** Hands the decisions one by one to the workers. */
async function answerAll(dir: string, indices: readonly number[]): Promise<OursRow[]> {
  const rows: OursRow[] = []
  let next = 0
  let done = 0
  const workers = Array.from({ length: workerCount }, async () => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { dir } })
    while (next < indices.length) {
      rows.push(...(await answerOf(worker, indices[next++] as number)))
      done++
      if (done % progressEvery === 0) process.stderr.write(`${done} of ${indices.length} decisions\n`)
    }
    await worker.terminate()
  })
  await Promise.all(workers)
  return rows
}

function answerOf(worker: Worker, index: number): Promise<OursRow[]> {
  return new Promise((resolve, reject) => {
    const done = () => worker.removeAllListeners('message').removeAllListeners('error')
    worker.once('message', (rows: OursRow[]) => {
      done()
      resolve(rows)
    })
    worker.once('error', (error) => {
      done()
      reject(error)
    })
    worker.postMessage(index)
  })
}
