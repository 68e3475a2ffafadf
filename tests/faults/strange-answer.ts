import fc from 'fast-check'
import { fill, openFillings, type Tally } from '#lib/collect/values.ts'
import type { SeriesRef } from '#lib/model/series.ts'
import { minuteMs } from '#lib/model/time.ts'

const startMs = Date.UTC(2026, 10, 22)
const steps = 24

export const strangeStepMs = 5 * minuteMs
export const strangeRange = { fromMs: startMs, toMs: startMs + steps * strangeStepMs }

export type Point = readonly [atMs: number, value: number]

const values = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 0, max: 1e9, noNaN: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      1e308,
      -1e308,
      -0.5,
      -0,
      3.5e38,
    ),
  },
  { weight: 1, arbitrary: fc.double({ min: 100.0001, max: 400, noNaN: true }) },
)

/** Times on the grid and off it, inside the range and out of it, some of them twice. */
const times = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: steps + 3 }).map((i) => startMs + i * strangeStepMs) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: steps * strangeStepMs }).map((ms) => startMs + ms) },
)

/** What AWS may send of one metric. */
export const strangeAnswers = fc.array(fc.tuple(times, values), { maxLength: 40 })

export const strangeNames = ['CPUUtilization', 'NetworkIn'] as const
export type StrangeName = (typeof strangeNames)[number]

export function strangeSeries(name: string, id = 1): SeriesRef {
  return {
    id,
    resourceId: 'r',
    key: 'cpu-utilization',
    member: '',
    metric: { namespace: 'AWS/EC2', name, dimensions: { InstanceId: `i-${id}` } },
    statistics: ['Average'],
  }
}

export type Kept = { readonly values: Float32Array; readonly tally: Tally }

/** What the product keeps of an answer. */
export function keptOf(points: readonly Point[], name: StrangeName): Kept {
  const [filling] = openFillings({ ...strangeSeries(name), seriesId: 1, range: strangeRange }, strangeStepMs)
  if (!filling) throw new Error('no statistic')
  const tally: Tally = { values: 0, quarantined: 0, aboveHundred: 0, offGrid: 0 }
  const told = {
    Timestamps: points.map(([atMs]) => new Date(atMs)),
    Values: points.map(([, value]) => value),
  }
  fill(filling, { points: told, periodMs: strangeStepMs, tally })
  return { values: filling.values, tally }
}

const isGood = (value: number) => value >= 0 && value <= 3.4028234663852886e38

/** What must be kept of it: good values in their place and nothing else, each counted once. */
export function truthOf(points: readonly Point[], name: StrangeName): Kept {
  const inside = points.filter(([atMs]) => atMs >= strangeRange.fromMs && atMs < strangeRange.toMs)
  const onGrid = inside.filter(([atMs]) => (atMs - startMs) % strangeStepMs === 0)
  const good = onGrid.filter(([, value]) => isGood(value))
  const values = new Float32Array(steps).fill(Number.NaN)
  for (const [atMs, value] of good) values[(atMs - startMs) / strangeStepMs] = value
  const tally = {
    values: good.length,
    quarantined: onGrid.length - good.length,
    aboveHundred: name === 'CPUUtilization' ? good.filter(([, value]) => value > 100).length : 0,
    offGrid: inside.length - onGrid.length,
  }
  return { values, tally }
}
