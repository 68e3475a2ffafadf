import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Rewrites the golden files, `tests/golden/NAME/*`, by running the tests of each such folder, `tests/NAME`; formats them. */
const root = fileURLToPath(new URL('..', import.meta.url))
const folders = readdirSync(`${root}/tests/golden`)
  .map((name) => `tests/${name}`)
  .filter((folder) => existsSync(`${root}/${folder}`))

function succeeds(args: readonly string[]): boolean {
  const env = { ...process.env, TZ: 'UTC', GOLDEN: '1' }
  return spawnSync('npx', [...args], { cwd: root, stdio: 'inherit', env }).status === 0
}

const written = succeeds(['vitest', 'run', '--config', 'tests/vitest.config.ts', ...folders])
const formatted = succeeds(['biome', 'format', '--write', '--config-path=.config', 'tests/golden'])
process.stdout.write('See what has changed with `git diff tests/golden` before you keep it.\n')
process.exit(written && formatted ? 0 : 1)
