import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BilledUsage, UsageService } from '#lib/model/bill.ts'
import { placeUsage } from '#lib/present/placed-usage.ts'

const accountId = '444455556666'
const compute = 'Amazon Elastic Compute Cloud - Compute'
const relational = 'Amazon Relational Database Service'
const storage = 'Amazon Simple Storage Service'

const billed = (service: string, usd: number, account = accountId): BilledUsage => ({
  accountId: account,
  service,
  usageType: '',
  usd,
})
const type = (usageType: string, usd: number, account = accountId): BilledUsage => ({
  accountId: account,
  service: '',
  usageType,
  usd,
})
const told = (usageType: string, service: string, usd = 1): UsageService => ({ usageType, service, usd })

/** `service usage type` to dollars. */
function placed(input: Parameters<typeof placeUsage>[0]): Record<string, number> {
  return Object.fromEntries(
    placeUsage(input).map(({ service, usageType, usd }) => [`${service} ${usageType}`, usd]),
  )
}

describe('the service of a usage type', () => {
  test('is the one that bills it in the organization, whatever its name says', () => {
    const services = [billed(compute, 10), billed(storage, 4)]
    const usageTypes = [type('Anything', 4), type('BoxUsage:m7i.large', 10)]
    expect(placed({ services, usageTypes, usageServices: [told('Anything', storage)] })).toEqual({
      [`${storage} Anything`]: 4,
      [`${compute} BoxUsage:m7i.large`]: 10,
    })
  })

  test('is told by its name before the organization was read, else stays open', () => {
    const services = [billed(compute, 10), billed(storage, 4)]
    const usageTypes = [type('Anything', 4), type('BoxUsage:m7i.large', 10)]
    expect(placed({ services, usageTypes, usageServices: [] })).toEqual({
      ' Anything': 4,
      [`${compute} BoxUsage:m7i.large`]: 10,
    })
  })

  test('is none that the account does not pay', () => {
    const usageServices = [told('DataTransfer-Out-Bytes', compute), told('DataTransfer-Out-Bytes', storage)]
    const usageTypes = [type('DataTransfer-Out-Bytes', 7)]
    expect(placed({ services: [billed(storage, 7)], usageTypes, usageServices })).toEqual({
      [`${storage} DataTransfer-Out-Bytes`]: 7,
    })
  })

  test('of several is parted as the sums of the account demand', () => {
    // The organization's transfer is compute's by three quarters. Here, beside boxes of $90 and databases of $20, the
    // services bill $100 and $50: 10 of the transfer are compute's, 30 the databases'.
    const services = [billed(compute, 100), billed(relational, 50)]
    const usageTypes = [
      type('BoxUsage:m7i.large', 90),
      type('InstanceUsage:db.m7g.large', 20),
      type('Transfer', 40),
    ]
    const usageServices = [
      told('BoxUsage:m7i.large', compute, 900),
      told('InstanceUsage:db.m7g.large', relational, 400),
      told('Transfer', compute, 300),
      told('Transfer', relational, 100),
    ]
    const parts = placed({ services, usageTypes, usageServices })
    expect(parts[`${compute} Transfer`]).toBeCloseTo(10, 4)
    expect(parts[`${relational} Transfer`]).toBeCloseTo(30, 4)
  })

  test('told by the source is left as it is', () => {
    const own = { ...type('BoxUsage:m7i.large', 9), service: compute, matchedUsd: 5 }
    const input = {
      services: [billed(compute, 9)],
      usageTypes: [own],
      usageServices: [told('BoxUsage:m7i.large', storage)],
    }
    expect(placeUsage(input)).toEqual([own])
  })

  test('never changes what a type costs: property', () => {
    const names = ['a', 'b', 'c', 'd']
    const row = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(row, row, fc.array(row, { minLength: 4, maxLength: 4 }), (costs, sums, matrix) => {
        const services = names.map((name, i) => billed(name, sums[i] ?? 0))
        const usageTypes = names.map((name, i) => type(name, costs[i] ?? 0))
        const usageServices = names.flatMap((name, i) =>
          names.map((service, j) => told(name, service, matrix[i]?.[j] ?? 0)),
        )
        const parts = placeUsage({ services, usageTypes, usageServices })
        for (const one of usageTypes) {
          const mine = parts.filter(({ usageType }) => usageType === one.usageType)
          expect(mine.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(one.usd, 6)
          expect(mine.every(({ usd }) => usd >= 0)).toBe(true)
        }
      }),
    )
  })
})
