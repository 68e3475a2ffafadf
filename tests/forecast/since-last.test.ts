import { describe, expect, test } from 'vitest'
import { changesSince, withChanges } from '#lib/forecast/since-last.ts'
import type { Abstention, Forecast } from '#lib/model/forecast.ts'
import { dayMs } from '#lib/model/time.ts'
import { forecastOf, paths } from '../support/detail-series.ts'

/** A forecast whose limit is reached at this median day. */
const saturating = (forecast: Forecast, medianDays: number | null): Forecast => ({
  ...forecast,
  saturation: { ...forecast.saturation, medianDays },
})

const made: Forecast = { ...forecastOf(paths.cpu, 'a'), rhythm: { daily: 0.5, weekly: 0.1 } }
/** The same date, said on two successive days. */
const before = saturating({ ...made, asOfMs: made.asOfMs - dayMs }, 101)
const now = saturating(made, 100)

const withFacts = (forecast: Forecast, facts: Partial<Forecast['facts']>): Forecast => ({
  ...forecast,
  facts: { ...forecast.facts, ...facts },
})

describe('what changed since the last run', () => {
  const cases: readonly {
    readonly name: string
    readonly earlier: Forecast
    readonly later: Forecast
    readonly texts: readonly string[]
  }[] = [
    {
      name: 'nothing, a day later',
      earlier: before,
      later: now,
      texts: [],
    },
    {
      name: 'a date that moved as usual',
      earlier: before,
      later: saturating(now, 92),
      texts: [],
    },
    {
      name: 'a date that came nearer: 101 days from 21 November against 60 from 22 November',
      earlier: before,
      later: saturating(now, 60),
      texts: ['The limit is reached 40 days earlier: median 21 Jan 2027 instead of 2 Mar 2027.'],
    },
    {
      name: 'a date that went beyond the year',
      earlier: before,
      later: saturating(now, null),
      texts: ['The limit is no longer reached within 12 months; the median was 2 Mar 2027.'],
    },
    {
      name: 'a date that came within the year',
      earlier: saturating(before, null),
      later: now,
      texts: ['The limit is now reached within 12 months, median 2 Mar 2027; it was not.'],
    },
    {
      name: 'level and growth',
      earlier: withFacts(before, { p95: 100, monthlyGrowth: 0.01 }),
      later: withFacts(now, { p95: 112, monthlyGrowth: -0.02 }),
      texts: [
        'The level (95th percentile of the last 7 days) rose by 12%.',
        'Growth is \u22122.0% a month instead of +1.0%.',
      ],
    },
    {
      name: 'capacity, of which the limit follows',
      earlier: { ...before, capacity: 8 },
      later: {
        ...now,
        capacity: 16,
        saturation: { ...now.saturation, limit: 2 * now.saturation.limit },
      },
      texts: ['Capacity rose by 100%.'],
    },
    {
      name: 'the policy, and with it the limit',
      earlier: before,
      later: { ...now, saturation: { ...now.saturation, limit: 0.875 * now.saturation.limit } },
      texts: ['The safe limit fell by 13%.'],
    },
    {
      name: 'a rhythm',
      earlier: before,
      later: { ...now, rhythm: { daily: 0.5, weekly: 0.25 } },
      texts: ['The weekly rhythm is 25% instead of 10%.'],
    },
    {
      name: 'the models',
      earlier: { ...before, models: [{ model: 'last-value', weight: 1 }] },
      later: {
        ...now,
        models: [
          { model: 'seasonal-naive', weight: 0.6 },
          { model: 'last-value', weight: 0.4 },
        ],
      },
      texts: ['Other models count: "the last season again" has 60% of the weight instead of 0.0%.'],
    },
    {
      name: 'demotion',
      earlier: before,
      later: {
        ...now,
        widened: true,
        heldWidening: [{ fromDay: 1, toDay: 7, factor: 1.4, share80: 0.6, days: 300 }],
      },
      texts: [
        'Earlier forecasts of this kind did not hold: the intervals are up to 40% wider than its models say.',
      ],
    },
    {
      name: 'the end of a demotion',
      earlier: {
        ...before,
        widened: true,
        heldWidening: [{ fromDay: 1, toDay: 7, factor: 1.4, share80: 0.6, days: 300 }],
      },
      later: now,
      texts: ['Earlier forecasts of this kind hold again: no longer widened.'],
    },
    {
      name: 'a level that has just changed',
      earlier: before,
      later: { ...now, widened: true },
      texts: ['The intervals are widened.'],
    },
  ]
  test.each(cases)('$name', ({ earlier, later, texts }) => {
    expect(changesSince(earlier, later)).toEqual(texts)
  })

  test('a first forecast after an abstention says why there was none', () => {
    const abstention: Abstention = {
      kind: 'abstention',
      resourceId: 'a',
      dimension: 'cpu',
      asOfMs: before.asOfMs,
      reason: 'short-history',
      text: '6 days are too few.',
      observedDays: 6,
    }
    expect(changesSince(abstention, now)).toEqual(['Until then there was none: 6 days are too few.'])
  })

  test('stands beside each forecast that had one before', () => {
    const outcomes = [
      { dimension: 'cpu' as const, outcome: now },
      { dimension: 'memory' as const, outcome: { ...now, dimension: 'memory' as const } },
    ]
    const [cpu, memory] = withChanges(outcomes, [before])
    expect(cpu?.outcome.kind === 'forecast' && cpu.outcome.since?.asOfMs).toBe(before.asOfMs)
    expect(memory).toEqual(outcomes[1])
  })
})
