import { describe, expect, test } from 'vitest'
import type { Price } from '#lib/model/shape.ts'
import {
  boughtAsGp3,
  gp2Notes,
  gp2Performance,
  hasBurstBalance,
  type Volume,
  volumeFacts,
  volumesMonthlyUsd,
} from '#lib/resources/ebs-volumes.ts'

const volume = (type: string, gib: number, rest: Partial<Volume> = {}): Volume => ({
  id: 'vol-1',
  type,
  gib,
  iops: 3000,
  throughputMibps: 125,
  ...rest,
})
const price = (key: string, monthUsd: number): Price => {
  return { shape: '', region: 'us-east-1', key: `ebs/${key}`, hourlyUsd: monthUsd / 730, asOf: '2024-07-01' }
}
const prices = [
  price('gp3-gib-month', 0.08),
  price('gp3-iops-month', 0.005),
  price('gp3-mibps-month', 0.04),
  price('io1-gib-month', 0.125),
  price('io1-iops-month', 0.065),
]

describe('what the volumes of an instance cost', () => {
  test.each<[string, readonly Volume[], number]>([
    ['gp3 with what is included: 100 x 0.08', [volume('gp3', 100)], 8],
    [
      'gp3 with more: 100 x 0.08 + 1,000 x 0.005 + 125 x 0.04',
      [volume('gp3', 100, { iops: 4000, throughputMibps: 250 })],
      18,
    ],
    [
      'io1 pays every IOPS: 200 x 0.125 + 2,000 x 0.065, with a gp3 of 10',
      [volume('io1', 200, { iops: 2000 }), volume('gp3', 10)],
      155.8,
    ],
  ])('%s', (_text, volumes, usd) => {
    expect(volumesMonthlyUsd(volumeFacts(volumes), prices)).toBeCloseTo(usd, 9)
  })

  test('is not known where a price is missing or nothing is attached', () => {
    expect(volumesMonthlyUsd(volumeFacts([volume('sc1', 500)]), prices)).toBeUndefined()
    expect(volumesMonthlyUsd(volumeFacts([]), prices)).toBeUndefined()
  })
})

test('facts count volumes, GiB, types and IOPS', () => {
  expect(volumeFacts([volume('io1', 200, { iops: 2000 }), volume('gp3', 10)])).toMatchObject({
    volumes: 2,
    volumeGib: 210,
    volumeTypes: 'gp3, io1',
    volumeIops: 5000,
  })
})

test.each([
  ['gp2', 1000, true],
  ['gp2', 1001, false],
  ['st1', 4000, true],
  ['gp3', 100, false],
  ['io1', 100, false],
])('a %s of %d GiB saves up for bursts: %s', (type, gib, expected) => {
  expect(hasBurstBalance(type, gib)).toBe(expected)
})

describe('gp2 as gp3', () => {
  test.each([
    // 3 IOPS a GiB, at least 100, at most 16,000; 250 MiB/s above 170 GiB.
    [20, 100, 128, 0, 3],
    [170, 510, 128, 0, 3],
    [1000, 3000, 250, 0, 125],
    [1001, 3003, 250, 3, 125],
    [2000, 6000, 250, 3000, 125],
    [6000, 16_000, 250, 13_000, 125],
  ])(
    '%i GiB have %i IOPS and %i MiB/s: %i IOPS and %i MiB/s to buy',
    (gib, iops, mibps, iopsMore, mibpsMore) => {
      expect(gp2Performance(gib)).toEqual({ iops, throughputMibps: mibps })
      expect(boughtAsGp3(gib)).toEqual({ iops: iopsMore, mibps: mibpsMore })
    },
  )

  test('of 2,000 GiB saves $20 of $200, what it buys paid', () => {
    const facts = volumeFacts([volume('gp2', 2000)])
    // 2,000 x 0.10 against 2,000 x 0.08 + 3,000 x 0.005 + 125 x 0.04 = 180.
    const [note] = gp2Notes(facts, [...prices, price('gp2-gib-month', 0.1)])
    expect(note?.text).toContain(
      '2,000 GiB of gp2 cost $200/mo and as gp3 $180/mo, 3,000 IOPS and 125 MiB/s bought',
    )
  })

  test('is not advised where it saves little, or a price is missing', () => {
    const gp2 = price('gp2-gib-month', 0.1)
    expect(gp2Notes(volumeFacts([volume('gp2', 100)]), [...prices, gp2])).toEqual([])
    expect(gp2Notes(volumeFacts([volume('gp2', 2000)]), prices)).toEqual([])
    expect(gp2Notes(volumeFacts([volume('gp3', 2000)]), [...prices, gp2])).toEqual([])
  })
})
