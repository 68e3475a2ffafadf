import { describe, expect, test } from 'vitest'
import type { Finding } from '#lib/model/recommendation.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { recommend } from '#lib/recommend/index.ts'
import { nowMs } from '#tests/support/evidence.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

const nothing = {
  cpu: { median: 0.05 },
  memory: { median: 3 },
  network: { median: 0.0001 },
  throughput: { median: 0.1 },
}
const swap = { 'swap-usage': { min: 1e8, p50: 3e8, max: 1.3e9 } }
const spent = { 'credit-balance': { min: 0, p50: 0.4, max: 20 } }
const t3 = {
  resource: { shape: 't3.xlarge' },
  capacity: { cpu: 4, memory: 16, network: 1.024, throughput: 83 },
  demand: { cpu: { median: 1.6, sigma: 0.02, meanShare: 1 }, memory: { median: 8 } },
} as const

type Case = [
  title: string,
  ResourceClass,
  SizingOptions,
  Finding,
  binding: string,
  recommended: string | undefined,
]

const cases: Case[] = [
  ['calm', 'ec2-instance', {}, 'right-sized', 'cpu', undefined],
  ['calm', 'asg', {}, 'right-sized', 'group-maximum', undefined],
  ['calm', 'gpu-pool', {}, 'right-sized', 'gpu', undefined],
  ['calm', 'rds-instance', {}, 'right-sized', 'cpu', undefined],
  [
    'twice as large as needed',
    'ec2-instance',
    { demand: { cpu: { median: 1.6 }, memory: { median: 9 } } },
    'oversized',
    'memory',
    'm7i.xlarge',
  ],
  [
    'growth towards the safe limit',
    'ec2-instance',
    { demand: { cpu: { median: 6, monthlyGrowth: 0.05 } } },
    'runs-out',
    'cpu',
    'c7i.4xlarge',
  ],
  [
    'a chance of 11 %, within the policy of non-production',
    'ec2-instance',
    { demand: { cpu: { median: 5.32 } }, resource: { serviceTier: 'non-production' } },
    'watch',
    'cpu',
    undefined,
  ],
  ['nothing at work', 'ec2-instance', { demand: nothing }, 'idle', 'memory', 't3.large'],
  [
    'nothing at work, but for disaster recovery',
    'ec2-instance',
    { demand: nothing, resource: { exempt: 'dr' } },
    'right-sized',
    'memory',
    undefined,
  ],
  [
    'nothing at work as far as is known, but the network is not measured',
    'ec2-instance',
    { demand: { ...nothing, network: undefined } },
    'oversized',
    'memory',
    'c7i.2xlarge',
  ],
  [
    'one percent of CPU with traffic is a small demand, not idle',
    'ec2-instance',
    { demand: { ...nothing, cpu: { median: 0.08 }, network: { median: 0.1 } } },
    'oversized',
    'memory',
    't3.large',
  ],
  [
    'storage grows into its allocation',
    'rds-instance',
    { demand: { storage: { median: 430, sigma: 0.03, monthlyGrowth: 0.06 } } },
    'runs-out',
    'storage',
    'db.r7g.xlarge+600GiB',
  ],
  ['steady swap', 'rds-instance', { signals: swap }, 'runs-out', 'memory', 'db.r7g.2xlarge'],
  [
    'memory nearly all in use without swap is no need',
    'rds-instance',
    { demand: { memory: { median: 31.5 } } },
    'right-sized',
    'cpu',
    undefined,
  ],
  ['credits spent', 'ec2-instance', { ...t3, signals: spent }, 'runs-out', 'cpu', 'm7i.xlarge'],
  [
    'credits spent while CPU is not held at the baseline: surplus credits, and no need',
    'ec2-instance',
    { ...t3, demand: { ...t3.demand, cpu: { median: 1.6, sigma: 0.02 } }, signals: spent },
    'oversized',
    'memory',
    'r7i.large',
  ],
  [
    'credits left',
    'ec2-instance',
    { ...t3, signals: { 'credit-balance': { min: 400, p50: 900, max: 2000 } } },
    'oversized',
    'memory',
    'r7i.large',
  ],
  [
    'the group grows into its maximum',
    'asg',
    { demand: { 'group-maximum': { median: 26, monthlyGrowth: 0.05 }, cpu: { median: 60 } } },
    'runs-out',
    'group-maximum',
    'm7i.xlarge-x45',
  ],
  [
    'GPUs nearly all held',
    'gpu-pool',
    { demand: { gpu: { median: 31 } } },
    'runs-out',
    'gpu',
    'p5.48xlarge-x5',
  ],
]

