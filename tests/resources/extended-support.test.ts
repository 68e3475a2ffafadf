import { describe, expect, test } from 'vitest'
import {
  majorVersion,
  supportCostSteps,
  supportDatesIn,
  supportFacts,
  supportMonthlyUsd,
  supportOn,
  supportPriceKey,
  supportStateOn,
} from '#lib/resources/extended-support.ts'
import { type SupportDates, supportDates } from '#lib/resources/rds-support.ts'

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
  // Aurora MySQL 2 has its third year from 2026-12-01, 3 has none; standard support ends at the end of its last day.
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
    ['aurora-mysql', '5.7.mysql_aurora.2.12.4', '2026-12-01', 'year-3'],
    ['aurora-mysql', '8.0.mysql_aurora.3.10.4', '2028-04-30', undefined],
    ['aurora-mysql', '8.0.mysql_aurora.3.10.4', '2030-05-01', 'year-1-2'],
    ['aurora-postgresql', '13.14', '2026-03-01', 'year-1-2'],
  ])('of %s %s on %s is %s', (engine, version, day, charged) => {
    expect(supportOn({ engine, engineVersion: version, day })?.charged).toBe(charged)
  })

  test('is not known for engines that AWS publishes no dates of', () => {
    expect(supportOn({ engine: 'oracle-se2', engineVersion: '19.0.0.0', day: '2026-11-25' })).toBeUndefined()
    expect(supportOn({ engine: 'mariadb', engineVersion: '10.11.10', day: '2026-11-25' })).toBeUndefined()
    expect(supportOn({ engine: 'constructor', engineVersion: '1', day: '2026-11-25' })).toBeUndefined()
    expect(supportOn({ engine: 'mysql', engineVersion: 'toString', day: '2026-11-25' })).toBeUndefined()
  })
})

test('whoever opted out is told the end of support and no charge', () => {
  const version = { engine: 'mysql', engineVersion: '5.7.44', day: '2026-11-25' }
  const dates = {
    supportEndsOn: '2024-02-29',
    supportSource: 'table',
    supportChargedFrom: '2024-03-01',
    supportYearThreeFrom: '2026-03-01',
  }
  expect(supportFacts({ ...version, optedOut: true })).toEqual(dates)
  expect(supportFacts({ ...version, optedOut: false })).toEqual({ ...dates, extendedSupport: 'year-3' })
})

describe('dates of AWS itself', () => {
  const of = (live: SupportDates, engine = 'mysql', engineVersion = '8.0.40') =>
    supportOn({ engine, engineVersion, day: '2026-11-25', live })

  test('come before those of the table, with the third year two years after the first', () => {
    const live = { standardEndsOn: '2026-12-31', chargedFrom: '2027-01-01', extendedEndsOn: '2029-12-31' }
    expect(of(live)).toEqual({ ...live, yearThreeFrom: '2029-01-01', source: 'aws' })
  })

  test('have no third year where Extended Support ends before it', () => {
    const live = { standardEndsOn: '2027-01-31', chargedFrom: '2027-02-01', extendedEndsOn: '2028-06-30' }
    expect(of(live)).toEqual({ ...live, source: 'aws' })
    expect(of({ standardEndsOn: '2027-01-31' })).toEqual({ standardEndsOn: '2027-01-31', source: 'aws' })
  })

  test('keep the days for nothing that the table knows, as long as both agree on the end', () => {
    // Aurora MySQL 2 left standard support on 2024-10-31 and is charged since 2024-12-01.
    const live = { standardEndsOn: '2024-10-31', chargedFrom: '2024-11-01', extendedEndsOn: '2027-02-28' }
    expect(of(live, 'aurora-mysql', '5.7.mysql_aurora.2.12.4')).toMatchObject({
      chargedFrom: '2024-12-01',
      extendedEndsOn: '2027-02-28',
      charged: 'year-1-2',
    })
  })

  test('are told of versions that the table has not', () => {
    const live = { standardEndsOn: '2032-04-30' }
    expect(of(live, 'aurora-mysql', '8.4.mysql_aurora.8.4.7')).toEqual({ ...live, source: 'aws' })
  })

  test('are read back from the facts as inventory wrote them', () => {
    const live = { standardEndsOn: '2026-10-31', chargedFrom: '2026-11-01', extendedEndsOn: '2029-10-31' }
    const question = { engine: 'mysql', engineVersion: '8.0.40', day: '2026-11-25', live }
    const dates = supportDatesIn(supportFacts({ ...question, optedOut: false }))
    expect(dates && supportStateOn(dates, question.day)).toEqual(supportOn(question))
    expect(supportDatesIn({ supportEndsOn: '2026-10-31' })).toBeUndefined()
    expect(supportDatesIn({})).toBeUndefined()
  })
})

describe('the surcharge', () => {
  test('of 4 vCPU at $0.20 is $584 a month', () => {
    // 4 x 0.2 x 730
    expect(supportMonthlyUsd(4, 0.2)).toBeCloseTo(584, 9)
  })

  const both = { 'year-1-2': 0.1, 'year-3': 0.2 }

  test('of a Multi-AZ db.r5.2xlarge of MySQL 5.7 is a step from $1,168 to $2,336', () => {
    // 2 x 8 vCPU x 0.1 and 0.2 x 730
    const dates = supportOn({ engine: 'mysql', engineVersion: '5.7.44', day: '2026-11-25' })
    const steps = dates && supportCostSteps(dates, { units: 16, usdPerUnitHour: both })
    expect(steps?.map(({ fromDay, year, monthlyUsd }) => [fromDay, year, Math.round(monthlyUsd)])).toEqual([
      ['2024-03-01', 'year-1-2', 1168],
      ['2026-03-01', 'year-3', 2336],
    ])
  })

  test('leaves out a band that has no price or that the engine has not', () => {
    const aurora3 = { standardEndsOn: '2028-04-30', chargedFrom: '2028-05-01' }
    expect(supportCostSteps(aurora3, { units: 8, usdPerUnitHour: both })).toHaveLength(1)
    expect(supportCostSteps(aurora3, { units: 8, usdPerUnitHour: {} })).toEqual([])
    expect(supportCostSteps({ standardEndsOn: '2028-04-30' }, { units: 8, usdPerUnitHour: both })).toEqual([])
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
