import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PlannedSeries, type PullPhase, planPulls } from '#lib/collect/index.ts'
import { type Tier, tierFacts, tiers } from '#lib/model/series.ts'
import { dayMs, hourMs, minuteMs, type Range } from '#lib/model/time.ts'

const nowMs = Date.UTC(2026, 10, 22, 14, 7, 30)

function planned(covered: PlannedSeries['covered'], samplePeriodMs?: number): PlannedSeries {
  const metric = {
    namespace: 'AWS/RDS',
    name: 'CPUUtilization',
    dimensions: { DBInstanceIdentifier: 'orders' },
  }
  const series = {
    id: 1,
    resourceId: 'r',
    key: 'cpu-utilization',
    member: '',
    metric,
    statistics: ['Average'] as const,
  }
  return { series, covered, ...(samplePeriodMs === undefined ? {} : { samplePeriodMs }) }
}

const brief = (phases: readonly PullPhase[]) =>
  phases.map(({ tier, backfill, items }) => {
    const range = items[0]?.range as Range
    return [tier, backfill ? 'back-fill' : 'new', iso(range.fromMs), iso(range.toMs)]
  })
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16)

describe('the first pull', () => {
  test('back-fills what AWS serves in one range a tier, hours first', () => {
    expect(brief(planPulls({ series: [planned({})], nowMs, overlap: 'recent' }))).toEqual([
      ['1h', 'back-fill', '2025-08-24T15:00', '2026-11-22T14:00'],
      ['5m', 'back-fill', '2026-09-20T14:10', '2026-11-22T14:05'],
    ])
  })

  test('minutes are asked only where AWS publishes minutes', () => {
    const tiersOf = (period?: number) =>
      planPulls({ series: [planned({}, period)], nowMs, overlap: 'recent' }).map(({ tier }) => tier)
    expect(tiersOf(minuteMs)).toContain('1m')
    expect(tiersOf(5 * minuteMs)).not.toContain('1m')
    expect(tiersOf()).not.toContain('1m')
  })
})

describe('a later pull', () => {
  const complete: Range = { fromMs: nowMs - 456 * dayMs, toMs: Date.UTC(2026, 10, 22, 13) }

  test.each([
    { overlap: 'recent' as const, from: '2026-11-22T10:00' },
    // Three days for what comes late, and one until the next deep pull.
    { overlap: 'deep' as const, from: '2026-11-18T13:00' },
  ])('re-reads the $overlap overlap', ({ overlap, from }) => {
    const plan = planPulls({ series: [planned({ '1h': complete, '5m': complete })], nowMs, overlap })
    expect(brief(plan)).toEqual([
      ['1h', 'new', from, '2026-11-22T14:00'],
      ['5m', 'new', from, '2026-11-22T14:05'],
    ])
  })

  test('goes on with a back-fill that was interrupted, after what is new', () => {
    const half: Range = { fromMs: Date.UTC(2026, 5, 1), toMs: Date.UTC(2026, 10, 22, 13) }
    const plan = planPulls({ series: [planned({ '1h': half, '5m': complete })], nowMs, overlap: 'recent' })
    expect(brief(plan)).toEqual([
      ['1h', 'new', '2026-11-22T10:00', '2026-11-22T14:00'],
      ['5m', 'new', '2026-11-22T10:00', '2026-11-22T14:05'],
      ['1h', 'back-fill', '2025-08-24T15:00', '2026-06-01T00:00'],
    ])
  })

  test('after a long pause asks only for what AWS still serves', () => {
    const old: Range = { fromMs: nowMs - 455 * dayMs, toMs: nowMs - 100 * dayMs }
    const plan = planPulls({ series: [planned({ '1h': complete, '5m': old })], nowMs, overlap: 'recent' })
    expect(brief(plan)[1]).toEqual(['5m', 'new', '2026-09-20T14:10', '2026-11-22T14:05'])
  })
})

