import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as yaml from 'yaml'
import { z } from 'zod'
import { awsRegions, regionPartition } from '#lib/aws-regions.ts'
import { isConfigured, parseConfig } from '#lib/config.ts'
import { configSchema } from '#lib/config-schema.ts'
import { hostileStrings } from './support/hostile-strings.ts'

const good = `accounts:
  - id: "111122223333"
    name: prod-core
    regions: [us-east-1, eu-west-1]
    role: arn:aws:iam::111122223333:role/HeadroomReader
    externalId: headroom-7f
`

const parse = (text: string) => parseConfig(text, 'headroom.yaml')

type Wrong = { readonly name: string; readonly text: string; readonly expected: RegExp }

const wrong: readonly Wrong[] = [
  {
    name: 'YAML that does not parse',
    text: 'accounts:\n  - id: "1\n',
    expected: /headroom\.yaml, line \d+: .*quote/i,
  },
  {
    name: 'a tab in the indentation',
    text: 'accounts:\n\t- id: "111122223333"\n',
    expected: /headroom\.yaml, line 2: .*tab/i,
  },
  {
    name: 'a key that is there twice',
    text: `${good}accounts: []\n`,
    expected: /headroom\.yaml, line 7: .*unique/i,
  },
  {
    name: 'a list where keys are expected',
    text: '- accounts\n',
    expected: /line 1: the file: Invalid input/,
  },
  {
    name: 'an unknown key, with the nearest',
    text: good.replace('regions', 'region'),
    expected: /line 4: accounts\.0: .*did you mean regions\?/,
  },
  {
    name: 'an unknown key of the file, with the nearest',
    text: 'acounts: []\n',
    expected: /line 1: the file: .*"acounts".*did you mean accounts\?/,
  },
  {
    name: 'an unknown key deep inside, with the nearest',
    text: 'ownership:\n  exemptions:\n    - resource: x\n      as: dr\n      untill: 2026-12-31\n',
    expected: /line 5: ownership\.exemptions\.0: .*did you mean until\?/,
  },
  {
    name: 'an unknown key that is like none, with those that are known',
    text: 'budget:\n  monthlyUsd: 5\n  frequency: 3\n',
    expected: /line 3: budget: .*known keys are monthlyUsd/,
  },
  {
    name: 'an account that is not 12 digits',
    text: good.replace('"111122223333"', '"1234"'),
    expected: /line 2: accounts\.0\.id: expected the 12 digits/,
  },
  {
    name: 'an unquoted account number',
    text: good.replace('"111122223333"', '111122223333'),
    expected: /line 2: accounts\.0\.id: expected the 12 digits of an AWS account, in quotes/,
  },
  {
    name: 'an account that is there twice',
    text: good + good.slice(good.indexOf('  -')),
    expected: /line 7: accounts\.1\.id: account 111122223333 is named twice/,
  },
  {
    name: 'a region that is none, with the nearest',
    text: good.replace('us-east-1', 'us-esat-1'),
    expected: /line 4: accounts\.0\.regions\.0: "us-esat-1" is no region of AWS; did you mean us-east-1/,
  },
  {
    name: 'a region that is like none',
    text: good.replace('us-east-1', 'virginia'),
    expected: /line 4: accounts\.0\.regions\.0: "virginia" is no region of AWS; expected a region such as/,
  },
  {
    name: 'an account without regions where the file has none for all',
    text: good.replace(/ {4}regions.*\n/, ''),
    expected: /line 2: accounts\.0: no `regions`, and the file names none for all/,
  },
  {
    name: 'a role that is no ARN',
    text: good.replace('arn:aws:iam::111122223333:role/HeadroomReader', 'HeadroomReader'),
    expected: /line 5: accounts\.0\.role: expected arn:aws:iam/,
  },
  {
    name: 'a user instead of a role',
    text: good.replace(':role/', ':user/'),
    expected: /line 5: accounts\.0\.role: expected arn:aws:iam/,
  },
  {
    name: 'a role of another account',
    text: good.replace('::111122223333:role', '::444455556666:role'),
    expected: /line 5: accounts\.0\.role: the role is of account 444455556666, not of 111122223333/,
  },
  {
    name: 'a name of a kilobyte',
    text: good.replace('prod-core', 'x'.repeat(1024)),
    expected: /line 3: accounts\.0\.name: Too big/,
  },
  {
    name: 'an organization whose role names no account',
    text: 'regions: [us-east-1]\norganization:\n  payer: "111122223333"\n  role: arn:aws:iam::111122223333:role/X\n',
    expected: /line 4: organization\.role: expected \{account\} for the number of each account/,
  },
  {
    name: 'a pattern that is none of RE2',
    text: 'ownership:\n  teams:\n    - tag: Name\n      match: "(?<=x)y"\n',
    expected: /line 4: ownership\.teams\.0\.match: not a pattern of RE2/,
  },
  {
    name: 'a pattern that is too long',
    text: `ownership:\n  teams:\n    - tag: Name\n      match: ${'a'.repeat(201)}\n`,
    expected: /line 4: ownership\.teams\.0\.match: Too big/,
  },
  {
    name: 'a rule of which it is not clear what it means',
    text: 'ownership:\n  teams:\n    - account: "111122223333"\n',
    expected: /line 3: ownership\.teams\.0: an account needs its `team`/,
  },
  {
    name: 'a day that does not exist',
    text: 'freezes:\n  - { name: x, from: 2026-02-30, to: 2026-03-01 }\n',
    expected: /line 2: freezes\.0\.from: expected a day such as/,
  },
  {
    name: 'a freeze that ends before it begins',
    text: 'freezes:\n  - { name: x, from: 2026-12-02, to: 2026-12-01 }\n',
    expected: /line 2: freezes\.0\.to: `to` is before `from`/,
  },
  {
    name: 'two freezes of one name',
    text: 'freezes:\n  - { name: x, from: 2026-12-01, to: 2026-12-01 }\n  - { name: x, from: 2027-12-01, to: 2027-12-01 }\n',
    expected: /line 3: freezes\.1\.name: "x" is there twice/,
  },
  {
    name: 'an event whose multiplier is outside of its interval',
    text: 'events:\n  - { name: x, from: 2026-12-01, to: 2026-12-01, multiplier: 3, interval: [1, 2] }\n',
    expected: /line 2: events\.0\.interval: the multiplier is not within the interval/,
  },
  {
    name: 'a driver of two kinds',
    text: 'drivers:\n  - { name: orders }\n',
    expected: /line 2: drivers\.0: expected either `file` or `metric`/,
  },
  {
    name: 'a cost export without its place',
    text: 'costs:\n  - kind: cur\n',
    expected: /line 2: costs\.0\.location: cur and focus need a `location`/,
  },
  {
    name: 'an alias bomb',
    text: `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd'].map((name, i) => `${name}: &${name} [${`*${'abc'[i]},`.repeat(9)}]`).join('\n')}\naccounts: *d\n`,
    expected: /headroom\.yaml: Excessive alias count.*Write the repeated parts out/,
  },
  {
    name: 'more than is read',
    text: `# ${'x'.repeat(262_144)}`,
    expected: /headroom\.yaml is 262146 characters long; at most 262144 are read/,
  },
]

