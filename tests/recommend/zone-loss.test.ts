import { describe, expect, test } from 'vitest'
import type { Resource } from '#lib/model/resource.ts'
import { recommend } from '#lib/recommend/index.ts'
import { zoneLossShare } from '#lib/recommend/zone-loss.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

describe('surviving the loss of one zone', () => {
  test.each<[Partial<Resource>, count: number, number | undefined, string]>([
    [{ zoneCount: 2 }, 12, 0.45, 'two zones: 0.9 x 6/12'],
    [{ zoneCount: 3 }, 12, 0.6, 'three zones: 0.9 x 8/12'],
    [{ zoneCount: 4 }, 12, 0.675, 'four zones: 0.9 x 9/12'],
    [{ zoneCount: 3 }, 4, 0.45, 'the fullest of three zones holds two of four: 0.9 x 2/4'],
    [{ zoneCount: 3 }, 5, 0.54, '0.9 x 3/5'],
    [{ zoneCount: 3 }, 7, (0.9 * 4) / 7, '0.9 x 4/7'],
    [{ zoneCount: 3 }, 2, 0.45, 'two members in three zones: one is left'],
    [{ zoneCount: 3 }, 1, 0, 'one member: none is left'],
    [{ zoneCount: 1 }, 12, undefined, 'one zone has none to lose'],
    [{ zoneCount: 3, serviceTier: 'tier-1' }, 12, 0.6, 'tier 1 too'],
    [{ zoneCount: 3, serviceTier: 'tier-3' }, 12, undefined, 'tier 3 does not ask for it'],
    [{ zoneCount: 3, serviceTier: 'non-production' }, 12, undefined, 'nor does non-production'],
  ])('%o with %d members leaves %d (%s)', (resource, count, expected) => {
    const share = zoneLossShare(sizingInput('asg', { resource }).resource, 'cpu', count)
    if (expected === undefined) expect(share).toBeUndefined()
    else expect(share).toBeCloseTo(expected, 9)
  })

  test('a lost zone does not lower the maximum of the group, and single boxes have no zones to lose', () => {
    expect(zoneLossShare(sizingInput('asg').resource, 'group-maximum', 30)).toBeUndefined()
    expect(zoneLossShare(sizingInput('rds-instance').resource, 'cpu', 1)).toBeUndefined()
  })

  test('brokers and data nodes take over the work of a lost zone, and not its data', () => {
    const { resource } = sizingInput('msk-cluster')
    expect(zoneLossShare(resource, 'cpu', 6)).toBeCloseTo(0.6, 9)
    expect(zoneLossShare(resource, 'network', 6)).toBeCloseTo(0.6, 9)
    expect(zoneLossShare(resource, 'storage', 6)).toBeUndefined()
    expect(zoneLossShare(sizingInput('opensearch-domain').resource, 'cpu', 3)).toBeCloseTo(0.6, 9)
  })

  test('a few large members are not offered that two thirds would hold and whole members do not', () => {
    // 137 GiB in use: 0.6 x 4 x 64 = 154 would hold it; two of four members are left, 0.9 x 2 x 64 = 115, and do not.
    const input = sizingInput('asg', {
      resource: {
        shape: 'm7i.2xlarge',
        count: 8,
        facts: { minSize: 8, maxSize: 8, desired: 8, zones: 3 },
      },
      capacity: { cpu: 64, memory: 256, 'group-maximum': 8 },
      demand: { cpu: { median: 6 }, memory: { median: 137, sigma: 0.02 } },
    })
    const { recommended, current } = recommend(input)
    const chosen = recommended ?? current
    const left = 4 - Math.ceil(4 / 3)
    expect(left * 64 * 0.9).toBeLessThan(137)
    expect(chosen).toBeDefined()
    const { count = 0, memoryGib = 0 } = chosen ?? {}
    expect(0.9 * (count - Math.ceil(count / 3)) * memoryGib).toBeGreaterThan(137)
  })

  test('a group that holds with all zones only gets a larger maximum, and the reason names the zones', () => {
    // 70 of 120 vCPU: within the safe limit of 96, above 0.6 x 120 = 72 with a chance of 43 %
    const result = recommend(sizingInput('asg', { demand: { cpu: { median: 70, sigma: 0.12 } } }))
    expect(result.current?.excuse?.reason).toBe('does-not-survive-one-zone')
    expect(result.current?.excuse?.text).toMatch(/^With one of 3 zones lost: 4\d% chance/)
    expect(result.recommended?.shape).toBe('m7i.xlarge')
    expect(result.recommended?.settings.maximum).toBeGreaterThan(30)
    expect(result.recommended?.deltaMonthlyUsd).toBe(0)
    expect(result.finding).toBe('watch')
  })
})
