import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Price } from '#lib/model/shape.ts'
import { throttlingOf } from '#lib/resources/dynamodb-hot-key.ts'
import { dynamodbIndex } from '#lib/resources/dynamodb-index.ts'
import {
  breakEvenShare,
  cheaperMode,
  hourlyOfRequest,
  unitPriceKey,
  unitPrices,
} from '#lib/resources/dynamodb-modes.ts'
import { dynamodbTable } from '#lib/resources/dynamodb-table.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

/** List prices of us-east-1, read 2026-10-08: a unit-hour, and a million request units. */
const listed = {
  standard: { read: [0.00013, 0.125], write: [0.00065, 0.625], gib: 0.25 },
  'standard-ia': { read: [0.00016, 0.155], write: [0.00081, 0.78], gib: 0.1 },
} as const
const classes = ['standard', 'standard-ia'] as const

const price = (key: string, hourlyUsd: number): Price => {
  return { shape: '', region: 'us-east-1', key, hourlyUsd, asOf: '2026-10-08' }
}
const prices = classes.flatMap((tableClass) => [
  ...(['read', 'write'] as const).flatMap((unit) => [
    price(unitPriceKey(tableClass, unit, 'provisioned'), listed[tableClass][unit][0]),
    price(unitPriceKey(tableClass, unit, 'on-demand'), hourlyOfRequest(listed[tableClass][unit][1] / 1e6)),
  ]),
  price(`dynamodb/${tableClass}/gib-month`, listed[tableClass].gib / 730),
])

function pricesOf(tableClass: 'standard' | 'standard-ia', unit: 'read' | 'write') {
  const found = unitPrices(prices, { tableClass, unit })
  if (!found) throw new Error('no prices')
  return found
}

describe('provisioned or on demand', () => {
  // provisioned / (3600 x request): 0.00065 / (3600 x 0.000000625) = 0.28889; before November 2024 a million cost 1.25.
  test.each([
    ['standard', 'write', 0.288_889],
    ['standard', 'read', 0.288_889],
    ['standard-ia', 'write', 0.288_462],
    ['standard-ia', 'read', 0.286_738],
  ] as const)('%s %s units break even at their own share', (tableClass, unit, share) => {
    expect(breakEvenShare(pricesOf(tableClass, unit))).toBeCloseTo(share, 5)
  })

  test('the break-even was half of that at the prices before November 2024', () => {
    const before = { provisionedUsd: 0.00065, onDemandUsd: hourlyOfRequest(1.25e-6) }
    expect(breakEvenShare(before)).toBeCloseTo(0.144_444, 5)
  })

  test('at full use on demand costs 3.46 times as much', () => {
    const choice = cheaperMode({ consumed: 100, provisioned: 100 }, pricesOf('standard', 'write'))
    expect((choice?.onDemandUsd ?? 0) / (choice?.provisionedUsd ?? 1)).toBeCloseTo(3.4615, 4)
  })

  test.each([
    [280, 1000, 'on-demand'],
    [295, 1000, 'provisioned'],
    [0, 1000, 'on-demand'],
    [1000, 1000, 'provisioned'],
  ] as const)('%d of %d consumed: %s', (consumed, provisioned, mode) => {
    expect(cheaperMode({ consumed, provisioned }, pricesOf('standard', 'write'))?.mode).toBe(mode)
  })

  test('nothing provisioned or consumption not known: no answer', () => {
    const unit = pricesOf('standard', 'read')
    expect(cheaperMode({ consumed: 5, provisioned: 0 }, unit)).toBeUndefined()
    expect(cheaperMode({ consumed: Number.NaN, provisioned: 5 }, unit)).toBeUndefined()
    expect(unitPrices([], { tableClass: 'standard', unit: 'read' })).toBeUndefined()
  })

  test('the cheaper mode costs no more than the other, at every use', () => {
    const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(positive, positive, positive, positive, (consumed, provisioned, hour, request) => {
        const unit = { provisionedUsd: hour, onDemandUsd: request }
        const choice = cheaperMode({ consumed, provisioned }, unit)
        const [chosen, other] =
          choice?.mode === 'on-demand'
            ? [choice.onDemandUsd, choice.provisionedUsd]
            : [choice?.provisionedUsd ?? 0, choice?.onDemandUsd ?? 0]
        expect(chosen).toBeLessThanOrEqual(other)
      }),
    )
  })
})

describe('throttling', () => {
  test.each([
    ['30 % used and throttled', { consumed: 600, capacity: 2000, throttles: 40 }, 'hot-key'],
    ['just below 80 %', { consumed: 1599, capacity: 2000, throttles: 1 }, 'hot-key'],
    ['at 80 %', { consumed: 1600, capacity: 2000, throttles: 1 }, 'throughput'],
    ['burst above what is provisioned', { consumed: 2400, capacity: 2000, throttles: 9 }, 'throughput'],
    ['not throttled', { consumed: 2400, capacity: 2000, throttles: 0 }, 'none'],
    ['no sample of throttling', { consumed: 600, capacity: 2000, throttles: Number.NaN }, 'none'],
    ['capacity not known', { consumed: 600, capacity: Number.NaN, throttles: 3 }, 'unknown'],
  ] as const)('%s', (_, hour, expected) => {
    expect(throttlingOf(hour)).toBe(expected)
  })
})

describe('list price a month', () => {
  const table = sizingInput('dynamodb-table').resource
  const index = sizingInput('dynamodb-index').resource

  test('of a provisioned table: units by the hour and storage', () => {
    // (2000 x 0.00013 + 1000 x 0.00065) x 730 + 40 x 0.25 = 664.30 + 10
    expect(dynamodbTable.listMonthlyUsd?.(table, prices)).toBeCloseTo(674.3, 6)
  })

  test('of an on-demand index: what it consumes', () => {
    const facts = { ...index.facts, readUnitsConsumed: 100, writeUnitsConsumed: 10 }
    // (100 x 0.00045 + 10 x 0.00225) x 730 + 8 x 0.25 = 49.275 + 2
    expect(dynamodbIndex.listMonthlyUsd?.({ ...index, facts }, prices)).toBeCloseTo(51.275, 6)
  })

  test('is not known without prices or without use', () => {
    expect(dynamodbTable.listMonthlyUsd?.(table, [])).toBeUndefined()
    expect(dynamodbIndex.listMonthlyUsd?.(index, prices)).toBeUndefined()
  })
})
