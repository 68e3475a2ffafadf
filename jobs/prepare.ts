import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Generates the Prisma client where the schema is newer than it. The generator insists on a schema engine that it
 * does not use and would download; any program that exists satisfies it.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const stampPath = join(root, 'prisma', 'generated', '.stamp')
const stamp = createHash('sha256')
  .update(readFileSync(join(root, 'prisma', 'schema.prisma')))
  .digest('hex')

if (!existsSync(stampPath) || readFileSync(stampPath, 'utf8') !== stamp) {
  const command = join(
    dirname(createRequire(import.meta.url).resolve('prisma/package.json')),
    'build',
    'index.js',
  )
  const result = spawnSync(process.execPath, [command, 'generate', '--config', '.config/prisma.ts'], {
    cwd: root,
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    encoding: 'utf8',
  })
  if (result.status !== 0) {
    process.stderr.write(
      `The database client could not be generated from prisma/schema.prisma:\n${result.stdout}${result.stderr}`,
    )
    process.exit(1)
  }
  writeFileSync(stampPath, stamp)
}
