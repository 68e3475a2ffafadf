import { describe, expect, test } from 'vitest'
import { forecastResource } from '#lib/forecast/index.ts'
import type { CapacityChange } from '#lib/model/capacity.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { change, hourly, nowMs, waves } from './samples.ts'

const definition = {
  dimension: 'cpu' as const,
  hard: false,
  conversion: { kind: 'percent' as const, metric: 'cpu' },
}
const running = [change(nowMs - 400 * dayMs, { cpu: 8 })]
const steady = (days: number) => waves(days, () => 30)
const holey = () => steady(60).map((value, hour) => (hour % 24 >= 18 || hour % 240 < 30 ? Number.NaN : value))

type Case = {
  readonly name: string
  readonly values: Float64Array
  readonly endMs?: number
  readonly changes?: readonly CapacityChange[]
  readonly reason: string
  readonly text: string
}

const cases: readonly Case[] = [
  { name: 'nothing collected', values: new Float64Array(0), reason: 'no-samples', text: 'No samples' },
  {
    name: 'only gaps',
    values: new Float64Array(300).fill(Number.NaN),
    reason: 'no-samples',
    text: 'No samples',
  },
  { name: 'five days', values: steady(5), reason: 'short-history', text: '5 of 7 days' },
  {
    name: 'under the coverage floor',
    values: holey(),
    reason: 'low-coverage',
    text: 'at least 80% are needed',
  },
  {
    name: 'silent for three days',
    values: steady(60),
    endMs: nowMs - 3 * dayMs,
    reason: 'metrics-stopped',
    text: '21 Nov 2026, 23:00 UTC',
  },
  {
    name: 'stopped',
    values: steady(60),
    changes: [...running, change(nowMs - dayMs, { cpu: 0 }, 0)],
    reason: 'stopped',
    text: '24 Nov 2026',
  },
  {
    name: 'capacity unknown',
    values: steady(60),
    changes: [change(nowMs - 400 * dayMs, { memory: 8 })],
    reason: 'no-capacity',
    text: 'the capacity of this dimension is not known',
  },
]

const outcomeOf = ({ values, endMs, changes }: Pick<Case, 'values' | 'endMs' | 'changes'>) => {
  const metrics = [{ key: 'cpu', member: '', mean: hourly(values, endMs) }]
  const input = { resourceId: 'r', nowMs, dimensions: [definition], changes: changes ?? running, metrics }
  return forecastResource({ ...input, policy: defaultPolicy })[0]
}

describe('abstentions', () => {
  test.each(cases)('$name: $reason', ({ reason, text, ...input }) => {
    const outcome = outcomeOf(input)?.outcome
    expect(outcome).toMatchObject({ kind: 'abstention', reason, resourceId: 'r', dimension: 'cpu' })
    expect(outcome?.kind === 'abstention' && outcome.text).toContain(text)
  })

  test('the share is said where the coverage is low', () => {
    // 18 of 24 hours, and of every ten days 30 hours less their 6 that were missing anyway.
    const outcome = outcomeOf({ values: holey() })?.outcome
    expect(outcome?.kind === 'abstention' && outcome.text).toMatch(
      /^Only 6\d% of the samples of the last 90 days/,
    )
  })

  test('a history of 47 silent hours is still forecast, of 49 no more', () => {
    expect(outcomeOf({ values: steady(60), endMs: nowMs - 47 * hourMs })?.outcome.kind).toBe('forecast')
    expect(outcomeOf({ values: steady(60), endMs: nowMs - 49 * hourMs })?.outcome.kind).toBe('abstention')
  })

  test('the history is given even where the forecast is not', () => {
    expect(outcomeOf({ values: steady(5) })?.history?.peak.length).toBe(5)
  })

  test('from seven days on there is a forecast, widened below fourteen', () => {
    for (const [days, widened] of [
      [7, true],
      [13, true],
      [14, false],
      [40, false],
    ] as const) {
      const outcome = outcomeOf({ values: steady(days) })?.outcome
      expect(outcome?.kind).toBe('forecast')
      expect(outcome?.kind === 'forecast' && outcome.widened).toBe(widened)
    }
  })
})
