import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { DimensionUse, FleetRow } from '#lib/model/fleet.ts'
import type { Facts, ResourceClass } from '#lib/model/resource.ts'
import { databasesSchema } from '#lib/present/api-schemas.ts'
import { databaseClasses, databases, presentDatabases } from '#lib/present/databases.ts'
import { databasesCsv, presentApiDatabases } from '#lib/present/databases-export.ts'
import { plainText } from '#lib/present/sentence.ts'
import { supportPriceKey } from '#lib/resources/extended-support.ts'
import { fixtureNowMs, fleetFixture } from '../support/fleet-fixture.ts'
import { wholePage } from '../support/whole-page.ts'

const [model] = fleetFixture().filter(({ recommendation }) => recommendation?.finding === 'right-sized')

type Given = {
  readonly facts?: Facts
  readonly resourceClass?: ResourceClass
  readonly uses?: readonly DimensionUse[]
  readonly count?: number
}

function database(id: string, { facts = {}, uses = [], count = 1, ...rest }: Given = {}): FleetRow {
  if (!model?.recommendation) throw new Error('the fixture has no right-sized row')
  const own = { id, name: id, region: 'us-east-1', shape: 'db.m7g.large', count, facts }
  return {
    ...model,
    resource: { ...model.resource, resourceClass: 'rds-instance', ...own, ...rest },
    recommendation: { ...model.recommendation, uses },
  }
}

const key = supportPriceKey({ engine: 'postgres', engineVersion: '12.19', year: 'year-1-2', unit: 'vcpu' })
const facts = {
  // $0.10 a vCPU-hour x 730 hours is $73 a month for each vCPU.
  hourlyUsd: new Map([[`us-east-1 ${key}`, 0.1]]),
  vcpu: new Map([['us-east-1 db.m7g.large', 2]]),
}
const past = {
  engine: 'postgres',
  engineVersion: '12.19',
  supportEndsOn: '2025-02-28',
  extendedSupport: 'year-1-2',
}
const input = (rows: readonly FleetRow[]) => ({ rows, ...facts, policyHorizonDays: 90, nowMs: fixtureNowMs })
const use = (dimension: DimensionUse['dimension'], utilization: number | null, limit = 0.8) => {
  return { dimension, utilization, limit, chance: null }
}

describe('databases', () => {
  test('are the classes that keep data, and nothing else', () => {
    const rows = fleetFixture()
    const found = databases(input(rows)).map(({ row }) => row.resource.resourceClass)
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter((one) => !databaseClasses.some((known) => known === one))).toEqual([])
    expect(databases(input([database('a', { resourceClass: 'asg' })]))).toEqual([])
  })

  test.each([
    ['an instance: its vCPU', database('a', { facts: past }), 146],
    [
      'a Multi-AZ instance: those of its standby too',
      database('a', { facts: { ...past, multiAz: true } }),
      292,
    ],
    ['a cluster: those of every member', database('a', { facts: past, count: 3 }), 438],
    ['a version in standard support: nothing', database('a', { facts: { engine: 'postgres' } }), 0],
    [
      'a version whose price is not known: not known',
      database('a', { facts: { ...past, engineVersion: '5.7' } }),
      null,
    ],
    ['a version without an engine: not known', database('a', { facts: { extendedSupport: 'year-3' } }), null],
  ])('pay Extended Support for %s', (_, row, usd) => {
    const [found] = databases(input([row]))
    if (usd === null) expect(found?.surchargeUsd).toBeNull()
    else expect(found?.surchargeUsd).toBeCloseTo(usd, 6)
  })

  test('show the same numbers on the page, in the API and in the CSV', () => {
    const rows = [
      database('a', {
        facts: past,
        uses: [use('memory', 0.42), use('storage', 0.79), use('connections', 0.9)],
      }),
    ]
    const [row] = presentDatabases(input(rows)).rows
    const [item] = databasesSchema.parse(wholePage(presentApiDatabases(input(rows)))).items
    const [line]: Record<string, string>[] = parse(databasesCsv(input(rows)), { columns: true })
    expect(row).toMatchObject({
      memory: { text: '42%' },
      storage: { text: '79%', tone: 'watch' },
      connections: { text: '90%', tone: 'risk' },
      support: '28 Feb 2025',
      supportTone: 'risk',
      surcharge: '+$146',
    })
    expect(item).toMatchObject({
      memoryUsed: 0.42,
      storageUsed: 0.79,
      connectionsUsed: 0.9,
      surchargeMonthlyUsd: 146,
    })
    expect(item).toMatchObject({ engine: 'postgres', engineVersion: '12.19', supportEndsOn: '2025-02-28' })
    expect(line).toMatchObject({
      memory_used_share: '0.42',
      surcharge_usd_per_month: '146',
      engine_version: '12.19',
    })
  })

  test('say what is not measured apart from what the class does not have', () => {
    const [rds] = presentDatabases(input([database('a', { uses: [use('memory', null)] })])).rows
    expect(rds?.memory).toEqual({ text: 'not measured' })
    const [table] = presentDatabases(input([database('a', { resourceClass: 'dynamodb-table' })])).rows
    expect(table?.storage).toEqual({ text: '–' })
    expect(presentApiDatabases(input([database('a')])).items[0]?.memoryUsed).toBeNull()
  })

  test('tell in a sentence what runs out, what is past its support, what it adds and what ends soon', () => {
    const soon = { engine: 'postgres', engineVersion: '14.2', supportEndsOn: '2027-02-28' }
    const later = { ...soon, supportEndsOn: '2029-02-28' }
    const unknown = { ...past, engineVersion: '5.7' }
    const rows = [past, unknown, soon, later].map((one, i) => database(`d${i}`, { facts: one }))
    expect(plainText(presentDatabases(input(rows)).lede)).toBe(
      '0 of 4 databases will probably reach a safe limit. 2 engine versions past standard support add $146/mo and 1 more of which the amount is not known; 1 more ends within a year.',
    )
    const tones = presentDatabases(input(rows)).rows.map(({ id, supportTone }) => [id, supportTone])
    expect(Object.fromEntries(tones)).toEqual({ d0: 'risk', d1: 'risk', d2: 'watch', d3: undefined })
    expect(plainText(presentDatabases(input([])).lede)).toContain('No database was found')
  })

  test('show 200 rows and say how many there are; the CSV has all', () => {
    const rows = Array.from({ length: 230 }, (_, i) => database(`d${i}`))
    const view = presentDatabases(input(rows))
    expect([view.rows.length, view.total]).toEqual([200, 230])
    expect(parse(databasesCsv(input(rows)))).toHaveLength(231)
  })
})
