import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Rewrites the golden files, `tests/golden/NAME/*`, by running the tests of each such folder, `tests/NAME`; and the roles
 * that are shipped, `lib/collect/roles/*`.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const folders = readdirSync(`${root}/tests/golden`)
  .map((name) => `tests/${name}`)
  .filter((folder) => existsSync(`${root}/${folder}`))
  .concat('tests/collect/roles.test.ts')

const { status } = spawnSync('npx', ['vitest', 'run', '--config', 'tests/vitest.config.ts', ...folders], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TZ: 'UTC', GOLDEN: '1' },
})
process.stdout.write(
  'See what has changed with `git diff tests/golden lib/collect/roles` before you keep it.\n',
)
process.exit(status ?? 1)
