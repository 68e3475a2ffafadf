import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '#lib/model/policy.ts'
import { dayMs } from '#lib/model/time.ts'
import { breachDays, leadDaysOf } from '#lib/recommend/decide-by.ts'
import { recommend } from '#lib/recommend/index.ts'
import { situationOf } from '#lib/recommend/situation.ts'
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
    // A breach by the horizon has a chance of 4 %, within the 10 % of tier 3: only saturation asks.
    const input = sizingInput('rds-instance', {
      resource: { serviceTier: 'tier-3' },
      demand: { cpu: { median: 2.2, monthlyGrowth: 0.04 } },
    })
    const cpu = input.outcomes.find((one) => one.dimension === 'cpu')?.outcome
    if (cpu?.kind !== 'forecast' || cpu.saturation.lowDays === null) throw new Error('CPU does not saturate')
    expect(cpu.saturation.lowDays).toBeGreaterThan(60)
    expect(recommend(input).decideByMs).toBe(nowMs + (cpu.saturation.lowDays - 7) * dayMs)
  })

  test('a breach that is likelier than accepted asks by the horizon at the latest, less the lead time', () => {
    // The same under tier 2, 3 %: one in ten only after 90 days, so 90 - 7.
    const input = sizingInput('rds-instance', { demand: { cpu: { median: 2.2, monthlyGrowth: 0.04 } } })
    const result = recommend(input)
    expect(result.current?.chance).toBeGreaterThan(0.03)
    expect(result.decideByMs).toBe(nowMs + (90 - 7) * dayMs)
    expect([result.leadDays, result.decideByText]).toEqual([7, '20 Feb less 7 days for the change'])
  })

  test.each([
    ['0.1 of 0.2 by day 30', [0.2, 0.5, 0.9], 15],
    ['0.02 by day 30, 0.18 by day 90: half way', [0.02, 0.18, 0.9], 60],
    ['0.05 by day 90, never more: the horizon', [0.02, 0.05, 0.06], 90],
    ['one in ten beyond the horizon: the horizon', [0, 0.04, 0.9], 90],
  ])('a breach is due where its chance is one in ten (%s)', (_title, chances, days) => {
    const [known] = situationOf(sizingInput('ec2-instance')).known
    if (known === undefined) throw new Error('CPU is not known')
    const breach = [30, 90, 180].map((horizonDays, i) => {
      const chance = chances[i] ?? 0
      return { horizonDays, levels: [0, 100], chance: [chance, chance], minutes: [0, 0] }
    })
    expect(breachDays({ ...known, forecast: { ...known.forecast, breach } }, 90)).toBeCloseTo(days, 9)
  })

  test('the list and the date speak of the dimension whose breach is likeliest', () => {
    // IOPS breach with a chance of 98 % by day 90 although the median of a week stays below their limit, while CPU
    // has one of 8 % of reaching its own: ln(3.2 / 2.6) / 0.15 = 1.38.
    const input = sizingInput('rds-instance', { demand: { cpu: { median: 2.6 } } })
    const outcomes = input.outcomes.map((one) => {
      if (one.dimension !== 'iops' || one.outcome.kind !== 'forecast') return one
      const spiky = { levels: [0, 5000, 5500], chance: [0.98, 0.98, 0], minutes: [600, 600, 0] }
      const breach = one.outcome.breach.map(({ horizonDays }) => ({ horizonDays, ...spiky }))
      return { ...one, outcome: { ...one.outcome, breach } }
    })
    const result = recommend({ ...input, outcomes })
    expect(result.bindingDimension).toBe('iops')
    expect(result.chanceByHorizon).toBeLessThan(0.05)
    expect(result.finding).toBe('watch')
    expect([result.watchReason, result.watchDimension]).toEqual(['breach', 'iops'])
    expect(result.watchChance).toBeGreaterThan(0.97)
    // 0.1 of 0.98 by day 30 is day 3, less 7 days.
    expect(result.decideByMs).toBe(nowMs)
    expect(result.evidence[0]?.text).toContain(
      'the chance of a breach by 20 Feb (IOPS 98% and CPU 8%) is 98%, policy 3%',
    )
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
