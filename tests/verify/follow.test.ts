import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dimension } from '#lib/model/capacity.ts'
import type { FollowedSize, HindsightAdvice } from '#lib/model/hindsight.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { findBreaches } from '#lib/verify/find-breaches.ts'
import { follow, mondayOf, type SeenDemand } from '#lib/verify/follow.ts'

const weekHours = 168
const monday = Date.UTC(2026, 5, 1)

function size(label: string, monthlyUsd: number, cpu: number): FollowedSize {
  return { label, monthlyUsd, levels: { cpu } }
}

const large = size('m7i.2xlarge', 730, 6.4)
const small = size('m7i.xlarge', 365, 3.2)

function advice(week: number, sizes?: HindsightAdvice['sizes']): HindsightAdvice {
  const asOfMs = monday + week * 7 * dayMs
  return { asOfMs, scoredDays: 90, ...(sizes === undefined ? { reason: 'Too little history.' } : { sizes }) }
}

/** Level demand from the first Monday on, some hours of it at another level. */
function demandOf(
  weeks: number,
  level: number,
  hard = false,
  hours: Record<number, number> = {},
): SeenDemand {
  const mean = new Float64Array(weeks * weekHours).fill(level)
  for (const [hour, value] of Object.entries(hours)) mean[Number(hour)] = value
  return { startMs: monday, mean, peak: mean, hard }
}

const steps = (level: number, weeks = 4) => [
  { fromMs: monday, toMs: monday + weeks * 7 * dayMs, level, label: 'size' },
]

describe('breaches of the definition', () => {
  const cases: readonly { name: string; hard: boolean; hours: Record<number, number>; found: number }[] = [
    { name: 'soft: one hour of 168 above is 0.6 %, no breach', hard: false, hours: { 300: 9 }, found: 0 },
    { name: 'soft: two hours of 168 are 1.2 %', hard: false, hours: { 300: 9, 310: 9 }, found: 1 },
    {
      name: 'soft: two hours eight days apart are no breach',
      hard: false,
      hours: { 200: 9, 392: 9 },
      found: 0,
    },
    {
      name: 'soft: two hours seven days across a Monday are one',
      hard: false,
      hours: { 160: 9, 320: 9 },
      found: 1,
    },
    { name: 'hard: one sample above', hard: true, hours: { 300: 9 }, found: 1 },
    { name: 'hard: one sample exactly at capacity', hard: true, hours: { 300: 5 }, found: 1 },
    { name: 'soft: at the limit is not above it', hard: false, hours: { 300: 5, 301: 5, 302: 5 }, found: 0 },
    { name: 'hard: stretches within a week are one', hard: true, hours: { 300: 9, 400: 9 }, found: 1 },
    { name: 'hard: three weeks apart are two', hard: true, hours: { 20: 9, 600: 9 }, found: 2 },
  ]
  test.each(cases)('$name', ({ hard, hours, found }) => {
    const breaches = findBreaches({ demand: demandOf(4, 2, hard, hours), steps: steps(5) })
    expect(breaches).toHaveLength(found)
  })

  test('are dated by the first hour above and tell the worst', () => {
    const [breach] = findBreaches({ demand: demandOf(4, 2, false, { 300: 6, 310: 9 }), steps: steps(5) })
    expect(breach).toEqual({ atMs: monday + 300 * hourMs, label: 'size', hours: 2, demand: 9, level: 5 })
  })

  test('gaps are no samples: half of seven days must be observed', () => {
    const gaps = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [i, Number.NaN]))
    const demand = demandOf(4, 2, false, { ...gaps, 300: 9, 301: 9 })
    expect(findBreaches({ demand, steps: steps(5) })).toEqual([])
  })

  test('a higher level never has more hours above', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 400, maxLength: 400 }),
        fc.double({ min: 1, max: 9, noNaN: true }),
        fc.boolean(),
        (values, level, hard) => {
          const mean = Float64Array.from(values)
          const demand = { startMs: monday, mean, peak: mean, hard }
          const hours = (at: number) =>
            findBreaches({ demand, steps: steps(at, 3) }).reduce((sum, one) => sum + one.hours, 0)
          return hours(level * 1.1) <= hours(level)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('following every recommendation', () => {
  const demand = (weeks: number, level: number, hours: Record<number, number> = {}) =>
    new Map<Dimension, SeenDemand>([['cpu', demandOf(weeks, level, false, hours)]])
  const sizes = { kept: large, advised: small, rule: large }

  test('saves the difference of the list prices hour by hour', () => {
    const verdict = follow({
      advice: [advice(0, { kept: large, advised: large, rule: large }), advice(1, sizes), advice(2, sizes)],
      demand: demand(3, 2),
      toMs: monday + 3 * 7 * dayMs,
    })
    // two weeks of 168 h at (730 - 365) / 730 = $0.50 an hour
    expect(verdict.saved.map(({ advised }) => advised)).toEqual([0, 84, 84])
    expect(verdict.saved.every(({ rule }) => rule === 0)).toBe(true)
    expect(verdict.changes).toEqual({ advised: 1, rule: 0 })
    expect(verdict.breaches).toEqual([])
  })

  test('names what broke under the size that was advised and not under the one kept', () => {
    const verdict = follow({
      advice: [advice(0, sizes), advice(1, sizes)],
      demand: demand(2, 2, { 200: 4, 201: 4, 202: 4 }),
      toMs: monday + 2 * 7 * dayMs,
    })
    expect(verdict.breaches).toEqual([
      {
        policy: 'advised',
        dimension: 'cpu',
        atMs: monday + 200 * hourMs,
        label: 'm7i.xlarge',
        hours: 3,
        demand: 4,
        level: 3.2,
      },
    ])
  })

  test('a Monday that abstained changes nothing, and the present week is counted up to now', () => {
    const verdict = follow({
      advice: [advice(0, sizes), advice(1), advice(2, sizes)],
      demand: demand(3, 2),
      toMs: monday + 2 * 7 * dayMs + 73 * hourMs,
    })
    expect(verdict.saved.map(({ advised }) => advised)).toEqual([168, 36.5])
    expect(verdict.changes.advised).toBe(1)
  })

  test('a size that was really changed is counted by what was larger, and is nobody\u2019s advice', () => {
    const kept = { kept: small, advised: small, rule: small }
    const resized = { kept: large, advised: large, rule: large }
    const verdict = follow({
      advice: [advice(0, kept), advice(1, resized)],
      demand: demand(2, 2, { 100: 4, 101: 4, 102: 4 }),
      toMs: monday + 2 * 7 * dayMs,
    })
    expect(verdict.changes).toEqual({ advised: 0, rule: 0 })
    expect(verdict.breaches).toEqual([])
  })

  test('says why nothing can be judged, and which dimension no sample speaks of', () => {
    const toMs = monday + 7 * dayMs
    expect(follow({ advice: [advice(0)], demand: demand(1, 2), toMs })).toMatchObject({
      reason: 'Too little history.',
      saved: [],
      breaches: [],
    })
    expect(follow({ advice: [advice(0, sizes)], demand: demand(1, Number.NaN), toMs }).unseen).toEqual([
      'cpu',
    ])
  })

  test('weeks begin on Monday 00:00 UTC', () => {
    expect(mondayOf(monday)).toBe(monday)
    expect(mondayOf(monday - 1)).toBe(monday - 7 * dayMs)
    expect(mondayOf(monday + 6.9 * dayMs)).toBe(monday)
  })
})
