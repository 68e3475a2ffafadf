import type { Run } from '#lib/model/run.ts'
import { latestDone, listRuns } from '#lib/store/runs.ts'
import { progressLine, resultLine } from './progress.ts'

const everyMs = 1_000
const repeatMs = 5_000

/**
 * Prints what the worker does, from the runs in the store: progress every few seconds, and the result of each run.
 * `overviewReady` resolves once recommendations exist.
 */
export function watchRuns(say: (line: string) => void): { overviewReady: Promise<void>; stop: () => void } {
  const finished = new Set<number>()
  const said = new Map<number, number>()
  let known = false
  let ready = () => {}
  const overviewReady = new Promise<void>((done) => {
    ready = done
  })
  const look = async () => {
    const runs = (await listRuns(50)).reverse()
    for (const run of runs) {
      if (run.state === 'running') report(run, said, say)
      else if (!finished.has(run.id)) {
        finished.add(run.id)
        if (known) say(resultLine(run))
      }
    }
    known = true
    if (await latestDone('recommend')) ready()
  }
  const timer = setInterval(() => look().catch(() => undefined), everyMs)
  look().catch(() => undefined)
  return { overviewReady, stop: () => clearInterval(timer) }
}

function report(run: Run, said: Map<number, number>, say: (line: string) => void): void {
  const nowMs = Date.now()
  if (nowMs - (said.get(run.id) ?? run.startedMs) < repeatMs) return
  said.set(run.id, nowMs)
  say(progressLine(run, nowMs))
}
