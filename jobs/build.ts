import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { lock } from './lock.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampPath = join(root, '.next', 'headroom-build')
const lockPath = join(root, 'node_modules', '.headroom-build')
const sources = [
  'app',
  'lib',
  'prisma/schema.prisma',
  'next.config.js',
  'package-lock.json',
  'tsconfig.json',
  'proxy.ts',
]

/** Builds the pages where a source is newer than the last build. Returns whether it had to. Of several processes one builds. */
export async function buildPages(): Promise<boolean> {
  if (isBuilt(stampOf(sources))) return false
  const unlock = await lock(lockPath)
  try {
    const stamp = stampOf(sources)
    if (isBuilt(stamp)) return false
    await build()
    writeFileSync(stampPath, stamp)
    return true
  } finally {
    unlock()
  }
}

function isBuilt(stamp: string): boolean {
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp
}

async function build(): Promise<void> {
  const output: Buffer[] = []
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    env: childEnv({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  const status = await new Promise<number | null>((done) => child.once('close', done))
  if (status !== 0) {
    throw new AppError(
      'invalid-input',
      `The pages could not be built:\n${Buffer.concat(output).toString('utf8')}`,
    )
  }
}

function stampOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    const absolute = join(root, path)
    if (!existsSync(absolute)) continue
    for (const file of filesBelow(absolute)) hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesBelow(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    return entries.flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(path, entry.name)) : join(path, entry.name),
    )
  } catch {
    return [path]
  }
}
