import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { startEmbedded } from '#lib/store/embedded.ts'
import { migrate } from '#lib/store/migrate.ts'
import { latestDone, listRuns } from '#lib/store/runs.ts'
import { exitOf, openPullStage, type PullStage, todayMs } from '../support/killed-pull.ts'
import { compareWithTruth } from '../support/truth.ts'
import { uniform } from '../support/uniform.ts'
import type { Bench } from './run.ts'

const account = '777788889999'
const killCount = 10
const patienceMs = 600_000

/**
 * Kills the worker (SIGKILL) in the middle of a pull, ten times, each at a seeded moment after samples have come
 * in; the queue's heartbeat brings the job back. Then compares hourly and 5-minute samples with the truth.
 */
export const benchKills: Bench = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  const server = await startEmbedded(dir)
  const nowMs = Date.now()
  await migrate(server.url)
  openDatabase({ url: server.url, connections: 4, queryMs: 600_000 })
  const stage = await openPullStage(server.url, account, todayMs(nowMs))
  try {
    const kills = await killWorkers(stage)
    const worker = startWorker(stage)
    await until(async () => (await latestDone('collect-fine-samples')) !== undefined)
    worker.kill('SIGTERM')
    await exitOf(worker)
    const hourly = await compareWithTruth(stage.world, '1h', nowMs)
    const fine = await compareWithTruth(stage.world, '5m', nowMs)
    return {
      kills,
      compared: hourly.compared + fine.compared,
      lost: hourly.lost + fine.lost,
      invented: hourly.invented + fine.invented,
      wrong: hourly.wrong + fine.wrong,
    }
  } finally {
    await stage.close()
    await closeDatabase()
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

function startWorker(stage: PullStage): ChildProcess {
  return spawn(process.execPath, ['jobs/worker.ts'], { env: stage.env, stdio: 'inherit' })
}

async function killWorkers(stage: PullStage): Promise<number> {
  const next = uniform(20_261_125)
  let kills = 0
  while (kills < killCount) {
    const worker = startWorker(stage)
    const lastRun = (await listRuns(1))[0]?.id ?? 0
    await until(
      async () => (await isPulling(lastRun)) || (await latestDone('collect-fine-samples')) !== undefined,
    )
    if (await latestDone('collect-fine-samples')) {
      worker.kill('SIGKILL')
      break
    }
    await new Promise((done) => setTimeout(done, next() * 300))
    worker.kill('SIGKILL')
    await exitOf(worker)
    kills++
    process.stderr.write(`  killed ${kills} of ${killCount}\n`)
  }
  return kills
}

/** A pull that began after `lastRun` has stored samples and is not done. */
async function isPulling(lastRun: number): Promise<boolean> {
  const runs = await listRuns(20)
  return runs.some(
    ({ id, job, state, done }) => id > lastRun && /samples/.test(job) && state === 'running' && done > 0,
  )
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > endMs) throw new Error('the worker made no progress in ten minutes')
    await new Promise((done) => setTimeout(done, 50))
  }
}
