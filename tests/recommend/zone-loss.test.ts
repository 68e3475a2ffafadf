import { describe, expect, test } from 'vitest'
import type { Resource } from '#lib/model/resource.ts'
import { recommend } from '#lib/recommend/index.ts'
import { zoneLossShare } from '#lib/recommend/zone-loss.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

describe('surviving the loss of one zone', () => {
  test.each<[Partial<Resource>, number | undefined, string]>([
    [{ zoneCount: 2 }, 0.45, 'two zones: 0.9 x 1/2'],
    [{ zoneCount: 3 }, 0.6, 'three zones: 0.9 x 2/3'],
    [{ zoneCount: 4 }, 0.675, 'four zones: 0.9 x 3/4'],
    [{ zoneCount: 1 }, undefined, 'one zone has none to lose'],
    [{ zoneCount: 3, serviceTier: 'tier-1' }, 0.6, 'tier 1 too'],
    [{ zoneCount: 3, serviceTier: 'tier-3' }, undefined, 'tier 3 does not ask for it'],
    [{ zoneCount: 3, serviceTier: 'non-production' }, undefined, 'nor does non-production'],
  ])('%o leaves %d (%s)', (resource, expected) => {
    const share = zoneLossShare(sizingInput('asg', { resource }).resource, 'cpu')
    if (expected === undefined) expect(share).toBeUndefined()
    else expect(share).toBeCloseTo(expected, 9)
  })

  test('a lost zone does not lower the maximum of the group, and single boxes have no zones to lose', () => {
    expect(zoneLossShare(sizingInput('asg').resource, 'group-maximum')).toBeUndefined()
    expect(zoneLossShare(sizingInput('rds-instance').resource, 'cpu')).toBeUndefined()
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
