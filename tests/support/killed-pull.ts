import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Tier } from '#lib/model/series.ts'
import { dayMs } from '#lib/model/time.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import type { World } from '#lib/simulate/world.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { compareWithTruth, type TruthReport } from './truth.ts'
import { uniform } from './uniform.ts'

export type KilledPull = TruthReport & { readonly kills: number }

/** An account of the estate behind a simulated AWS, and the environment of processes that pull it. */
export type PullStage = {
  readonly world: World
  readonly simulator: Simulator
  readonly env: NodeJS.ProcessEnv
  close(): Promise<void>
}

export async function openPullStage(
  databaseUrl: string,
  accountId: string,
  anchorMs: number,
): Promise<PullStage> {
  const world = openEstate({ seed: 7, anchorMs })
  const simulator = await startSimulator({ seed: 7, anchorMs, now: Date.now, world })
  const dir = mkdtempSync(join(tmpdir(), 'headroom-kill-'))
  const config = join(dir, 'headroom.yaml')
  const account = simulator.accounts.find(({ id }) => id === accountId)
  if (!account) throw new Error(`the estate has no account ${accountId}`)
  const { id, name, regions, roleArn: role, externalId } = account
  writeFileSync(config, stringify({ accounts: [{ id, name, regions, role, externalId }] }))
  const env = {
    NODE_ENV: 'test' as const,
    PATH: process.env.PATH,
    TZ: 'UTC',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    HEADROOM_DIR: dir,
    HEADROOM_CONFIG: config,
    ...simulatorEnvironment(simulator.endpoint),
  }
  return {
    world,
    simulator,
    env,
    close: async () => {
      await simulator.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Runs a job in the foreground; with `killAfterMs` it is killed that long after its first progress. */
export async function runJob(
  stage: PullStage,
  job: string,
  killAfterMs?: number,
): Promise<'done' | 'killed'> {
  const child = spawn(process.execPath, ['jobs/run.ts', job], {
    env: stage.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  let planned = killAfterMs === undefined
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
    if (planned || !/[1-9]\d*\/\d+/.test(said)) return
    planned = true
    setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  })
  const status = await exitOf(child)
  if (status !== 0 && status !== null) throw new Error(`${job} ended with status ${status}: ${said}`)
  return status === null ? 'killed' : 'done'
}

export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => child.once('exit', (code) => done(code)))
}

/** Kills a pull of the tier `kills` times at seeded moments, lets it finish, and compares the store with the truth. */
export async function pullUnderKills(options: {
  stage: PullStage
  job: 'collect-samples' | 'collect-fine-samples'
  tier: Tier
  kills: number
  nowMs: number
}): Promise<KilledPull> {
  const { stage, job, tier, nowMs } = options
  const next = uniform(42)
  let kills = 0
  await runJob(stage, 'collect-inventory')
  for (let i = 0; i < options.kills; i++) if ((await runJob(stage, job, next() * 150)) === 'killed') kills++
  await runJob(stage, job)
  return { ...(await compareWithTruth(stage.world, tier, nowMs)), kills }
}

/** The day that the estate of these tests is laid out around: today, since the jobs take the real clock. */
export function todayMs(nowMs: number): number {
  return Math.floor(nowMs / dayMs) * dayMs
}
