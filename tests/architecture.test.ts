import { describe, expect, test } from 'vitest'
import { rules } from './architecture/rules.ts'
import { readSources, sourceFile } from './architecture/source.ts'

const sources = readSources()

/** One offence a rule: the rule must see it. */
const offences: Readonly<Record<keyof typeof rules, ReturnType<typeof sourceFile>[]>> = {
  importDirections: [
    sourceFile('lib/forecast/demand.ts', "import { readSamples } from '#lib/store/read-samples.ts'"),
  ],
  sideDoors: [sourceFile('jobs/forecast.ts', "import { buildDemand } from '#lib/forecast/demand.ts'")],
  librariesBehindDoors: [sourceFile('jobs/costs.ts', "import { RDSClient } from '@aws-sdk/client-rds'")],
  noCycles: [
    sourceFile('lib/stats/a.ts', "import { b } from './b.ts'"),
    sourceFile('lib/stats/b.ts', "import { a } from './a.ts'"),
  ],
  pureCore: [sourceFile('lib/present/overview.ts', 'export const now = () => Date.now()')],
  oneEnvironmentReader: [sourceFile('lib/store/client.ts', 'const url = process.env.DATABASE_URL')],
  fileLengths: [sourceFile('lib/stats/long.ts', '\n'.repeat(301))],
  plainNames: [sourceFile('lib/stats/utils.ts', '')],
  noBarrels: [sourceFile('lib/stats/index.ts', "export * from './quantile.ts'")],
  storeVerbsTakeActor: [
    sourceFile('app/page.tsx', "import { listResources } from '#lib/store/resources.ts'"),
    sourceFile('lib/store/resources.ts', 'export async function listResources() {}'),
  ],
  pageVerbs: [sourceFile('lib/store/fleet.ts', 'export async function listFleet(teams: string[]) {}')],
}

describe('the architecture', () => {
  test('has files to look at', () => {
    expect(sources.length).toBeGreaterThan(100)
  })

  test.each(Object.entries(rules))('keeps the rule %s', (_, rule) => {
    expect(rule(sources)).toEqual([])
  })

  test.each(Object.entries(rules))('sees a break of the rule %s', (name, rule) => {
    expect(rule(offences[name] ?? [])).not.toEqual([])
  })
})
