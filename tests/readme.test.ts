import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { accessPolicy } from '#lib/collect/index.ts'
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

describe('the IAM policy in the README', () => {
  const [, json = ''] = /<!-- policy:member -->\n```json\n([\s\S]*?)```/.exec(readme) ?? []
  const policySchema = z.strictObject({
    Version: z.literal('2012-10-17'),
    Statement: z.tuple([
      z.strictObject({ Effect: z.literal('Allow'), Action: z.array(z.string()), Resource: z.literal('*') }),
    ]),
  })
  const [statement] = policySchema.parse(JSON.parse(json)).Statement

  test('allows exactly the actions that collection calls, sorted', () => {
    expect(statement.Action).toEqual([...accessPolicy.member].sort())
  })

  test('is followed by what the payer and the worker need besides', () => {
    const [, after = ''] = readme.split(json)
    expect(matches(after.split('\n\n')[1] ?? '', /`([a-z]+:\w+)`/g)).toEqual([
      ...accessPolicy.payer,
      ...accessPolicy.hub,
    ])
  })
})

test('the configuration table names exactly the variables of the environment', () => {
  expect(matches(section('Configuration'), /^\| `(\w+)` +\|/gm)).toEqual(Object.keys(envSchema.shape))
})

test('the configuration table gives the defaults of the environment', () => {
  const defaults = matches(section('Configuration'), /^\| `\w+` +\| ([^|]+?) +\|/gm)
  const parsed: Readonly<Record<string, unknown>> = envSchema.parse({})
  expect(defaults).toEqual(
    Object.keys(envSchema.shape).map((name) => String(parsed[name] ?? 'none: embedded')),
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
