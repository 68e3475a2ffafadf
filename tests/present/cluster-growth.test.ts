import { describe, expect, test } from 'vitest'
import type { DimensionDetail } from '#lib/model/fleet.ts'
import { growthLines } from '#lib/present/cluster-growth.ts'

const startMs = Date.UTC(2025, 10, 26)
const maximum = 64
const each = 8

type Day = { readonly members: number; readonly used: number }

/** A group of members of 8 vCPU each, 64 at most, of whose days the mean is known. */
function group(days: number, of: (day: number) => Day): DimensionDetail[] {
  const all = Array.from({ length: days }, (_, day) => of(day))
  const series = (values: number[], capacity: number) => {
    const mean = Float32Array.from(values)
    return { startMs, mean, peak: mean, maximum: mean, capacity: new Float32Array(days).fill(capacity) }
  }
  const demand = all.map(({ members, used }) => members * each * used)
  const members = all.map((one) => one.members)
  return [
    { dimension: 'cpu', history: series(demand, maximum * each) },
    { dimension: 'group-maximum', history: series(members, maximum) },
  ]
}

describe('why a group grows while its CPU is flat', () => {
  test('is told in demand: members x vCPU x utilization', () => {
    // From 30 to 58 members at 40 %: the first and last 28 of 365 days lie 13.5 days from the ends, at 31.04 and 56.96.
    expect(growthLines(group(365, (day) => ({ members: 30 + (28 * day) / 364, used: 0.4 })))).toEqual([
      'CPU of the members in service was 40% in Nov 2025 and is 40% now.',
      'Members in service went from 31 to 57, demand from 99.3 vCPU to 182 vCPU (up 84%).',
      'It grows although CPU is flat: members were added to hold the target, and demand is members × vCPU × utilization.',
    ])
  })

  test('is not said where CPU moved, or nothing grew', () => {
    expect(growthLines(group(365, (day) => ({ members: 30, used: 0.2 + day / 1000 })))).toHaveLength(2)
    expect(growthLines(group(365, () => ({ members: 30, used: 0.4 })))).toHaveLength(2)
    expect(growthLines(group(365, (day) => ({ members: 60 - day / 10, used: 0.4 })))[2]).toContain('shrinks')
  })

  test('counts days that have both, aligned by date, and says nothing below 56 of them', () => {
    const gap = { members: Number.NaN, used: 0.4 }
    const gaps = group(365, (day) => (day % 2 === 0 ? gap : { members: 30, used: 0.4 }))
    expect(growthLines(gaps)[0]).toContain('was 40%')
    const [cpu, members] = group(365, () => ({ members: 30, used: 0.4 }))
    const late = members?.history && {
      ...members,
      history: { ...members.history, startMs: startMs + 300 * 86_400_000 },
    }
    expect(growthLines([cpu, late ?? members].filter((one) => one !== undefined))).toHaveLength(2)
    expect(growthLines(group(55, () => ({ members: 30, used: 0.4 })))).toEqual([])
    expect(growthLines(group(365, (day) => (day < 311 ? gap : { members: 30, used: 0.4 })))).toEqual([])
    expect(growthLines(cpu ? [cpu] : [])).toEqual([])
  })
})
