import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Ask, billedMetrics, maxQueries, maxValues, packCalls, stepsOf } from '#lib/collect/query.ts'
import { type Statistic, statistics, tierFacts } from '#lib/model/series.ts'
import { dayMs, hourMs, minuteMs, type Range } from '#lib/model/time.ts'

const nowMs = Date.UTC(2026, 10, 22)

function asks(count: number, stats: readonly Statistic[], range: Range): Ask[] {
  return Array.from({ length: count }, (_, seriesId) => ({
    seriesId,
    metric: { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: `i-${seriesId}` } },
    statistics: stats,
    range,
  }))
}

const last = (ms: number): Range => ({ fromMs: nowMs - ms, toMs: nowMs })

describe('packing into calls', () => {
  // ceil(series / min(500 / statistics, 100,800 / (steps x statistics))), by hand.
  test.each([
    {
      what: 'a day of hours is bound by 500 queries',
      count: 1000,
      stats: 2,
      range: dayMs,
      period: hourMs,
      calls: 4,
    },
    {
      what: '455 days of hours: 4 series of 21,840 values',
      count: 100,
      stats: 2,
      range: 455 * dayMs,
      period: hourMs,
      calls: 25,
    },
    {
      what: '63 days of 5 min: 2 series of 36,288 values',
      count: 11,
      stats: 2,
      range: 63 * dayMs,
      period: 5 * minuteMs,
      calls: 6,
    },
    {
      what: '15 days of minutes: 4 series of 21,600 values',
      count: 9,
      stats: 1,
      range: 15 * dayMs,
      period: minuteMs,
      calls: 3,
    },
    {
      what: '350 series of a day of 5 min fill a call exactly',
      count: 350,
      stats: 1,
      range: dayMs,
      period: 5 * minuteMs,
      calls: 1,
    },
    {
      what: 'one more opens a second call',
      count: 351,
      stats: 1,
      range: dayMs,
      period: 5 * minuteMs,
      calls: 2,
    },
    {
      what: '15 days of minutes in 5 statistics are 108,000 values: two calls',
      count: 1,
      stats: 5,
      range: 15 * dayMs,
      period: minuteMs,
      calls: 2,
    },
    { what: 'nothing to ask is no call', count: 0, stats: 1, range: dayMs, period: hourMs, calls: 0 },
    { what: 'an empty range is no call', count: 3, stats: 1, range: 0, period: hourMs, calls: 0 },
  ])('$what', ({ count, stats, range, period, calls }) => {
    const packed = packCalls(asks(count, statistics.slice(0, stats), last(range)), period)
    expect(packed).toHaveLength(calls)
  })

  test('a metric is billed once for all its statistics and its whole range', () => {
    const packed = packCalls(asks(1000, ['Average', 'Maximum', 'p99'], last(455 * dayMs)), hourMs)
    const billed = packed.reduce((sum, call) => sum + call.asks.length, 0)
    expect(billed).toBe(1000)
  })

  test('a long range does not drag short ones along', () => {
    const packed = packCalls(
      [...asks(1, ['Average'], last(455 * dayMs)), ...asks(3, ['Average'], last(15 * dayMs))],
      hourMs,
    )
    expect(packed.map((call) => call.asks.length)).toEqual([1, 3])
  })

  const askArbitrary = fc.record({
    seriesId: fc.nat(),
    statistics: fc.subarray([...statistics], { minLength: 1 }),
    fromMs: fc.integer({ min: 1, max: 455 * 24 * 60 }).map((minutes) => nowMs - minutes * minuteMs),
    lengthMs: fc.integer({ min: 0, max: 455 * dayMs }),
  })

  test('every period of every ask is asked exactly once, within the limits of a call', () => {
    const property = fc.property(
      fc.array(askArbitrary, { maxLength: 60 }),
      fc.constantFrom(...Object.values(tierFacts).map(({ periodMs }) => periodMs)),
      (drawn, periodMs) => {
        const wanted = drawn.map((draw, i): Ask => {
          const [ask] = asks(1, draw.statistics, { fromMs: draw.fromMs, toMs: draw.fromMs + draw.lengthMs })
          return { ...(ask as Ask), seriesId: i }
        })
        const calls = packCalls(wanted, periodMs)
        for (const { range, asks: packed } of calls) {
          const queries = packed.reduce((sum, ask) => sum + ask.statistics.length, 0)
          expect(queries).toBeLessThanOrEqual(maxQueries)
          expect(queries * stepsOf(range, periodMs)).toBeLessThanOrEqual(maxValues)
          for (const ask of packed) {
            expect(ask.range.fromMs).toBeGreaterThanOrEqual(range.fromMs)
            expect(ask.range.toMs).toBeLessThanOrEqual(range.toMs)
          }
        }
        const packed = calls.flatMap((call) => call.asks)
        for (const ask of wanted) expect(joined(packed, ask.seriesId)).toEqual(aligned(ask.range, periodMs))
      },
    )
    fc.assert(property, { seed: 3, numRuns: 300 })
  })
})

/** The ranges of a series end to end; undefined if they leave a hole or overlap. */
function joined(packed: readonly Ask[], seriesId: number): Range | undefined {
  const own = packed.filter((ask) => ask.seriesId === seriesId).map(({ range }) => range)
  own.sort((a, b) => a.fromMs - b.fromMs)
  for (let i = 1; i < own.length; i++) if (own[i]?.fromMs !== own[i - 1]?.toMs) return undefined
  return own[0] && { fromMs: own[0].fromMs, toMs: own.at(-1)?.toMs ?? 0 }
}

function aligned({ fromMs, toMs }: Range, periodMs: number): Range | undefined {
  const from = Math.floor(fromMs / periodMs) * periodMs
  const to = Math.ceil(toMs / periodMs) * periodMs
  return to > from ? { fromMs: from, toMs: to } : undefined
}

describe('billing', () => {
  const query = (name: string, Stat: string, dimension = 'a') => ({
    MetricStat: {
      Metric: { Namespace: 'N', MetricName: name, Dimensions: [{ Name: 'D', Value: dimension }] },
      Stat,
    },
  })
  test.each([
    { what: 'no query', queries: [], billed: 0 },
    {
      what: 'two statistics of one metric',
      queries: [query('m', 'Average'), query('m', 'Maximum')],
      billed: 1,
    },
    {
      what: 'six statistics of one metric',
      queries: ['a', 'b', 'c', 'd', 'e', 'f'].map((s) => query('m', s)),
      billed: 2,
    },
    { what: 'two dimension sets', queries: [query('m', 'Sum'), query('m', 'Sum', 'b')], billed: 2 },
  ])('$what: $billed', ({ queries, billed }) => {
    expect(billedMetrics(queries)).toBe(billed)
  })
})
