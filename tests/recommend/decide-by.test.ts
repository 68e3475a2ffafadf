import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '#lib/model/policy.ts'
import { dayMs } from '#lib/model/time.ts'
import { leadDaysOf } from '#lib/recommend/decide-by.ts'
import { recommend } from '#lib/recommend/index.ts'
import { nowMs } from '#tests/support/evidence.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

describe('decide by', () => {
  test.each([
    ['storage', 1],
    ['group-maximum', 1],
    ['gpu', 56],
    ['gpu-memory', 56],
    ['cpu', 7],
    ['connections', 7],
  ] as const)('a change for %s takes %d days', (dimension, days) => {
    expect(leadDaysOf(defaultPolicy, dimension)).toBe(days)
  })

  test('is the 10 % quantile of saturation less the lead time', () => {
    const input = sizingInput('rds-instance', { demand: { cpu: { median: 2.2, monthlyGrowth: 0.04 } } })
    const cpu = input.outcomes.find((one) => one.dimension === 'cpu')?.outcome
    if (cpu?.kind !== 'forecast' || cpu.saturation.lowDays === null) throw new Error('CPU does not saturate')
    expect(cpu.saturation.lowDays).toBeGreaterThan(60)
    expect(recommend(input).decideByMs).toBe(nowMs + (cpu.saturation.lowDays - 7) * dayMs)
  })

  test('the earliest dimension counts, with its own lead time', () => {
    const demand = {
      cpu: { median: 2.2, monthlyGrowth: 0.04 },
      storage: { median: 390, sigma: 0.03, monthlyGrowth: 0.05 },
    }
    const input = sizingInput('rds-instance', { demand })
    const storage = input.outcomes.find((one) => one.dimension === 'storage')?.outcome
    if (storage?.kind !== 'forecast') throw new Error('storage is not forecast')
    expect(recommend(input).decideByMs).toBe(nowMs + ((storage.saturation.lowDays ?? 0) - 1) * dayMs)
  })

  test('is today when the lead time has passed, and absent when nothing saturates within a year', () => {
    expect(recommend(sizingInput('gpu-pool', { demand: { gpu: { median: 27 } } })).decideByMs).toBe(nowMs)
    expect(recommend(sizingInput('ec2-instance')).decideByMs).toBeUndefined()
  })
})
