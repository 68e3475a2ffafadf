import { describe, expect, test } from 'vitest'
import type { Signals } from '#lib/model/forecast.ts'
import type { Facts } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'
import { hourlyOfRequest, unitPriceKey } from '#lib/resources/dynamodb-modes.ts'
import { throughputNotes } from '#lib/resources/dynamodb-notes.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const table = sizingInput('dynamodb-table').resource
const price = (key: string, hourlyUsd: number): Price => {
  return { shape: '', region: 'us-east-1', key, hourlyUsd, asOf: '2026-10-08' }
}
const prices = [
  price(unitPriceKey('standard', 'read', 'provisioned'), 0.00013),
  price(unitPriceKey('standard', 'write', 'provisioned'), 0.00065),
  price(unitPriceKey('standard', 'read', 'on-demand'), hourlyOfRequest(0.125e-6)),
  price(unitPriceKey('standard', 'write', 'on-demand'), hourlyOfRequest(0.625e-6)),
]

const context = { prices, shapes: [], nowMs: 0 }
const hour = (max: number) => ({ min: 0, p50: max / 2, max })
/** Signals of 14 days, units a second of the busiest hour and throttles an hour. */
const signals = (read: number, write: number, throttles?: number): Signals => ({
  'consumed-read-units': hour(read * 3600),
  'consumed-write-units': hour(write * 3600),
  ...(throttles === undefined ? {} : { 'write-throttles': hour(throttles) }),
})
const notes = (facts: Facts, seen: Signals) =>
  throughputNotes({ ...context, resource: { ...table, facts: { ...table.facts, ...facts } }, signals: seen })
const titles = (facts: Facts, seen: Signals) => notes(facts, seen).map(({ title }) => title)

/** Near what is provisioned: no other mode is cheaper. */
const busy = {
  readUnitsConsumed: 1500,
  writeUnitsConsumed: 700,
  readUnitsProvisioned: 2000,
  writeUnitsProvisioned: 1000,
}

describe('a hot key', () => {
  test('is named with its figures where writes are throttled at 30 % of what is provisioned', () => {
    const [hot] = notes({ ...busy, writeUnitsWhenThrottled: 300 }, signals(1800, 280, 540))
    expect(hot?.title).toBe('Hot key')
    expect(hot?.text).toBe(
      'Writes were throttled up to 540 times an hour in the last 14 days, and the busiest minute with throttling used 30% of 1,000 WCU: one key is asked for more than a partition gives, at most 1,000 WCU. More units for the whole do not help; spread the key or cache it.',
    )
  })

  test.each([
    [
      'a burst of minutes uses what is provisioned, little as it is on the mean of its hour',
      { writeUnitsWhenThrottled: 950 },
      signals(1800, 160, 540),
      [],
    ],
    ['nothing was throttled', { writeUnitsWhenThrottled: 300 }, signals(1800, 300), []],
    ['the minutes are not known', {}, signals(1800, 300, 540), []],
    [
      'autoscaling had less at other hours',
      { writeUnitsMin: 100, writeUnitsMax: 4000, writeUnitsWhenThrottled: 300 },
      signals(1800, 300, 540),
      [],
    ],
    [
      'below the minimum of autoscaling',
      { writeUnitsMin: 900, writeUnitsWhenThrottled: 300 },
      signals(1800, 300, 540),
      ['Hot key'],
    ],
  ])('%s', (_, facts, seen, expected) => {
    expect(titles({ ...busy, ...facts }, seen)).toEqual(expected)
  })
})

describe('the other billing mode', () => {
  test('on demand where little is used of what is provisioned', () => {
    const facts = {
      readUnitsConsumed: 100,
      writeUnitsConsumed: 20,
      readUnitsProvisioned: 2000,
      writeUnitsProvisioned: 1000,
    }
    // (2000 x 0.00013 + 1000 x 0.00065) x 730 = 664; (100 x 0.00045 + 20 x 0.00225) x 730 = 66
    expect(notes(facts, signals(300, 80))).toEqual([
      {
        title: 'Billing mode',
        text: 'On demand would cost $66/mo instead of $664/mo at list prices: 5% of the RCU are used on average (break-even 29%) and 2% of the WCU are used on average (break-even 29%).',
      },
    ])
  })

  test('provisioned where requests come evenly', () => {
    const facts = { billingMode: 'on-demand', readUnitsConsumed: 700, writeUnitsConsumed: 700 }
    // 700 x 3600 x 1e-6 x (0.125 + 0.625) x 730 = 1380; 690 / 0.7 = 985.7; 986 x (0.00013 + 0.00065) x 730 = 561
    expect(notes(facts, signals(690, 690))[0]?.text).toMatch(
      /^Provisioned would cost \$561\/mo instead of \$1,380\/mo at list prices: 986 RCU hold the busiest hour of 14 days at 70%/,
    )
  })

  test.each([
    ['used above the break-even', busy, signals(1800, 900)],
    [
      'on demand with sharp peaks',
      { billingMode: 'on-demand', readUnitsConsumed: 10, writeUnitsConsumed: 10 },
      signals(900, 900),
    ],
    ['use not known', {}, signals(100, 10)],
    [
      'a few dollars',
      { readUnitsConsumed: 0, writeUnitsConsumed: 0, readUnitsProvisioned: 5, writeUnitsProvisioned: 5 },
      signals(1, 1),
    ],
  ] as const)('is not advised: %s', (_, facts, seen) => {
    expect(titles(facts, seen)).toEqual([])
  })

  test('is of the table with its indexes: an index is told none', () => {
    const facts = {
      readUnitsConsumed: 1,
      writeUnitsConsumed: 1,
      readUnitsProvisioned: 2000,
      writeUnitsProvisioned: 1000,
    }
    expect(notes({ ...facts, indexes: 2 }, signals(5, 5))[0]?.text).toMatch(
      /Its 2 indexes change with it and are not counted here\.$/,
    )
    const index = { ...table, resourceClass: 'dynamodb-index', facts } as const
    expect(throughputNotes({ ...context, resource: index, signals: signals(5, 5) })).toEqual([])
  })

  test('is not advised without prices', () => {
    const resource = {
      ...table,
      facts: { ...table.facts, ...busy, writeUnitsConsumed: 1, readUnitsConsumed: 1 },
    }
    expect(throughputNotes({ ...context, resource, signals: signals(5, 5), prices: [] })).toEqual([])
  })
})
