import { describe, expect, test } from 'vitest'
import { growthLines } from '#lib/present/cluster-growth.ts'

const startMs = Date.UTC(2025, 10, 26)

/** `days` days of a mean demand over a capacity, both in vCPU. */
function history(days: number, of: (day: number) => readonly [demand: number, capacity: number]) {
  const both = Array.from({ length: days }, (_, day) => of(day))
  const mean = Float32Array.from(both, ([demand]) => demand)
  return {
    startMs,
    mean,
    peak: mean,
    maximum: mean,
    capacity: Float32Array.from(both, ([, capacity]) => capacity),
  }
}

describe('why a group grows while its CPU is flat', () => {
  test('is told in demand: members x vCPU x utilization', () => {
    // Capacity from 100 to 200 vCPU at 40 %: the first and last 28 of 365 days lie 13.5 days from the ends.
    const lines = growthLines(
      history(365, (day) => [0.4 * (100 + (100 * day) / 364), 100 + (100 * day) / 364]),
    )
    expect(lines[0]).toBe('CPU was 40% of capacity in Nov 2025 and is 40% now.')
    expect(lines[1]).toBe(
      'Demand in use went from 41.5 vCPU to 78.5 vCPU (up 89%), capacity from 104 vCPU to 196 vCPU.',
    )
    expect(lines[2]).toContain('It grows although CPU is flat')
  })

  test('is not said where CPU moved, or nothing grew', () => {
    expect(growthLines(history(365, (day) => [20 + day / 10, 100]))).toHaveLength(2)
    expect(growthLines(history(365, () => [40, 100]))).toHaveLength(2)
    expect(growthLines(history(365, (day) => [80 - day / 10, 200 - day / 4]))[2]).toContain('shrinks')
  })

  test('counts observed days only, and says nothing below 56 of them', () => {
    const gaps = history(365, (day) => (day % 2 === 0 ? [Number.NaN, 100] : [40, 100]))
    expect(growthLines(gaps)[0]).toContain('CPU was 40%')
    expect(growthLines(history(55, () => [40, 100]))).toEqual([])
    expect(growthLines(history(365, (day) => (day < 311 ? [Number.NaN, 100] : [40, 100])))).toEqual([])
    expect(growthLines(history(100, () => [0, 100]))).toEqual([])
    expect(growthLines(undefined)).toEqual([])
  })
})
