import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isConfigured, readConfig } from '#lib/config.ts'
import { childEnv, env, isWorkerSecret } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { checkDatabase, closeDatabase, openDatabase } from '#lib/store/client.ts'
import { saveInstallation } from '#lib/store/installation.ts'
import { busyPort, welcome } from './announcement.ts'
import { buildPages } from './build.ts'
import { awsVariables, type Local, openLocal, readRunning } from './local.ts'
import { type Child, failPlainly, startChild } from './process.ts'
import { watchRuns } from './watch-runs.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Everything on one machine: database, simulated AWS where no account is configured, worker, web. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { replay: { type: 'string' } } })
  const { PORT, HOST, DATABASE_URL, HEADROOM_CONFIG, HEADROOM_DIR } = env()
  await checkBefore({ replayDir: values.replay })
  const configured = isConfigured(readConfig(HEADROOM_CONFIG))
  if (DATABASE_URL) await checkDatabase(DATABASE_URL)
  say(`Headroom starts; its data are in ${DATABASE_URL ? 'the database of DATABASE_URL' : HEADROOM_DIR}.`)

  const stops: (() => Promise<unknown>)[] = []
  endInOrder(stops)
  const local = await openLocal({ simulator: true, replayDir: values.replay })
  stops.push(() => local.close())
  openDatabase({ url: local.databaseUrl, connections: 3, queryMs: 15_000 })
  stops.push(() => closeDatabase())
  const source = configured ? 'aws' : values.replay === undefined ? 'simulated' : 'replay'
  await saveInstallation({ source, openPages: source !== 'aws' && local.embedded })
  say(sourceText(source, values.replay))

  const worker = keepWorker(local)
  stops.push(() => worker.stop())
  const pages = buildPages().then((built) => say(built ? '  pages built' : '  pages as built before'))
  const watch = watchRuns(say)
  stops.push(async () => watch.stop())
  await pages
  const web = startChild('./web.ts', [], childEnv({ ...webVariables(), DATABASE_URL: local.databaseUrl }))
  stops.push(() => web.stop())
  await Promise.all([web.ready, watch.overviewReady])
  say(await welcome(`http://${HOST}:${PORT}`))
  const status = await web.ended
  throw new AppError('interrupted', `The web process ended with status ${status}; start again.`)
}

async function checkBefore({ replayDir }: { replayDir: string | undefined }): Promise<void> {
  const { PORT, HOST, HEADROOM_DIR } = env()
  const running = await readRunning(HEADROOM_DIR)
  if (running) {
    throw new AppError(
      'invalid-input',
      `Headroom runs here already (process ${running.pid}). Stop it with Ctrl-C first.`,
    )
  }
  if (replayDir !== undefined && !existsSync(join(replayDir, 'replay.json'))) {
    const text = `There are no traces in ${replayDir}: replay.json is missing. Give the folder that holds it.`
    throw new AppError('invalid-input', text)
  }
  await new Promise<void>((done, fail) => {
    const probe = createServer()
    probe.once('error', (error) => fail(new AppError('busy-port', busyPort(PORT, HOST), error)))
    probe.listen(PORT, HOST, () => probe.close(() => done()))
  })
}

function sourceText(source: 'aws' | 'simulated' | 'replay', replayDir: string | undefined): string {
  if (source === 'aws') return 'Collecting the accounts of the configuration from AWS.'
  if (source === 'replay') return `Collecting the recorded traces of ${replayDir} through a simulated AWS.`
  return 'No account is configured: collecting a simulated estate through a simulated AWS.'
}

/** The web gets no credentials of AWS, not even simulated ones, and nothing that is sent with. */
function webVariables(): Record<string, undefined> {
  return Object.fromEntries(
    Object.keys(childEnv({}))
      .filter(isWorkerSecret)
      .map((name) => [name, undefined]),
  )
}

/** A worker that is started again when it dies, until it is stopped. */
function keepWorker(local: Local): { stop: () => Promise<void> } {
  let stopped = false
  let child: Child
  const begin = () => {
    const quiet = env().LOG_LEVEL === 'info' ? 'warn' : env().LOG_LEVEL
    child = startChild('./worker.ts', [], childEnv({ ...awsVariables(local), LOG_LEVEL: quiet }))
    child.ended.then((status) => {
      if (stopped) return
      say(`  the worker ended with status ${status}; starting another`)
      setTimeout(begin, 1_000)
    })
  }
  begin()
  return {
    stop: async () => {
      stopped = true
      await child.stop()
    },
  }
}

/** On Ctrl-C, a termination, or a failure of the start: what was started last ends first. */
function endInOrder(stops: (() => Promise<unknown>)[]): void {
  let ending = false
  const end = async (status: number) => {
    if (ending) return
    ending = true
    for (const stop of stops.reverse()) await stop().catch(() => undefined)
    process.exit(status)
  }
  process.on('SIGINT', () => {
    say('\nStopping.')
    end(0)
  })
  process.on('SIGTERM', () => end(0))
  process.on('SIGHUP', () => end(0))
  failed = (error) => {
    if (ending) return
    process.stderr.write(
      `${error instanceof AppError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    )
    end(1)
  }
}

let failed: (error: unknown) => void = failPlainly

main().catch((error) => failed(error))
