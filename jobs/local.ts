import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { isConfigured, readConfig } from '#lib/config.ts'
import { childEnv, env, setEnvironment } from '#lib/env.ts'
import { checkDatabase } from '#lib/store/client.ts'
import { startEmbedded } from '#lib/store/embedded.ts'
import { migrate } from '#lib/store/migrate.ts'
import { startChild } from './process.ts'

/** What a process needs to work on this machine: the database, and where AWS is. */
export type Local = {
  readonly databaseUrl: string
  /** Absent = real AWS. */
  readonly awsEndpoint?: string
  readonly configPath: string
  readonly embedded: boolean
  close(): Promise<void>
}

const runningSchema = z.object({
  pid: z.number(),
  databaseUrl: z.string(),
  awsEndpoint: z.string().optional(),
  configPath: z.string(),
  embedded: z.boolean(),
})
const runningJson = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  .pipe(runningSchema)

/**
 * Joins what `npm start` has running on this machine, else brings up what is missing: the embedded database unless
 * DATABASE_URL is set, the simulated AWS unless accounts are configured. Migrates the database. The environment of
 * this process is set to match.
 */
export async function openLocal(options: { simulator: boolean; replayDir?: string }): Promise<Local> {
  const { HEADROOM_DIR, DATABASE_URL, HEADROOM_CONFIG } = env()
  const dir = resolve(HEADROOM_DIR)
  const running = await readRunning(dir)
  if (running) {
    setEnvironment(awsVariables(running))
    return { ...running, close: async () => undefined }
  }
  const closers: (() => Promise<void>)[] = []
  const closeAll = async () => {
    for (const close of closers.reverse()) await close()
  }
  try {
    const server = DATABASE_URL ? undefined : await startEmbedded(dir)
    if (server) closers.push(() => server.stop())
    const databaseUrl = DATABASE_URL ?? server?.url ?? ''
    await migrate(databaseUrl)
    const configured = isConfigured(readConfig(HEADROOM_CONFIG))
    const simulated =
      options.simulator && !configured ? await startSimulated(dir, options.replayDir) : undefined
    if (simulated) closers.push(() => simulated.stop())
    const local = {
      databaseUrl,
      awsEndpoint: simulated?.endpoint,
      configPath: simulated?.configPath ?? HEADROOM_CONFIG,
      embedded: server !== undefined,
    }
    setEnvironment(awsVariables(local))
    const forget = announceRunning(dir, local)
    closers.push(async () => forget())
    return { ...local, close: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function startSimulated(dir: string, replayDir: string | undefined) {
  const name = replayDir === undefined ? 'simulated' : 'replay'
  const configPath = join(dir, `${name}.yaml`)
  const args = ['--state', join(dir, `${name}.json`), '--config', configPath]
  if (replayDir !== undefined) args.push('--replay', resolve(replayDir))
  const child = startChild('./simulator.ts', args, childEnv({}))
  try {
    const { endpoint } = z.object({ endpoint: z.string() }).parse(await child.ready)
    return { endpoint, configPath, stop: () => child.stop() }
  } catch (error) {
    await child.stop()
    throw error
  }
}

/** Variables for processes that work with the database and with AWS, real or simulated. */
export function awsVariables(
  local: Pick<Local, 'databaseUrl' | 'awsEndpoint' | 'configPath'>,
): Record<string, string> {
  const base = { DATABASE_URL: local.databaseUrl, HEADROOM_CONFIG: local.configPath }
  if (local.awsEndpoint === undefined) return base
  return {
    ...base,
    AWS_ENDPOINT_URL: local.awsEndpoint,
    AWS_ACCESS_KEY_ID: 'AKIASIMULATED0000000',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}

/** Lets other commands of this machine join; forgotten when this process ends in order. */
export function announceRunning(dir: string, local: Omit<Local, 'close'>): () => void {
  mkdirSync(dir, { recursive: true })
  const path = join(dir, 'running.json')
  writeFileSync(path, JSON.stringify({ pid: process.pid, ...local }), { mode: 0o600 })
  return () => rmSync(path, { force: true })
}

/** What a living process announced: it runs, and its database answers. */
export async function readRunning(dir: string): Promise<z.infer<typeof runningSchema> | undefined> {
  const path = join(dir, 'running.json')
  if (!existsSync(path)) return undefined
  const parsed = runningJson.safeParse(readFileSync(path, 'utf8'))
  if (!parsed.success || parsed.data.pid === process.pid || !isAlive(parsed.data.pid)) return undefined
  return checkDatabase(parsed.data.databaseUrl).then(
    () => parsed.data,
    () => undefined,
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
