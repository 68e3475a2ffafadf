import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakEvenIoShare, ioFacts, ioShareOf, modeCosts } from '#lib/resources/aurora-io.ts'

describe('the I/O share at which both storage modes cost the same', () => {
  // (0.3 C + 1.25 S) / (1.3 C + 2.25 S): 0.3 / 1.3; 0.425 / 1.525; 0.925 / 2.425; 1.55 / 3.55; 2.8 / 5.8; 6.55 / 12.55.
  test.each([
    [0, 23.1],
    [0.1, 27.9],
    [0.5, 38.1],
    [1, 43.7],
    [2, 48.3],
    [5, 52.2],
  ])('with storage of %d times the instances it is %d %%', (storageUsd, percent) => {
    expect(100 * breakEvenIoShare({ computeUsd: 1, storageUsd })).toBeCloseTo(percent, 1)
  })

  test('a quarter, as the rule of thumb has it, is too little where storage is large', () => {
    // $500 of instances, $1,000 of storage, $520 of I/O: a share of 25.7 %, and I/O-Optimized costs $2,900.
    const month = { computeUsd: 500, storageUsd: 1000, ioUsd: 520 }
    expect(ioShareOf(month)).toBeGreaterThan(0.25)
    expect(modeCosts(month)).toEqual({ standardUsd: 2020, optimizedUsd: 2900 })
  })

  test('is where the costs cross, whatever the amounts', () => {
    const usd = fc.double({ min: 1, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(usd, usd, (computeUsd, storageUsd) => {
        const share = breakEvenIoShare({ computeUsd, storageUsd })
        const ioUsd = (share / (1 - share)) * (computeUsd + storageUsd)
        const { standardUsd, optimizedUsd } = modeCosts({ computeUsd, storageUsd, ioUsd })
        expect(Math.abs(standardUsd - optimizedUsd) / optimizedUsd).toBeLessThan(1e-9)
      }),
    )
  })
})

describe('what is said of a cluster', () => {
  test('6 % of I/O under I/O-Optimized: Standard saves', () => {
    // 1.3 x 1515 + 2.25 x 300 = 2644.5; 1515 + 300 + 116 = 1931.
    const facts = ioFacts('aurora-iopt1', { computeUsd: 1515, storageUsd: 300, ioUsd: 116 })
    expect(facts.ioShare).toBeCloseTo(116 / 1931, 9)
    expect(facts.cheaperStorageType).toBe('aurora')
    expect(facts.cheaperStorageSavesMonthlyUsd).toBeCloseTo(713.5, 6)
  })

  test('half of I/O under Standard: I/O-Optimized saves', () => {
    // 758 + 120 + 840 = 1718; 1.3 x 758 + 2.25 x 120 = 1255.4.
    const facts = ioFacts('aurora', { computeUsd: 758, storageUsd: 120, ioUsd: 840 })
    expect(facts.cheaperStorageType).toBe('aurora-iopt1')
    expect(facts.cheaperStorageSavesMonthlyUsd).toBeCloseTo(462.6, 6)
  })

  test('the cheaper mode saves nothing where it is in force', () => {
    const month = { computeUsd: 100, storageUsd: 10, ioUsd: 1 }
    expect(ioFacts('aurora', month).cheaperStorageSavesMonthlyUsd).toBe(0)
  })
})
