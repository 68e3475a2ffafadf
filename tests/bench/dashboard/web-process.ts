import { type ChildProcess, spawn } from 'node:child_process'
import { freePort } from '#lib/store/embedded.ts'

export type WebProcess = { readonly url: string; readonly pid: number; stop(): Promise<void> }

/** The product's own web process, built as for production, on a database; ready when it answers. */
export async function startWeb(options: { readonly dir: string; databaseUrl: string }): Promise<WebProcess> {
  const port = await freePort()
  const child = spawn(process.execPath, ['jobs/web.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HEADROOM_DIR: options.dir,
      DATABASE_URL: options.databaseUrl,
      PORT: String(port),
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await firstWords(child)
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Resolves when the process has printed its address. */
async function firstWords(child: ChildProcess): Promise<void> {
  let said = ''
  await new Promise<void>((done, fail) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('http://')) done()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (status) => fail(new Error(`the web ended with status ${status}:\n${said}`)))
  })
}
