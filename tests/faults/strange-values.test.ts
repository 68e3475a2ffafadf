import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { openAws } from '#lib/collect/aws.ts'
import { processClock } from '#lib/collect/clock.ts'
import type { PulledBlock } from '#lib/collect/index.ts'
import { pullSamples } from '#lib/collect/samples.ts'
import { fill, openFillings, type Tally } from '#lib/collect/values.ts'
import type { SeriesRef } from '#lib/model/series.ts'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import { openScripted, type Scripted } from '../collect/scripted.ts'

const startMs = Date.UTC(2026, 10, 22)
const stepMs = 5 * minuteMs
const steps = 24
const range = { fromMs: startMs, toMs: startMs + steps * stepMs }

const seriesOf = (name: string): SeriesRef => ({
  id: 1,
  resourceId: 'r',
  key: 'cpu-utilization',
  member: '',
  metric: { namespace: 'AWS/EC2', name, dimensions: { InstanceId: 'i-1' } },
  statistics: ['Average'],
})

const emptyTally = (): Tally => ({ values: 0, quarantined: 0, aboveHundred: 0, offGrid: 0 })

const strange = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1e308,
  -1e308,
  -0.5,
  -0,
  3.5e38,
]
const value = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 0, max: 1e9, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(...strange) },
  { weight: 1, arbitrary: fc.double({ min: 100.0001, max: 400, noNaN: true }) },
)
/** Times on the grid and off it, inside the range and out of it, some of them twice. */
const time = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: steps + 3 }).map((i) => startMs + i * stepMs) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: steps * stepMs }).map((ms) => startMs + ms) },
)
const isGood = (one: number) => one >= 0 && one <= 3.4028234663852886e38

describe('F9: whatever values AWS sends', () => {
  test('10,000 answers: good ones stand in their place, nothing else does, and each is counted once', () => {
    const property = fc.property(
      fc.array(fc.tuple(time, value), { maxLength: 40 }),
      fc.constantFrom('CPUUtilization', 'NetworkIn'),
      (points, name) => {
        const [filling] = openFillings({ ...seriesOf(name), seriesId: 1, range }, stepMs)
        if (!filling) throw new Error('no statistic')
        const tally = emptyTally()
        const Timestamps = points.map(([atMs]) => new Date(atMs))
        fill(filling, {
          points: { Timestamps, Values: points.map(([, one]) => one) },
          periodMs: stepMs,
          tally,
        })

        const inside = points.filter(([atMs]) => atMs >= range.fromMs && atMs < range.toMs)
        const onGrid = inside.filter(([atMs]) => (atMs - startMs) % stepMs === 0)
        const good = onGrid.filter(([, one]) => isGood(one))
        const expected = new Float32Array(steps).fill(Number.NaN)
        for (const [atMs, one] of good) expected[(atMs - startMs) / stepMs] = one
        expect(filling.values).toEqual(expected)
        expect(tally).toEqual({
          values: good.length,
          quarantined: onGrid.length - good.length,
          aboveHundred: name === 'CPUUtilization' ? good.filter(([, one]) => one > 100).length : 0,
          offGrid: inside.length - onGrid.length,
        })
      },
    )
    fc.assert(property, { seed: 9, numRuns: 10_000 })
  })
})

let scripted: Scripted | undefined
afterEach(async () => {
  await scripted?.close()
  scripted = undefined
})

/** Pulls one series from an endpoint that answers with these points on the wire. */
async function pullPoints(points: readonly (readonly [atMs: number, value: unknown])[], periodMs = stepMs) {
  scripted = await openScripted(({ MetricDataQueries }) => ({
    MetricDataResults: MetricDataQueries.map(({ Id }) => ({
      Id,
      Label: 'x',
      Timestamps: points.map(([atMs]) => atMs / 1000),
      Values: points.map(([, one]) => one),
      StatusCode: 'Complete',
    })),
  }))
  const aws = openAws({ clock: processClock, random: () => 0.5 })
  const account = { id: '111122223333', name: 'a', regions: ['us-east-1'], payer: true }
  const tier = periodMs === minuteMs ? ('1m' as const) : ('5m' as const)
  const blocks: PulledBlock[] = []
  const { counts, problems } = await pullSamples({
    aws,
    request: { account, region: 'us-east-1', tier, items: [{ series: seriesOf('CPUUtilization'), range }] },
    write: async (arrived) => {
      blocks.push(...arrived)
    },
  })
  aws.close()
  return { counts, problems, values: [...(blocks[0]?.block.values.Average ?? [])] }
}

test('F9: NaN and infinities as the wire spells them, 1e308, negative and above 100 in one answer', async () => {
  const at = (i: number) => startMs + i * stepMs
  const { counts, problems, values } = await pullPoints([
    ...([
      [at(0), 12],
      [at(1), 'NaN'],
      [at(2), 'Infinity'],
      [at(3), '-Infinity'],
      [at(4), 1e308],
    ] as const),
    ...([
      [at(5), -3],
      [at(6), 187.5],
      [at(7), 40],
      [at(7), 41],
      [at(8), 0],
    ] as const),
  ])
  expect(problems).toEqual([])
  expect(counts).toMatchObject({ quarantined: 5, aboveHundred: 1, incompleteSeries: 0 })
  // Gaps are gaps: only the zero that was measured is zero. Of a point that comes twice the last counts.
  const gap = Number.NaN
  expect(values.slice(0, 9)).toEqual([12, gap, gap, gap, gap, gap, 187.5, 41, 0])
  expect(values.slice(9).every(Number.isNaN)).toBe(true)
})

test('F9: a metric that changes from minutes to five minutes leaves gaps between, and no zeros', async () => {
  const minutes = Array.from({ length: 60 }, (_, i) => [startMs + i * minuteMs, 10 + (i % 7)] as const)
  const fives = Array.from({ length: 12 }, (_, i) => [startMs + hourMs + i * stepMs, 20 + i] as const)
  const { values, counts } = await pullPoints([...minutes, ...fives], minuteMs)
  expect(values).toHaveLength(120)
  expect(values.slice(0, 60)).toEqual(minutes.map(([, one]) => one))
  const second = values.slice(60)
  expect(second.filter((_, i) => i % 5 === 0)).toEqual(fives.map(([, one]) => one))
  expect(second.filter((_, i) => i % 5 !== 0).every(Number.isNaN)).toBe(true)
  expect(counts).toMatchObject({ values: 72, quarantined: 0, offGrid: 0 })
})
