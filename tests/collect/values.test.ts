import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockOf, fill, openFillings, type Tally } from '#lib/collect/values.ts'
import { minuteMs } from '#lib/model/time.ts'

const periodMs = 5 * minuteMs
const fromMs = Date.UTC(2026, 10, 22)
const ask = {
  seriesId: 4,
  metric: { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: 'i-1' } },
  statistics: ['Average'] as const,
  range: { fromMs, toMs: fromMs + 4 * periodMs },
}
const tally = (): Tally => ({ values: 0, quarantined: 0, aboveHundred: 0, offGrid: 0 })
const at = (step: number) => new Date(fromMs + step * periodMs)

describe('a datapoint', () => {
  test.each([
    { what: 'that is finite is taken', value: 12.5, kept: 12.5, counted: { values: 1 } },
    { what: 'of zero is a value', value: 0, kept: 0, counted: { values: 1 } },
    {
      what: 'above 100 percent is kept and counted',
      value: 104,
      kept: 104,
      counted: { values: 1, aboveHundred: 1 },
    },
    { what: 'that is NaN stays a gap', value: Number.NaN, kept: Number.NaN, counted: { quarantined: 1 } },
    {
      what: 'that is infinite stays a gap',
      value: Number.POSITIVE_INFINITY,
      kept: Number.NaN,
      counted: { quarantined: 1 },
    },
    { what: 'beyond float32 stays a gap', value: 1e308, kept: Number.NaN, counted: { quarantined: 1 } },
    { what: 'that is negative stays a gap', value: -1, kept: Number.NaN, counted: { quarantined: 1 } },
  ])('$what', ({ value, kept, counted }) => {
    const [filling] = openFillings(ask, periodMs)
    const counts = tally()
    if (filling) fill(filling, { points: { Timestamps: [at(2)], Values: [value] }, periodMs, tally: counts })
    expect([...(filling?.values ?? [])]).toEqual([Number.NaN, Number.NaN, kept, Number.NaN])
    expect(counts).toEqual({ ...tally(), ...counted })
  })

  test('off the grid is left out and counted; outside of the ask it is none of ours', () => {
    const [filling] = openFillings(ask, periodMs)
    const counts = tally()
    const times = [new Date(fromMs + 1), at(-1), at(4), at(400)]
    if (filling)
      fill(filling, { points: { Timestamps: times, Values: [1, 2, 3, 4] }, periodMs, tally: counts })
    expect([...(filling?.values ?? [])].every(Number.isNaN)).toBe(true)
    expect(counts).toEqual({ ...tally(), offGrid: 1 })
  })

  test('without a value for its time is left out', () => {
    const [filling] = openFillings(ask, periodMs)
    if (filling)
      fill(filling, { points: { Timestamps: [at(0), at(1)], Values: [7] }, periodMs, tally: tally() })
    expect([...(filling?.values ?? [])]).toEqual([7, Number.NaN, Number.NaN, Number.NaN])
  })
})

test('order, repeats and page borders do not matter', () => {
  const points = fc
    .uniqueArray(fc.nat({ max: 3 }))
    .chain((steps) =>
      fc.tuple(
        fc.constant(steps),
        fc.shuffledSubarray([...steps, ...steps], { minLength: steps.length * 2 }),
        fc.nat({ max: 8 }),
      ),
    )
  const property = fc.property(points, ([steps, order, border]) => {
    const [filling] = openFillings(ask, periodMs)
    if (!filling) return
    for (const page of [order.slice(0, border), order.slice(border)]) {
      fill(filling, {
        points: { Timestamps: page.map(at), Values: page.map((step) => step * 10) },
        periodMs,
        tally: tally(),
      })
    }
    expect([...filling.values]).toEqual(
      [0, 1, 2, 3].map((step) => (steps.includes(step) ? step * 10 : Number.NaN)),
    )
  })
  fc.assert(property, { seed: 11, numRuns: 200 })
})

describe('a block', () => {
  test.each([
    {
      what: 'ends covered where provisional samples begin',
      provisional: fromMs + 3 * periodMs,
      toMs: fromMs + 3 * periodMs,
    },
    {
      what: 'is covered whole when nothing is provisional',
      provisional: Number.POSITIVE_INFINITY,
      toMs: fromMs + 4 * periodMs,
    },
    { what: 'that is all provisional covers nothing', provisional: fromMs - periodMs, toMs: fromMs },
  ])('$what', ({ provisional, toMs }) => {
    const fillings = openFillings(ask, periodMs)
    const block = blockOf({ fillings, periodMs, provisionalFromMs: provisional })
    expect(block?.covered).toEqual({ fromMs, toMs })
    expect(block?.block).toMatchObject({ seriesId: 4, startMs: fromMs, stepMs: periodMs })
    expect(block?.block.values.Average).toHaveLength(4)
  })
})
