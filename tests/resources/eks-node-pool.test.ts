import { describe, expect, test } from 'vitest'
import { podsByAddresses } from '#lib/collect/instance-types.ts'
import { eksNodePool, typeCounts, typesText } from '#lib/resources/eks-node-pool.ts'
import { eksSupport, extendedFromMs } from '#lib/resources/eks-versions.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

describe('the support of a Kubernetes version', () => {
  // Amazon EKS release calendar: 1.33 leaves standard support on 2026-07-29, 1.34 on 2026-12-02.
  test.each([
    ['1.33', '2026-07-29T23:59:59Z', false],
    ['1.33', '2026-07-30T00:00:00Z', true],
    ['1.34', '2026-11-25T00:00:00Z', false],
    ['1.34', '2026-12-03T00:00:00Z', true],
  ])('%s at %s is extended: %s', (version, at, extended) => {
    expect(eksSupport(version, Date.parse(at))?.extendedSupport).toBe(extended)
  })

  test('of a version that the calendar does not have is not known', () => {
    expect(eksSupport('1.99', 0)).toBeUndefined()
    expect(eksSupport('constructor', 0)).toBeUndefined()
  })

  test('ends with its last day', () => {
    expect(extendedFromMs('2026-07-29')).toBe(Date.parse('2026-07-30T00:00:00Z'))
  })
})

describe('a pool in words', () => {
  test('names cluster, version, manager and nodes', () => {
    const { resource } = sizingInput('eks-node-pool')
    expect(eksNodePool.describe(resource)).toBe(
      'EKS shop-prod (Kubernetes 1.34), managed node group: m7i.xlarge × 10',
    )
    const empty = { ...resource, count: 0, facts: { cluster: 'dev', manager: 'karpenter' } }
    expect(eksNodePool.describe(empty)).toBe('EKS dev, Karpenter: no nodes')
  })

  test('lists types, most nodes first, and reads them back', () => {
    const counts = new Map([
      ['c7i.large', 1],
      ['m7i.large', 3],
    ])
    expect(typesText(counts)).toBe('m7i.large × 3, c7i.large × 1')
    expect([...typeCounts(typesText(counts))].sort()).toEqual([...counts].sort())
    expect(typeCounts('').size).toBe(0)
  })
})

describe('the list price of a pool', () => {
  const { resource, prices } = sizingInput('eks-node-pool')

  test('is that of its nodes by type', () => {
    const hourly =
      prices.find(({ shape, key }) => shape === 'm7i.xlarge' && key === 'linux')?.hourlyUsd ?? Number.NaN
    expect(eksNodePool.listMonthlyUsd?.(resource, prices)).toBeCloseTo(10 * 730 * hourly, 9)
  })

  test('is not known when one of its types has no price', () => {
    const mixed = { ...resource, facts: { ...resource.facts, types: 'm7i.xlarge × 9, x9z.large × 1' } }
    expect(eksNodePool.listMonthlyUsd?.(mixed, prices)).toBeUndefined()
  })
})

describe('pods that the addresses of a node allow', () => {
  // Amazon EKS, maximum pods: interfaces x (addresses - 1) + 2; 29 for m5.large, 58 for m5.xlarge, 234 for m5.4xlarge.
  test.each([
    [3, 10, 29],
    [4, 15, 58],
    [8, 30, 234],
  ])('of %d interfaces with %d addresses are %d', (interfaces, addressesEach, pods) => {
    expect(podsByAddresses({ interfaceLimits: { interfaces, addressesEach } }, false)).toBe(pods)
  })

  test('are sixteen times as many with prefixes', () => {
    expect(podsByAddresses({ interfaceLimits: { interfaces: 3, addressesEach: 10 } }, true)).toBe(434)
  })

  test('are not known where the type does not tell its interfaces', () => {
    expect(podsByAddresses({}, false)).toBeUndefined()
  })
})
