import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#lib/store/embedded.ts'

export type Pages = { readonly url: string; readonly pid: number; close(): Promise<void> }

export type PagesOptions = {
  /** Text of headroom.yaml. */
  readonly config?: string
  readonly port?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** The web process alone, as `npm run web` starts it, over a database; builds the pages where they have changed. */
export async function startPages(
  databaseUrl: string,
  { config = '', port: wanted, environment = {} }: PagesOptions = {},
): Promise<Pages> {
  const dir = mkdtempSync(join(tmpdir(), 'headroom-pages-'))
  const configPath = join(dir, 'headroom.yaml')
  writeFileSync(configPath, config)
  const port = wanted ?? (await freePort())
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    HEADROOM_DIR: dir,
    HEADROOM_CONFIG: configPath,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    LOG_LEVEL: 'error',
    ...environment,
  }
  const child = spawn(process.execPath, ['jobs/web.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  await said(child, 'Headroom is at')
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    close: async () => {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((done, fail) => {
    let text = ''
    const listen = (chunk: Buffer) => {
      text += chunk.toString('utf8')
      if (text.includes(words)) done()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (status) => fail(new Error(`the pages ended with status ${status}:\n${text}`)))
  })
}