describe('headroom.yaml', () => {
  test('names the accounts, with defaults', () => {
    expect(parse(good)).toEqual({
      accounts: [
        {
          id: '111122223333',
          name: 'prod-core',
          regions: ['us-east-1', 'eu-west-1'],
          role: 'arn:aws:iam::111122223333:role/HeadroomReader',
          externalId: 'headroom-7f',
          payer: false,
        },
      ],
      teams: [],
      workspace: 'all teams',
      teamTags: ['team', 'Team', 'owner'],
      freezes: [],
      events: [],
      budgets: [],
      drivers: [],
      costs: [],
      kubernetes: [],
      terraform: [],
      secondOpinion: true,
    })
  })

  test('may be empty, and then nothing is configured', () => {
    expect(parse('').accounts).toEqual([])
    expect(isConfigured(parse(''))).toBe(false)
    expect(isConfigured(parse(good))).toBe(true)
    const organization =
      'organization:\n  payer: "111122223333"\n  role: arn:aws:iam::{account}:role/R\n  regions: [us-east-1]\n'
    expect(isConfigured(parse(organization))).toBe(true)
  })

  test.each(wrong)('refuses $name, naming file, line and key', ({ text, expected }) => {
    expect(() => parse(text)).toThrow(expected)
  })

  test('names everything that is wrong in one message, up to thirty lines', () => {
    const accounts = Array.from({ length: 40 }, (_, i) => `  - { id: "${i}", regions: [mars-1] }`)
    expect(() => parse(['accounts:', ...accounts].join('\n'))).toThrow(
      /line 2: .*\n.*line 2: [\s\S]*and 50 more/,
    )
  })

  test.each(hostileStrings)('takes $what as a name, or refuses it', ({ text }) => {
    const yaml = `accounts:\n  - { id: "111122223333", regions: [us-east-1], name: ${JSON.stringify(text)} }\n`
    try {
      expect(parse(yaml).accounts[0]?.name).toBe(text)
    } catch (error) {
      expect(String(error)).toMatch(/headroom\.yaml.*line 2/s)
    }
  })
})

/** Every key of a schema, as paths without the places in lists. */
function keysOf(schema: unknown, path = ''): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return keysOf(schema.unwrap(), path)
  if (schema instanceof z.ZodArray) return keysOf(schema.element, path)
  if (!(schema instanceof z.ZodObject)) return [path]
  return Object.entries(schema.shape).flatMap(([key, part]) => keysOf(part, `${path}/${key}`))
}

/** Every path of a value that is there, of records and lists too. */
function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  const parts = Array.isArray(value) ? value.map((one) => ['', one] as const) : Object.entries(value)
  return [path, ...parts.flatMap(([key, part]) => pathsOf(part, key === '' ? path : `${path}/${key}`))]
}

test('the example names every key, and can be used', () => {
  const text = readFileSync(new URL('../lib/headroom.example.yaml', import.meta.url), 'utf8')
  const config = parse(text)
  expect(config.organization?.payer).toBe('111122223333')
  const named = new Set(pathsOf(yaml.parse(text)))
  expect(keysOf(configSchema).filter((key) => !named.has(key))).toEqual([])
  expect(keysOf(configSchema).length).toBeGreaterThan(60)
})

/** Not exported: the endpoint rules of the SDK that is installed. */
const rules = '../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'
const rulesSchema = z.object({
  partitionsInfo: z.object({
    partitions: z.array(z.object({ id: z.string(), regions: z.record(z.string(), z.unknown()) })),
  }),
})

test('the regions are those that the SDK knows', async () => {
  const loaded: unknown = await import(new URL(rules, import.meta.url).href)
  const offered = rulesSchema
    .parse(loaded)
    .partitionsInfo.partitions.filter(({ id }) => !id.startsWith('aws-iso'))
    .flatMap(({ regions }) => Object.keys(regions))
    .filter((name) => !name.endsWith('-global'))
  expect([...awsRegions].sort()).toEqual(offered.sort())
  expect(regionPartition('cn-north-1')).toBe('aws-cn')
  expect(regionPartition('eu-west-1')).toBe('aws')
})
