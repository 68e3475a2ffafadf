import { describe, expect, test } from 'vitest'
import type { Price, Shape } from '#lib/model/shape.ts'
import { acuOf, acuRange, provisionedNotes, serverlessNotes } from '#lib/resources/aurora-range.ts'
import { clusterExamples } from '#tests/support/cluster-examples.ts'

describe('ACU of a use', () => {
  test.each([
    // 8 vCPU x 4 x 50 %, and of a burstable class x 2.
    [8, 0.5, false, 16],
    [8, 0.5, true, 8],
    [2, 0.1, false, 0.8],
  ])('%i vCPU at %f', (vcpu, share, burstable, acu) => {
    expect(acuOf(vcpu, share, burstable)).toBeCloseTo(acu, 9)
  })

  test.each([
    // Typical 0.95 x 10 + 0.05 x 12 = 10.1: 1.5 times that is 15.15, 1.3 x 12 = 15.6 is more.
    ['the peak decides', { mean: 4, p95: 10, max: 12 }, { minAcu: 4, maxAcu: 16 }],
    // 1.5 x 12 = 18 against 15.6.
    ['what is typical decides', { mean: 4.2, p95: 12, max: 12 }, { minAcu: 4.5, maxAcu: 18 }],
    ['never below half an ACU', { mean: 0.1, p95: 0.2, max: 0.2 }, { minAcu: 0.5, maxAcu: 0.5 }],
    ['never above 256', { mean: 200, p95: 240, max: 250 }, { minAcu: 200, maxAcu: 256 }],
  ] as const)('%s', (_, use, range) => {
    expect(acuRange(use)).toEqual(range)
  })
})

const shapeOf = (name: string, cpu: number, memory: number): Shape => ({
  name,
  service: 'rds',
  family: 'db.r7g',
  size: name.slice(7),
  arch: 'arm64',
  currentGeneration: true,
  burstable: false,
  capacity: { cpu, memory },
})
const shapes = [
  shapeOf('db.r7g.large', 2, 16),
  shapeOf('db.r7g.xlarge', 4, 32),
  shapeOf('db.r7g.2xlarge', 8, 64),
]
const priceOf = (engine: string, key: string, hourlyUsd: number, shape = ''): Price => ({
  shape,
  region: 'us-east-1',
  key: `${engine}/${key}`,
  hourlyUsd,
  asOf: '2026-08-20',
})
const pricesOf = (engine: string) => [
  priceOf(engine, 'acu-hour', 0.12),
  priceOf(engine, 'standard', 0.276, 'db.r7g.large'),
  priceOf(engine, 'standard', 0.553, 'db.r7g.xlarge'),
  priceOf(engine, 'standard', 1.106, 'db.r7g.2xlarge'),
]

describe('provisioned against Serverless v2', () => {
  const cluster = { ...clusterExamples['aurora-cluster'], count: 2 }
  const used = (mean: number, max: number) => ({ 'cpu-utilization': { min: 0, p50: mean, max, mean } })
  const of = (signals: ReturnType<typeof used>) =>
    serverlessNotes({ resource: cluster, shapes, prices: pricesOf('aurora-postgresql'), signals, nowMs: 0 })

  test('an idle cluster would cost less by the ACU', () => {
    // 4 vCPU x 4 x 5 % = 0.8, a minimum of 1 ACU: 2 x 0.12 x 730 = 175 against 2 x 0.553 x 730 = 807.
    expect(of(used(5, 20))[0]?.text).toContain(
      'Between 1 and 5 ACU it would cost from $175/mo instead of $807/mo',
    )
  })

  test('a busy one would not', () => {
    expect(of(used(60, 80))).toEqual([])
  })
})

describe('Serverless v2 against provisioned', () => {
  const serverless = { ...clusterExamples['aurora-serverless'] }
  const resource = { ...serverless, facts: { ...serverless.facts, storageType: 'aurora' } }
  const of = (mean: number, max: number) =>
    provisionedNotes({
      resource,
      shapes,
      prices: pricesOf('aurora-mysql'),
      signals: { capacity: { min: 2, p50: mean, max, mean } },
      nowMs: 0,
    })

  test('one that runs near its peak costs less in a class with the memory of the peak', () => {
    // 14 x 0.12 x 730 = 1,226; 16 ACU are 32 GiB and 4 vCPU: 0.553 x 730 = 404.
    expect(of(14, 16)[0]?.text).toContain('1 × db.r7g.xlarge have that all the time for $404/mo')
  })

  test('one that is mostly idle stays, and so does one that no class holds', () => {
    expect(of(1, 16)).toEqual([])
    expect(of(60, 64)).toEqual([])
  })
})
