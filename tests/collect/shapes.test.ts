import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instanceType, shapeOf } from '#lib/collect/instance-types.ts'
import { listedProduct } from '#lib/collect/prices.ts'
import { databaseShape } from '#lib/collect/shapes.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import { databaseClasses } from '#lib/simulate/facts/database-classes.ts'
import { instanceTypes } from '#lib/simulate/facts/instance-types.ts'
import { storagePrices } from '#lib/simulate/facts/storage-prices.ts'
import { type Opened, openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

let opened: Opened
let shapes: ReadonlyMap<string, Shape>
let prices: ReadonlyMap<string, Price>

beforeAll(async () => {
  opened = await openTiny()
  const found = await opened.collector.shapes(opened.account('shop'), 'us-east-1')
  expect(found.problems).toEqual([])
  shapes = new Map(found.shapes.map((shape) => [shape.name, shape]))
  prices = new Map(found.prices.map((price) => [`${price.shape} ${price.key}`, price]))
})
afterAll(() => opened.close())

describe('every shape that the region offers', () => {
  test('EC2 types equal the facts, prices included', () => {
    for (const fact of instanceTypes) {
      const shape = shapes.get(fact.name)
      expect(shape).toMatchObject({
        service: 'ec2',
        family: fact.family,
        size: fact.size,
        arch: fact.arch,
        burstable: fact.burstable,
      })
      expect(shape?.capacity).toMatchObject({ cpu: fact.vcpu, memory: fact.memoryGib })
      expect(shape?.capacity.network ?? 0).toBeCloseTo(fact.networkBaselineGbps, 6)
      expect(shape?.capacity.gpu ?? 0).toBe(fact.gpuCount)
      expect(prices.get(`${fact.name} linux`)?.hourlyUsd).toBeCloseTo(fact.hourlyUsd, 6)
    }
  })

  test('RDS classes are shapes of their own, priced by engine and deployment', () => {
    for (const fact of databaseClasses) {
      const shape = shapes.get(fact.name)
      expect(shape).toMatchObject({ service: 'rds', arch: fact.arch, burstable: fact.burstable })
      expect(shape?.capacity).toMatchObject({
        cpu: fact.vcpu,
        memory: fact.memoryGib,
        iops: fact.ebsBaselineIops,
      })
      for (const [engine, usd] of Object.entries(fact.hourlyUsd)) {
        expect(prices.get(`${fact.name} ${engine}/single-az`)?.hourlyUsd).toBeCloseTo(usd, 6)
        expect(prices.get(`${fact.name} ${engine}/multi-az`)?.hourlyUsd).toBeCloseTo(usd * 2, 6)
      }
    }
  })

  test('storage is priced by GiB-month, spread over 730 hours', () => {
    for (const { service, volumeType, gibMonthUsd } of storagePrices.filter(
      ({ service }) => service === 'rds',
    )) {
      const price = prices.get(` ${volumeType}-gib-month`)
      expect([service, volumeType, (price?.hourlyUsd ?? 0) * 730]).toEqual([
        service,
        volumeType,
        expect.closeTo(gibMonthUsd, 6),
      ])
    }
  })

  test('CPU scores are per vCPU, and those of an RDS class are of the same processor', () => {
    // CoreMark per vCPU by Vantage: m8g is 1.8 times m6i.
    const score = (name: string) => shapes.get(name)?.cpuScorePerVcpu ?? Number.NaN
    expect(score('m8g.large') / score('m6i.large')).toBeCloseTo(1.79, 1)
    expect(score('db.m7g.large')).toBe(score('m7g.large'))
  })
})

test('an account that is denied does not take another in its region with it', async () => {
  const denying = await openTiny({ world: worldWith({ deniedActions: ['ec2:DescribeInstanceTypes'] }) })
  const [denied, allowed] = await Promise.all(
    ['shop', 'management'].map((name) => denying.collector.shapes(denying.account(name), 'us-east-1')),
  )
  await denying.close()
  expect(denied?.problems).toMatchObject([{ code: 'aws-denied', action: 'ec2:DescribeInstanceTypes' }])
  expect(allowed?.problems).toEqual([])
  expect(allowed?.shapes.some(({ name }) => name === 'm7i.large')).toBe(true)
})

describe('an instance type', () => {
  const base = {
    InstanceType: 't3.large' as const,
    VCpuInfo: { DefaultVCpus: 2 },
    MemoryInfo: { SizeInMiB: 8192 },
  }
  test.each([
    {
      what: 'that bursts sustains its baseline',
      info: { ...base, BurstablePerformanceSupported: true },
      expected: { baselineVcpu: 0.6 },
    },
    { what: 'without memory is left out', info: { ...base, MemoryInfo: {} }, expected: undefined },
    {
      what: 'with several network cards adds their baselines',
      info: {
        ...base,
        NetworkInfo: { NetworkCards: [{ BaselineBandwidthInGbps: 100 }, { BaselineBandwidthInGbps: 100 }] },
      },
      expected: { capacity: { cpu: 2, memory: 8, network: 200 } },
    },
    {
      what: 'tells EBS throughput in MiB/s',
      info: {
        ...base,
        EbsInfo: { EbsOptimizedInfo: { BaselineBandwidthInMbps: 4750, BaselineIops: 20000 } },
      },
      expected: { capacity: { cpu: 2, memory: 8, iops: 20000, throughput: expect.closeTo(566.24, 2) } },
    },
    {
      what: 'with GPUs counts them and their memory in GB',
      info: {
        ...base,
        GpuInfo: {
          Gpus: [{ Name: 'A100', Manufacturer: 'NVIDIA', Count: 8, MemoryInfo: { SizeInMiB: 40_960 } }],
        },
      },
      expected: {
        gpuModel: 'NVIDIA A100',
        capacity: { cpu: 2, memory: 8, gpu: 8, 'gpu-memory': expect.closeTo(343.6, 1) },
      },
    },
  ])('$what', ({ info, expected }) => {
    const [type] = instanceType(info)
    if (expected === undefined) expect(type).toBeUndefined()
    else expect(type).toMatchObject(expected)
  })

  test('a class without an equal type keeps what the price list says', () => {
    const listed = { name: 'db.r9x.large', vcpu: 2, memoryGib: 16, current: true }
    expect(databaseShape(listed, new Map())).toMatchObject({
      family: 'db.r9x',
      size: 'large',
      capacity: { cpu: 2, memory: 16 },
    })
  })

  test('a type of EC2 and its class of RDS share their capacity', () => {
    const [type] = instanceType(base)
    if (!type) throw new Error('the type is complete')
    expect(shapeOf(type, 'rds')).toMatchObject({
      name: 'db.t3.large',
      family: 'db.t3',
      capacity: shapeOf(type).capacity,
    })
  })
})

describe('a price list entry', () => {
  const entry = (USD: string) => ({
    product: { attributes: { instanceType: 'm7i.large' } },
    terms: {
      OnDemand: {
        'a.b': {
          effectiveDate: '2026-07-01T00:00:00Z',
          priceDimensions: { c: { unit: 'Hrs', pricePerUnit: { USD } } },
        },
      },
    },
  })
  test.each([
    { what: 'is read', text: JSON.stringify(entry('0.1008')), usd: 0.1008 },
    { what: 'of no cost is no price', text: JSON.stringify(entry('0.0000')), usd: undefined },
    { what: 'that is cut off is left out', text: '{"product":', usd: undefined },
    { what: 'without terms is left out', text: '{"product":{"attributes":{}}}', usd: undefined },
  ])('$what', ({ text, usd }) => {
    expect(listedProduct(text)?.usd).toBe(usd)
  })
})
