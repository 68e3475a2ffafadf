import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { envSchema } from '#lib/env.ts'

const readme = readFileSync('README.md', 'utf8')
const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) })
const { scripts } = packageSchema.parse(JSON.parse(readFileSync('package.json', 'utf8')))

/** What stands below a heading, up to the next one of its level. */
function section(title: string): string {
  const [, rest = ''] = readme.split(`\n## ${title}\n`)
  return rest.split('\n## ')[0] ?? ''
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found)
}

test('the README names the role files instead of listing what they allow', () => {
  const connect = section('Connect AWS')
  expect(connect).toContain('`lib/collect/roles/terraform/main.tf`')
  expect(connect).toContain('`lib/collect/roles/cloudformation/headroom-role.yaml`')
})

test('every bench of the table can be run, and every one that can be run is in the table', () => {
  const named = matches(section('Proofs'), /^\| `([\w-]+)/gm).filter((name) => name !== 'npm')
  const source = readFileSync('tests/bench/run.ts', 'utf8')
  const known = matches(source, /^ {2}'?([\w-]+)'?: async \(\) =>/gm)
  expect(known.length).toBeGreaterThan(5)
  // A bench may have a row for each of its modes.
  expect([...new Set(named)].sort()).toEqual([...known].sort())
})

test('the configuration table names exactly the variables of the environment', () => {
  expect(matches(section('Configuration'), /^\| `(\w+)` +\|/gm)).toEqual(Object.keys(envSchema.shape))
})

test('the configuration table gives the defaults of the environment', () => {
  const defaults = matches(section('Configuration'), /^\| `\w+` +\| ([^|]+?) +\|/gm)
  const parsed: Readonly<Record<string, unknown>> = envSchema.parse({})
  expect(defaults).toEqual(
    Object.keys(envSchema.shape).map((name) =>
      String(parsed[name] ?? (name === 'DATABASE_URL' ? 'none: embedded' : 'none')),
    ),
  )
})

test('every command of the README is a script', () => {
  const named = [...matches(readme, /npm run ([\w-]+)/g), ...matches(readme, /npm (start|test)\b/g)]
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
})

test('every script runs a file that exists', () => {
  const files = Object.values(scripts).flatMap((script) => matches(script, /node (\S+\.ts)/g))
  expect(files.filter((path) => !existsSync(path))).toEqual([])
})

describe('the map of folders', () => {
  const folders = matches(section('Where things are'), /^([\w/]+?)\/? {2,}\S/gm)

  test('names folders that exist', () => {
    expect(folders.length).toBeGreaterThan(10)
    expect(folders.filter((path) => !existsSync(path))).toEqual([])
  })

  test('leaves out no folder of lib', () => {
    const own = readdirSync('lib', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders).toEqual(expect.arrayContaining(own.map(({ name }) => `lib/${name}`)))
  })
})

test('every file that the README names exists', () => {
  const named = matches(readme, /`((?:app|jobs|lib|prisma|tests)\/[\w./-]+\.\w+)`/g)
  const linked = matches(readme, /\]\(([^)#:]+)\)/g)
  expect(named.length).toBeGreaterThan(2)
  expect([...named, ...linked].filter((path) => !existsSync(path))).toEqual([])
})
