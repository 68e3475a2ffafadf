import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readInstanceTypes } from '#lib/collect/instance-types.ts'
import { readDynamodbOffer } from '#lib/collect/offers/dynamodb.ts'
import { readElasticacheOffer } from '#lib/collect/offers/elasticache.ts'
import type { Offer } from '#lib/collect/offers/offer.ts'
import { listedProduct } from '#lib/collect/prices.ts'
import { breakEvenShare, unitPrices } from '#lib/resources/dynamodb-modes.ts'
import { ecpuPriceKey, storedPriceKey } from '#lib/resources/elasticache-usage.ts'
import { keyValueWorld } from '#tests/support/key-value-world.ts'
import { openHastyAws, openTiny } from './open.ts'

const offers = new Map<string, Offer>()
const offer = (region: string) => offers.get(region) ?? { shapes: [], prices: [] }

beforeAll(async () => {
  const opened = await openTiny({ world: keyValueWorld() })
  const hasty = openHastyAws()
  for (const region of ['us-east-1', 'eu-west-1']) {
    const aws = hasty.at({ account: opened.account('shop'), region })
    const types = await readInstanceTypes(aws)
    const [tables, caches] = [await readDynamodbOffer(aws, types), await readElasticacheOffer(aws, types)]
    offers.set(region, { shapes: caches.shapes, prices: [...tables.prices, ...caches.prices] })
  }
  hasty.close()
  await opened.close()
})
afterAll(() => offers.clear())

const hourly = (key: string, shape = '', region = 'us-east-1') =>
  offer(region).prices.find((price) => price.key === key && price.shape === shape)?.hourlyUsd

describe('DynamoDB', () => {
  test('the paid tier counts and not the free one before it', () => {
    expect(hourly('dynamodb/standard/wcu-hour')).toBe(0.00065)
    expect(hourly('dynamodb/standard/rcu-hour')).toBe(0.00013)
    expect(hourly('dynamodb/standard/gib-month')).toBeCloseTo(0.25 / 730, 12)
    // 0.625 dollars a million, 3,600 an hour.
    expect(hourly('dynamodb/standard/write-unit-per-second')).toBeCloseTo(0.00225, 10)
  })

  test('Standard-IA has its own prices, replicated writes are not taken for writes, each key once', () => {
    expect(hourly('dynamodb/standard-ia/wcu-hour')).toBe(0.00081)
    const keys = offer('us-east-1').prices.flatMap(({ key }) => (key.startsWith('dynamodb/') ? [key] : []))
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toHaveLength(10)
  })

  test('usage types with the prefix of their region are read', () => {
    expect(hourly('dynamodb/standard/wcu-hour', '', 'eu-west-1')).toBe(0.00065)
    expect(hourly('dynamodb/standard-ia/gib-month', '', 'eu-west-1')).toBeCloseTo(0.1 / 730, 12)
  })

  test('the break-even of the prices as listed is 28.9 %', () => {
    const unit = unitPrices(offer('us-east-1').prices, { tableClass: 'standard', unit: 'write' })
    expect(unit && breakEvenShare(unit)).toBeCloseTo(0.2889, 4)
  })
})

describe('ElastiCache', () => {
  test('node types have maxmemory, cores and the network baseline of their EC2 type', () => {
    const shape = offer('us-east-1').shapes.find(({ name }) => name === 'cache.m7g.large')
    expect(shape).toMatchObject({
      service: 'elasticache',
      family: 'cache.m7g',
      size: 'large',
      arch: 'arm64',
      capacity: { cpu: 2, memory: 6.38, network: 0.937 },
    })
    const names = offer('us-east-1').shapes.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('prices are by engine; what an engine is not sold on has none', () => {
    expect(hourly('redis', 'cache.r7g.large')).toBe(0.219)
    expect(hourly('valkey', 'cache.r7g.large')).toBe(0.1752)
    expect(hourly('valkey', 'cache.r8g.large')).toBe(0.1756)
    expect(hourly('redis', 'cache.r8g.large')).toBeUndefined()
    expect(hourly('memcached', 'cache.r6gd.xlarge')).toBeUndefined()
  })

  test('serverless is priced by the GB-hour and by the hour of one ECPU a second', () => {
    expect(hourly(storedPriceKey('valkey'))).toBe(0.084)
    // 0.0034 dollars a million x 3,600.
    expect(hourly(ecpuPriceKey('redis'))).toBeCloseTo(0.000_012_24, 12)
  })
})

describe('tiers of one price', () => {
  const tier = (beginRange: string, usd: string) => ({ unit: 'U', beginRange, pricePerUnit: { USD: usd } })
  const product = (...tiers: object[]) =>
    JSON.stringify({
      product: { attributes: {} },
      terms: { OnDemand: { term: { priceDimensions: Object.fromEntries(tiers.map((one, i) => [i, one])) } } },
    })

  test.each([
    ['free first', [tier('0', '0'), tier('18600', '0.5')], 0.5],
    ['free last in the text', [tier('18600', '0.5'), tier('0', '0.0000000000')], 0.5],
    ['volume discounts in any order', [tier('500', '0.2'), tier('0', '0.3'), tier('9000', '0.1')], 0.3],
    ['free altogether', [tier('0', '0')], undefined],
  ])('%s', (_, tiers, expected) => {
    expect(listedProduct(product(...tiers))?.usd).toBe(expected)
  })
})
