import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#lib/store/embedded.ts'

export type Product = {
  readonly url: string
  readonly signInUrl: string
  /** Its folder, HEADROOM_DIR. */
  readonly dir: string
  /** Its database, while it runs. */
  readonly databaseUrl: () => string
  /** What it has printed so far. */
  readonly said: () => string
  /** Ctrl-C, as a terminal sends it. */
  readonly interrupt: () => Promise<number | null>
  /** Ends it if it still runs and deletes its folder. */
  readonly close: () => Promise<void>
}

/** Starts the whole product as `npm start` does, in a folder and on a port of its own; waits until it prints its address. */
export async function startProduct(
  args: readonly string[] = [],
  dir = mkdtempSync(join(tmpdir(), 'headroom-product-')),
): Promise<Product> {
  const port = await freePort()
  const child = spawn(process.execPath, ['jobs/start.ts', ...args], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HEADROOM_DIR: dir,
      PORT: String(port),
      LOG_LEVEL: 'silent',
      // Of the worker alone; nothing is sent, for nobody is named.
      SMTP_URL: 'smtp://127.0.0.1:9',
      GITHUB_TOKEN: 'of-the-worker-alone',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const ready = new Promise<void>((done, fail) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('Ctrl-C stops everything.')) done()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (status) => fail(new Error(`the product ended with status ${status}:\n${said}`)))
  })
  await ready
  const interrupt = () => {
    child.kill('SIGINT')
    return ended
  }
  return {
    url: `http://127.0.0.1:${port}`,
    signInUrl: /sign in as admin.*: (http\S+)/.exec(said)?.[1] ?? '',
    dir,
    databaseUrl: () => databaseIn(dir),
    said: () => said,
    interrupt,
    close: async () => {
      if (child.exitCode === null) await interrupt()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function databaseIn(dir: string): string {
  const { databaseUrl } = JSON.parse(readFileSync(join(dir, 'running.json'), 'utf8')) as {
    databaseUrl: string
  }
  return databaseUrl
}
