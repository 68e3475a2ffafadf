import { describe, expect, test } from 'vitest'
import { maxConnections, volumeIops } from '#lib/resources/rds-limits.ts'

describe('connections by the default parameter group', () => {
  test.each([
    // 8 x 2^30 / 9531392 = 901.2; 32 GiB 3604.9; 64 GiB 7209.9, above the 5,000 of the formula
    ['postgres', 8, 901],
    ['postgres', 32, 3604],
    ['postgres', 64, 5000],
    // 8 x 2^30 / 12582880 = 682.7; 32 GiB 2730.7; 64 GiB 5461.4
    ['mysql', 8, 682],
    ['mysql', 32, 2730],
    ['mariadb', 64, 5461],
    // 32 x 2^30 / 9868951 = 3481.5; 256 GiB 27852.8, above the 20,000 of the formula
    ['oracle-ee', 32, 3481],
    ['oracle-se2', 256, 20_000],
    ['sqlserver-se', 8, 32_767],
  ])('%s with %d GiB allows %d', (engine, memoryGib, expected) => {
    expect(maxConnections(engine, memoryGib)).toBe(expected)
  })

  test('an engine without a known formula has no limit that we know', () => {
    expect(maxConnections('db2-se', 32)).toBeUndefined()
  })
})

describe('IOPS of a volume after growth', () => {
  test.each([
    ['postgres', 'gp3', 399, 3000, 3000],
    ['postgres', 'gp3', 400, 3000, 12_000],
    ['postgres', 'gp3', 600, 16_000, 16_000],
    ['oracle-se2', 'gp3', 199, 3000, 3000],
    ['oracle-se2', 'gp3', 200, 3000, 12_000],
    ['sqlserver-se', 'gp3', 4000, 3000, 3000],
    ['mysql', 'gp2', 20, 100, 100],
    ['mysql', 'gp2', 500, 900, 1500],
    ['mysql', 'gp2', 6000, 900, 16_000],
    ['mysql', 'io1', 6000, 5000, 5000],
    ['mysql', 'io2', 6000, 5000, 5000],
  ])('%s on %s of %d GiB that had %d has %d', (engine, volumeType, storageGib, nowIops, expected) => {
    expect(volumeIops({ engine, volumeType, storageGib, nowIops })).toBe(expected)
  })
})
