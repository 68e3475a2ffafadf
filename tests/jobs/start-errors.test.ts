import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from '#lib/store/embedded.ts'

/** Starts the product with the given environment; gives what it wrote on stderr and its status. */
function start(
  env: Record<string, string>,
  args: string[] = [],
): Promise<{ status: number | null; stderr: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'headroom-start-'))
  const child = spawn(process.execPath, ['jobs/start.ts', ...args], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, HEADROOM_DIR: dir, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8')
  })
  return new Promise((done) => child.once('exit', (status) => done({ status, stderr })))
}

describe('a start that cannot succeed ends with status 1 and one message', () => {
  test('when the port is taken', async () => {
    const server = createServer()
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { status, stderr } = await start({ PORT: String(port) })
    server.close()
    expect(status).toBe(1)
    expect(stderr).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start\n`,
    )
  })

  test('when headroom.yaml is wrong', async () => {
    const config = join(mkdtempSync(join(tmpdir(), 'headroom-config-')), 'headroom.yaml')
    writeFileSync(config, 'accounts:\n  - id: "1234"\n    regions: [us-east-1]\n')
    const { status, stderr } = await start({ PORT: String(await freePort()), HEADROOM_CONFIG: config })
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /headroom\.yaml is not usable.*\n {2}line 2: accounts\.0\.id: expected the 12 digits.*\n$/,
    )
  })

  test('when the database does not answer', async () => {
    const port = await freePort()
    const url = `postgresql://someone:secret@127.0.0.1:${port}/headroom`
    const { status, stderr } = await start({ PORT: String(await freePort()), DATABASE_URL: url })
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+\/headroom does not answer: .*Check DATABASE_URL and the server\.\n$/,
    )
    expect(stderr).not.toContain('secret')
  })

  test('when the folder of traces is missing', async () => {
    const { status, stderr } = await start({ PORT: String(await freePort()) }, [
      '--replay',
      '/nowhere/traces',
    ])
    expect(status).toBe(1)
    expect(stderr).toBe(
      'There are no traces in /nowhere/traces: replay.json is missing. Give the folder that holds it.\n',
    )
  })

  test('when a variable of the environment is wrong', async () => {
    const { status, stderr } = await start({ PORT: 'many' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^The environment is not usable\. Correct these variables:\n {2}PORT=many: /)
  })
})