describe('the verdict', () => {
  test.each(cases)('%s: %s', (_title, resourceClass, options, finding, binding, recommended) => {
    const result = recommend(sizingInput(resourceClass, options))
    expect(result.finding).toBe(finding)
    expect(result.bindingDimension).toBe(binding)
    expect(result.recommended?.id).toBe(recommended)
  })

  test('under pressure it has run out today', () => {
    const result = recommend(sizingInput('rds-instance', { signals: swap }))
    expect([result.chanceByHorizon, result.lowDays, result.medianDays, result.highDays]).toEqual([1, 0, 0, 0])
    expect(result.decideByMs).toBe(nowMs)
  })

  test('more storage takes nothing down, is little effort and cannot be undone', () => {
    const demand = { storage: { median: 430, sigma: 0.03, monthlyGrowth: 0.06 } }
    const { recommended } = recommend(sizingInput('rds-instance', { demand }))
    expect(recommended).toMatchObject({
      settings: { storageGib: 600 },
      downtime: 'none',
      effort: 'low',
      reversible: false,
    })
    // 100 GiB x $0.115 x 2
    expect(recommended?.deltaMonthlyUsd).toBeCloseTo(23, 6)
  })

  test('a class of a previous generation still gets more storage', () => {
    const demand = { storage: { median: 430, sigma: 0.03, monthlyGrowth: 0.06 } }
    const { recommended } = recommend(
      sizingInput('rds-instance', { resource: { shape: 'db.m5.2xlarge' }, demand }),
    )
    expect(recommended?.id).toBe('db.m5.2xlarge+600GiB')
  })

  test('with storage autoscaling its maximum is the limit, and raising it costs nothing now', () => {
    const facts = { ...sizingInput('rds-instance').resource.facts, storageGibMax: 1000 }
    const demand = { storage: { median: 480, sigma: 0.03, monthlyGrowth: 0.02 } }
    const roomy = recommend(sizingInput('rds-instance', { resource: { facts }, demand }))
    expect(roomy.finding).toBe('right-sized')
    const tight = { ...facts, storageGibMax: 520 }
    const full = recommend(sizingInput('rds-instance', { resource: { facts: tight }, demand }))
    expect(full.finding).toBe('runs-out')
    expect(full.recommended?.settings).toEqual({ storageGibMax: 700 })
    expect(full.recommended?.deltaMonthlyUsd).toBe(0)
  })

  test('when class and volume both run out they change together', () => {
    const demand = { storage: { median: 430, sigma: 0.03, monthlyGrowth: 0.06 }, cpu: { median: 3.5 } }
    const { recommended } = recommend(sizingInput('rds-instance', { demand }))
    expect(recommended?.id).toBe('db.m7g.2xlarge+600GiB')
  })

  test('a larger database takes its connections and IOPS from the formulas', () => {
    const { options } = recommend(sizingInput('rds-instance', { demand: { cpu: { median: 3.5 } } }))
    const larger = options.find((option) => option.id === 'db.r7g.2xlarge')
    const capacityOf = (dimension: string) =>
      larger?.dimensions.find((one) => one.dimension === dimension)?.capacity
    // MySQL: 64 x 2^30 / 12582880 = 5,461; the volume's 12,000 IOPS and the class's 12,000
    expect(capacityOf('connections')).toBe(5461)
    expect(capacityOf('iops')).toBe(12_000)
    expect(capacityOf('storage')).toBe(500)
  })

  test('nothing measured is an abstention with the reason of the forecast', () => {
    const input = sizingInput('ec2-instance', {
      demand: { memory: undefined, network: undefined, throughput: undefined },
    })
    const outcomes = input.outcomes.map((outcome) => ({
      dimension: outcome.dimension,
      outcome: {
        kind: 'abstention' as const,
        resourceId: 'abcdefghij',
        asOfMs: nowMs,
        reason: 'short-history' as const,
        text: '5 of 7 days observed.',
        observedDays: 5,
      },
    }))
    const result = recommend({ ...input, outcomes })
    expect(result.finding).toBe('abstained')
    expect(result.abstention?.reason).toBe('short-history')
    expect(result.evidence).toEqual([{ title: 'No forecast', text: '5 of 7 days observed.' }])
  })

  test('without a capacity timeline there is an abstention', () => {
    const result = recommend({ ...sizingInput('ec2-instance'), changes: [] })
    expect(result.abstention?.reason).toBe('no-capacity')
  })

  test('no step up is larger than four times the vCPU', () => {
    const demand = { cpu: { median: 4, sigma: 0.7 }, memory: { median: 4 } }
    const capacity = { cpu: 2, memory: 8, network: 0.781, throughput: 77 }
    const resource = { shape: 'm7i.large' }
    const result = recommend(sizingInput('ec2-instance', { resource, capacity, demand }))
    expect(Math.max(...result.options.map((option) => option.vcpu))).toBeLessThanOrEqual(8)
    expect(result.recommended).toBeUndefined()
  })

  test('when no size holds nothing is recommended, and the nearest is named', () => {
    const result = recommend(sizingInput('ec2-instance', { demand: { cpu: { median: 60 } } }))
    expect(result.recommended).toBeUndefined()
    expect(result.evidence.find((item) => item.title === 'No size holds')?.text).toMatch(
      /^None of \d+ sizes within reach of one change is within policy\. \S+ comes nearest: /,
    )
  })
})
