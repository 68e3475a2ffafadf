import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { openAws } from '#lib/collect/aws.ts'
import { processClock } from '#lib/collect/clock.ts'
import type { PulledBlock } from '#lib/collect/index.ts'
import { pullSamples } from '#lib/collect/samples.ts'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import { openScripted, type Scripted } from '../collect/scripted.ts'
import {
  keptOf,
  strangeAnswers,
  strangeNames,
  strangeRange,
  strangeSeries,
  strangeStepMs,
  truthOf,
} from './strange-answer.ts'

const { fromMs: startMs } = strangeRange
const stepMs = strangeStepMs

describe('F9: whatever values AWS sends', () => {
  test('10,000 answers: good ones stand in their place, nothing else does, and each is counted once', () => {
    const property = fc.property(strangeAnswers, fc.constantFrom(...strangeNames), (points, name) => {
      expect(keptOf(points, name)).toEqual(truthOf(points, name))
    })
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
    request: {
      account,
      region: 'us-east-1',
      tier,
      items: [{ series: strangeSeries('CPUUtilization'), range: strangeRange }],
    },
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
