import { describe, expect, test } from 'vitest'
import { commonRhythm, type ForecastInput } from '#lib/forecast/index.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'

// Monday 2026-09-28 00:00 UTC, nine whole weeks before `nowMs`.
const startMs = Date.UTC(2026, 8, 28)
const nowMs = startMs + 63 * dayMs

/** Demand of 2 vCPU x `level`, doubled from 9 to 17 on working days. */
function resource(id: string, level: number, days = 63): ForecastInput {
  const values = Float64Array.from({ length: days * 24 }, (_, i) => {
    const hour = i % 24
    const weekday = Math.floor(i / 24) % 7
    return 10 * level * (weekday < 5 && hour >= 9 && hour < 17 ? 2 : 1)
  })
  const mean = { startMs: nowMs - days * dayMs, stepMs: hourMs, values }
  return {
    resourceId: id,
    nowMs,
    dimensions: [
      { dimension: 'cpu', hard: false, conversion: { kind: 'percent', metric: 'cpu-utilization' } },
    ],
    changes: [{ fromMs: startMs, shape: 'm7i.large', count: 1, capacity: { cpu: 2 }, source: 'inventory' }],
    metrics: [{ key: 'cpu-utilization', member: '', mean }],
    policy: defaultPolicy,
  }
}

describe('commonRhythm', () => {
  test('is the hour-of-week shape that resources of any size have in common, with mean 1', () => {
    const rhythm = commonRhythm([resource('a', 1), resource('b', 2), resource('c', 3)]).cpu ?? []
    // 40 of 168 hours count twice: the mean is 208 / 168.
    expect(rhythm[0]).toBeCloseTo(168 / 208, 10)
    expect(rhythm[9]).toBeCloseTo(336 / 208, 10)
    expect(rhythm[5 * 24 + 9]).toBeCloseTo(168 / 208, 10)
    expect(rhythm.reduce((sum, factor) => sum + factor, 0) / 168).toBeCloseTo(1, 10)
  })

  test('is absent where fewer than three resources have four whole weeks', () => {
    expect(commonRhythm([resource('a', 1), resource('b', 2), resource('c', 3, 20)])).toEqual({})
  })
})
