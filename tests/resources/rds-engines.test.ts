import { describe, expect, test } from 'vitest'
import { engineName, listedPriceKey, rdsPriceKey } from '#lib/resources/rds-engines.ts'

test.each([
  ['postgres', 'PostgreSQL'],
  ['oracle-ee-cdb', 'Oracle EE'],
  ['sqlserver-web', 'SQL Server Web'],
  ['db2-se', 'db2-se'],
])('%s is called %s', (engine, name) => {
  expect(engineName(engine)).toBe(name)
})

const listed = {
  oracle: { databaseEngine: 'Oracle', databaseEdition: 'Standard Two', deploymentOption: 'Multi-AZ' },
  mirrored: {
    databaseEngine: 'SQL Server',
    databaseEdition: 'Standard',
    licenseModel: 'License included',
    deploymentOption: 'Multi-AZ (SQL Server Mirror)',
  },
  open: { databaseEngine: 'PostgreSQL', licenseModel: 'No license required', deploymentOption: 'Single-AZ' },
} as const

describe('the price of an instance and that of the list meet under one key', () => {
  test.each([
    [{ engine: 'postgres', multiAz: false }, listed.open, 'postgres/single-az'],
    [
      { engine: 'oracle-se2-cdb', multiAz: true, licenseModel: 'bring-your-own-license' },
      { ...listed.oracle, licenseModel: 'Bring your own license' },
      'oracle-se2/multi-az/byol',
    ],
    [
      { engine: 'oracle-se2', multiAz: true, licenseModel: 'license-included' },
      { ...listed.oracle, licenseModel: 'License included' },
      'oracle-se2/multi-az/license-included',
    ],
    [
      { engine: 'sqlserver-se', multiAz: true, licenseModel: 'license-included' },
      listed.mirrored,
      'sqlserver-se/multi-az/license-included',
    ],
  ])('%o', (facts, attributes, key) => {
    expect(rdsPriceKey(facts)).toBe(key)
    expect(listedPriceKey(attributes)).toBe(key)
  })

  test('what no single instance pays has none', () => {
    expect(
      listedPriceKey({ ...listed.open, deploymentOption: 'Multi-AZ (readable standbys)' }),
    ).toBeUndefined()
    const custom = { ...listed.oracle, licenseModel: 'License included', deploymentModel: 'Custom' }
    expect(listedPriceKey(custom)).toBeUndefined()
    expect(listedPriceKey({ ...listed.open, databaseEngine: 'Db2' })).toBeUndefined()
    expect(listedPriceKey({ ...listed.oracle, licenseModel: 'NA' })).toBeUndefined()
  })

  test('an unknown licence is no licence of the list', () => {
    expect(rdsPriceKey({ engine: 'oracle-ee', multiAz: false })).toBe('oracle-ee/single-az/license-unknown')
  })
})