test('a clock that ran ahead once leaves no hole behind', () => {
  const future: Range = { fromMs: nowMs + dayMs, toMs: nowMs + 2 * dayMs }
  const plan = planPulls({ series: [planned({ '1h': future, '5m': future })], nowMs, overlap: 'recent' })
  expect(plan).toEqual(planPulls({ series: [planned({})], nowMs, overlap: 'recent' }))
})

describe('whatever is covered', () => {
  const minutes = fc.integer({ min: 60, max: 460 * 24 * 60 })
  const range = fc.record({ from: minutes, to: minutes }).map(({ from, to }): Range => {
    return { fromMs: nowMs - Math.max(from, to) * minuteMs, toMs: nowMs - Math.min(from, to) * minuteMs }
  })
  const coveredArbitrary = fc.record({
    '1h': fc.option(range),
    '5m': fc.option(range),
    '1m': fc.option(range),
  })

  test('ranges are aligned, served, not in the future, and touch what is covered', () => {
    const property = fc.property(
      coveredArbitrary,
      fc.constantFrom('recent' as const, 'deep' as const),
      (drawn, overlap) => {
        const covered = Object.fromEntries(
          Object.entries(drawn).filter(([, one]) => one !== null),
        ) as Partial<Record<Tier, Range>>
        const plan = planPulls({ series: [planned(covered, minuteMs)], nowMs, overlap })
        for (const tier of tiers) {
          const { periodMs, servedMs } = tierFacts[tier]
          const oldestMs = nowMs - servedMs
          let known = covered[tier]?.fromMs === covered[tier]?.toMs ? undefined : covered[tier]
          for (const { items } of plan.filter((phase) => phase.tier === tier)) {
            const [item] = items
            const asked = item?.range as Range
            expect(asked.fromMs % periodMs).toBe(0)
            expect(asked.toMs % periodMs).toBe(0)
            expect(asked.fromMs).toBeGreaterThanOrEqual(oldestMs)
            expect(asked.toMs).toBeLessThanOrEqual(nowMs)
            expect(item?.provisionalFromMs).toBeLessThanOrEqual(nowMs - 10 * minuteMs)
            // One interval stays one interval, except where AWS no longer serves what lies between.
            if (known && asked.fromMs > known.toMs)
              expect(asked.fromMs - oldestMs).toBeLessThanOrEqual(periodMs)
            if (known)
              expect(asked.toMs).toBeGreaterThanOrEqual(Math.floor(known.fromMs / periodMs) * periodMs)
            known = known
              ? { fromMs: Math.min(known.fromMs, asked.fromMs), toMs: Math.max(known.toMs, asked.toMs) }
              : asked
          }
          // All that is served is covered afterwards, up to one period at either end.
          expect(known?.fromMs ?? 0).toBeLessThanOrEqual(oldestMs + 2 * periodMs)
          expect(known?.toMs ?? 0).toBeGreaterThan(nowMs - periodMs)
        }
      },
    )
    fc.assert(property, { seed: 5, numRuns: 300 })
  })

  test('a plan that is carried out leaves only the overlap to do', () => {
    const first = planPulls({ series: [planned({}, minuteMs)], nowMs, overlap: 'recent' })
    const covered: Partial<Record<Tier, Range>> = {}
    for (const { tier, items } of first) {
      const range = items[0]?.range as Range
      const had = covered[tier]
      covered[tier] = {
        fromMs: Math.min(range.fromMs, had?.fromMs ?? range.fromMs),
        toMs: Math.min(Math.max(range.toMs, had?.toMs ?? 0), items[0]?.provisionalFromMs ?? 0),
      }
    }
    const second = planPulls({
      series: [planned(covered, minuteMs)],
      nowMs: nowMs + minuteMs / 2,
      overlap: 'recent',
    })
    expect(second.filter(({ backfill }) => backfill)).toEqual([])
    for (const { items } of second) {
      const range = items[0]?.range as Range
      expect(range.toMs - range.fromMs).toBeLessThanOrEqual(3 * hourMs + 2 * hourMs)
    }
  })
})
