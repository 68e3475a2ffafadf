import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/**
 * Runs every check and ends with `N passed, N failed`. `--fast` leaves out what needs a database or a browser.
 * Other arguments are handed to vitest (a folder, `-t NAME`).
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const fast = process.argv.includes('--fast')
const filters = process.argv.slice(2).filter((argument) => argument !== '--fast')
const slowFolders = ['tests/store/**', 'tests/jobs/**', 'tests/identity/**', 'tests/browser/**']

function succeeds(name: string, command: string, args: readonly string[]): boolean {
  process.stdout.write(`\n== ${name}\n`)
  const result = spawnSync(command, [...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: 'UTC' },
  })
  return result.status === 0
}

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
})

function runVitest(): { passed: number; failed: number } {
  const dir = mkdtempSync(join(tmpdir(), 'headroom-report-'))
  const report = join(dir, 'report.json')
  const left = fast ? slowFolders.flatMap((folder) => ['--exclude', folder]) : []
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['vitest', 'run', '--config', 'tests/vitest.config.ts', ...reporters, ...left, ...filters]
  const good = succeeds('tests', 'npx', args)
  const counts = existsSync(report) ? reportSchema.parse(JSON.parse(readFileSync(report, 'utf8'))) : undefined
  rmSync(dir, { recursive: true, force: true })
  if (!counts) return { passed: 0, failed: 1 }
  const silent = !good && counts.numFailedTests === 0 ? 1 : 0
  return { passed: counts.numPassedTests, failed: counts.numFailedTests + silent }
}

const checks = [
  succeeds('format and lint', 'npx', ['biome', 'ci', '--config-path=.config', '.']),
  succeeds('types', 'npx', ['tsc', '--noEmit', '-p', '.']),
]
const tests = runVitest()
const passed = tests.passed + checks.filter(Boolean).length
const failed = tests.failed + checks.filter((good) => !good).length
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
