import { describe, expect, test } from 'vitest'
import {
  majorVersion,
  supportCostSteps,
  supportFacts,
  supportMonthlyUsd,
  supportOn,
  supportPriceKey,
} from '#lib/resources/extended-support.ts'
import { supportDates } from '#lib/resources/rds-support.ts'

test.each([
  ['postgres', '16.6', '16'],
  ['aurora-postgresql', '13.14', '13'],
  ['mysql', '5.7.44', '5.7'],
  ['mysql', '8.0.40', '8.0'],
  ['aurora-mysql', '8.0.mysql_aurora.3.08.0', '8.0'],
  ['aurora-mysql', '5.7.mysql_aurora.2.12.4', '5.7'],
])('the major version of %s %s is %s', (engine, version, major) => {
  expect(majorVersion(engine, version)).toBe(major)
})

describe('the band that is charged', () => {
  // The release calendars: MySQL 5.7 from 2024-03-01 and the third year from 2026-03-01; PostgreSQL 11 a month late;
  // Aurora MySQL 2 has no third year; standard support ends at the end of its last day.
  test.each([
    ['mysql', '5.7.44', '2024-02-29', undefined],
    ['mysql', '5.7.44', '2024-03-01', 'year-1-2'],
    ['mysql', '5.7.44', '2026-02-28', 'year-1-2'],
    ['mysql', '5.7.44', '2026-03-01', 'year-3'],
    ['mysql', '8.0.40', '2026-07-31', undefined],
    ['mysql', '8.0.40', '2026-08-01', 'year-1-2'],
    ['postgres', '11.22', '2024-03-15', undefined],
    ['postgres', '11.22', '2024-04-01', 'year-1-2'],
    ['postgres', '17.6', '2026-11-25', undefined],
    ['aurora-mysql', '5.7.mysql_aurora.2.12.4', '2026-11-25', 'year-1-2'],
    ['aurora-postgresql', '13.14', '2026-03-01', 'year-1-2'],
  ])('of %s %s on %s is %s', (engine, version, day, charged) => {
    expect(supportOn(engine, version, day)?.charged).toBe(charged)
  })

  test('is not known for engines that AWS publishes no dates of', () => {
    expect(supportOn('oracle-se2', '19.0.0.0', '2026-11-25')).toBeUndefined()
    expect(supportOn('mariadb', '10.11.10', '2026-11-25')).toBeUndefined()
    expect(supportOn('constructor', '1', '2026-11-25')).toBeUndefined()
    expect(supportOn('mysql', 'toString', '2026-11-25')).toBeUndefined()
  })
})

test('whoever opted out is told the end of support and no charge', () => {
  const version = { engine: 'mysql', engineVersion: '5.7.44', day: '2026-11-25' }
  expect(supportFacts({ ...version, optedOut: true })).toEqual({ supportEndsOn: '2024-02-29' })
  expect(supportFacts({ ...version, optedOut: false })).toEqual({
    supportEndsOn: '2024-02-29',
    extendedSupport: 'year-3',
  })
})

describe('the surcharge', () => {
  test('of 4 vCPU at $0.20 is $584 a month', () => {
    // 4 x 0.2 x 730
    expect(supportMonthlyUsd(4, 0.2)).toBeCloseTo(584, 9)
  })

  test('of a Multi-AZ db.r5.2xlarge of MySQL 5.7 is a step from $1,168 to $2,336', () => {
    // 2 x 8 vCPU x 0.1 and 0.2 x 730
    const steps = supportCostSteps({
      engine: 'mysql',
      engineVersion: '5.7.44',
      units: 16,
      usdPerUnitHour: { 'year-1-2': 0.1, 'year-3': 0.2 },
    })
    expect(steps.map(({ fromDay, year, monthlyUsd }) => [fromDay, year, Math.round(monthlyUsd)])).toEqual([
      ['2024-03-01', 'year-1-2', 1168],
      ['2026-03-01', 'year-3', 2336],
    ])
  })

  test('leaves out a band that has no price or that the engine has not', () => {
    const aurora = { engine: 'aurora-mysql', engineVersion: '5.7.mysql_aurora.2.12.4', units: 8 }
    const both = { 'year-1-2': 0.1, 'year-3': 0.2 }
    expect(supportCostSteps({ ...aurora, usdPerUnitHour: both })).toHaveLength(1)
    expect(supportCostSteps({ ...aurora, usdPerUnitHour: {} })).toEqual([])
    const oracle = { engine: 'oracle-ee', engineVersion: '19', units: 8 }
    expect(supportCostSteps({ ...oracle, usdPerUnitHour: both })).toEqual([])
  })

  test('has a price key of engine, major version, year and unit', () => {
    const key = supportPriceKey({
      engine: 'aurora-mysql',
      engineVersion: '5.7.mysql_aurora.2.12.4',
      year: 'year-1-2',
      unit: 'acu',
    })
    expect(key).toBe('extended-support/aurora-mysql-5.7/year-1-2/acu-hour')
  })
})

test('dates are in order for every version', () => {
  for (const versions of Object.values(supportDates)) {
    for (const { standardEndsOn, chargedFrom = '9999', yearThreeFrom = '9999' } of Object.values(versions)) {
      expect(standardEndsOn < chargedFrom).toBe(true)
      expect(chargedFrom <= yearThreeFrom).toBe(true)
    }
  }
})
