import { afterEach, describe, expect, test } from 'vitest'
import type { PulledBlock } from '#lib/collect/index.ts'
import { pullSamples } from '#lib/collect/samples.ts'
import type { SeriesRef } from '#lib/model/series.ts'
import { minuteMs } from '#lib/model/time.ts'
import { openHastyAws } from './open.ts'
import { type Asked, openScripted, type Scripted } from './scripted.ts'

let scripted: Scripted | undefined
afterEach(async () => {
  await scripted?.close()
})

const startMs = Date.UTC(2026, 10, 22)
const stepMs = 5 * minuteMs
const at = (step: number) => (startMs + step * stepMs) / 1000

async function pull(answer: (asked: Asked, call: number) => unknown, count = 2) {
  scripted = await openScripted(answer)
  const aws = openHastyAws()
  const account = { id: '444455556666', name: 'shop', regions: ['us-east-1'], payer: false }
  const blocks: PulledBlock[] = []
  const items = Array.from({ length: count }, (_, i) => {
    const metric = { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: `i-${i}` } }
    const series: SeriesRef = {
      id: i,
      resourceId: 'r',
      key: 'k',
      member: '',
      metric,
      statistics: ['Average'],
    }
    return { series, range: { fromMs: startMs, toMs: startMs + 3 * stepMs } }
  })
  const request = { account, region: 'us-east-1', tier: '5m' as const, items }
  const result = await pullSamples({ aws, request, write: async (arrived) => void blocks.push(...arrived) })
  aws.close()
  return {
    result,
    asked: scripted.asked,
    values: blocks.map(({ block }) => [...(block.values.Average ?? [])]),
  }
}

const whole = (Id: string) => ({
  Id,
  StatusCode: 'Complete',
  Timestamps: [at(0), at(1), at(2)],
  Values: [1, 2, 3],
})

describe('GetMetricData', () => {
  test('puts pages together: PartialData goes on with the next page', async () => {
    const { values, asked } = await pull(({ NextToken }) =>
      NextToken
        ? {
            MetricDataResults: [
              { Id: 'q0', StatusCode: 'Complete', Timestamps: [at(2)], Values: [3] },
              whole('q1'),
            ],
          }
        : {
            MetricDataResults: [
              { Id: 'q0', StatusCode: 'PartialData', Timestamps: [at(0), at(1)], Values: [1, 2] },
            ],
            NextToken: 'more',
          },
    )
    expect(values).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    expect(asked).toHaveLength(2)
  })

  test('takes a repeated page once and any order', async () => {
    const shuffled = {
      Id: 'q0',
      StatusCode: 'Complete',
      Timestamps: [at(2), at(0), at(1), at(0)],
      Values: [3, 1, 2, 1],
    }
    const { values, result } = await pull(({ NextToken }) => ({
      MetricDataResults: [whole('q1'), shuffled],
      ...(NextToken ? {} : { NextToken: 'again' }),
    }))
    expect(values).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    expect(result.counts.calls).toBe(2)
  })

  test('a token that repeats is noticed within three pages, and the call asked again from its beginning', async () => {
    const { values, asked, result } = await pull((_, call) => ({
      MetricDataResults: [whole('q0'), whole('q1')],
      ...(call <= 2 ? { NextToken: 'loop' } : {}),
    }))
    expect(asked.map(({ NextToken }) => NextToken)).toEqual([undefined, 'loop', undefined])
    expect(result.counts.tokenLoops).toBe(1)
    expect(values).toHaveLength(2)
  })

  test('an id that is missing is asked again and is no zero; ids of nobody are ignored', async () => {
    const { values, asked } = await pull((_, call) => ({
      MetricDataResults: call === 1 ? [whole('q0'), whole('q77'), whole('')] : [whole('q0')],
    }))
    expect(asked.map(({ MetricDataQueries }) => MetricDataQueries.length)).toEqual([2, 1])
    expect(values).toHaveLength(2)
  })

  test('an answer without any results is no data of nobody', async () => {
    const { values, result } = await pull(() => ({}))
    expect(values).toEqual([])
    expect(result.counts.incompleteSeries).toBe(2)
    expect(result.problems).toMatchObject([{ code: 'aws-incomplete' }])
  })

  test('a later InternalError takes back an earlier Complete', async () => {
    const { values, asked } = await pull(({ NextToken }, call) => ({
      MetricDataResults:
        call === 2 ? [{ Id: 'q0', StatusCode: 'InternalError' }] : [whole('q0'), whole('q1')],
      ...(NextToken || call > 2 ? {} : { NextToken: 'more' }),
    }))
    expect(asked).toHaveLength(3)
    expect(values).toHaveLength(2)
  })

  test('values that cannot be are gaps, and counted', async () => {
    const { values, result } = await pull(
      () => ({
        MetricDataResults: [
          {
            Id: 'q0',
            StatusCode: 'Complete',
            Timestamps: [at(0), at(1), at(2)],
            Values: ['NaN', 'Infinity', -5],
          },
        ],
      }),
      1,
    )
    expect(values).toEqual([[Number.NaN, Number.NaN, Number.NaN]])
    expect(result.counts.quarantined).toBe(3)
  })
})
