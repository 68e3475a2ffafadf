import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Statistic } from '#lib/model/series.ts'
import { dayMs, floorTo, hourMs, minuteMs } from '#lib/model/time.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyNowMs, tinyValues, tinyWorld } from '#tests/support/tiny-world.ts'

const shop = '444455556666'
const place = { accountId: shop, region: 'us-east-1', nowMs: tinyNowMs }
const metrics = tinyWorld.metrics(place)
let simulator: Simulator
let cloudwatch: CloudWatchClient

beforeAll(async () => {
  simulator = await startTiny()
  cloudwatch = new CloudWatchClient(await assumedClientOf(simulator, shop))
})

afterAll(async () => {
  cloudwatch.destroy()
  await simulator.close()
})

function query(id: number, periodSeconds = 300, statistic: Statistic = 'Average'): MetricDataQuery {
  const metric = metrics[id - 1]?.metric
  return {
    Id: `m${id}`,
    MetricStat: {
      Metric: {
        Namespace: metric?.namespace,
        MetricName: metric?.name,
        Dimensions: Object.entries(metric?.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: statistic,
    },
  }
}

const dayStartMs = Date.UTC(2026, 10, 22)

function input(
  queries: MetricDataQuery[],
  rest: Partial<GetMetricDataCommandInput> = {},
): GetMetricDataCommandInput {
  return {
    MetricDataQueries: queries,
    StartTime: new Date(dayStartMs),
    EndTime: new Date(dayStartMs + 6 * hourMs),
    ScanBy: 'TimestampAscending',
    ...rest,
  }
}

async function get(request: GetMetricDataCommandInput) {
  return cloudwatch.send(new GetMetricDataCommand(request))
}

/** Timestamp to value of the world, gaps left out. */
function truth(id: number, statistic: Statistic, fromMs: number, toMs: number, periodMs: number) {
  const metric = metrics[id - 1]
  if (metric === undefined) throw new Error(`no metric ${id}`)
  const values = tinyValues(metric, statistic, { fromMs, toMs, periodMs })
  return [...values]
    .map((value, i) => [fromMs + i * periodMs, value] as const)
    .filter(([, value]) => !Number.isNaN(value))
}

function pairs(result: MetricDataResult | undefined): (readonly [number, number])[] {
  return (result?.Timestamps ?? []).map(
    (time, i) => [time.getTime(), result?.Values?.[i] ?? Number.NaN] as const,
  )
}

function expectSame(
  got: readonly (readonly [number, number])[],
  want: readonly (readonly [number, number])[],
) {
  expect(got.map(([ms]) => ms)).toEqual(want.map(([ms]) => ms))
  expect(got.map(([, value]) => Math.fround(value))).toEqual(want.map(([, value]) => Math.fround(value)))
}

describe('values', () => {
  test('equal the world to float32, gaps left out', async () => {
    const answer = await get(input([query(1), query(2, 300, 'Maximum')]))
    const want = truth(1, 'Average', dayStartMs, dayStartMs + 6 * hourMs, 5 * minuteMs)
    expect(want).toHaveLength(72 - 6)
    expectSame(pairs(answer.MetricDataResults?.[0]), want)
    expect(answer.MetricDataResults?.[0]?.StatusCode).toBe('Complete')
    expect(answer.MetricDataResults?.[1]?.Values).toHaveLength(66)
    expect(answer.NextToken).toBeUndefined()
  })

  test('come newest first unless asked otherwise', async () => {
    const answer = await get(input([query(1)], { ScanBy: undefined }))
    const want = truth(1, 'Average', dayStartMs, dayStartMs + 6 * hourMs, 5 * minuteMs)
    expectSame(pairs(answer.MetricDataResults?.[0]), want.toReversed())
  })

  test('the interval is half-open and aligned to the period', async () => {
    const answer = await get(
      input([query(1)], {
        StartTime: new Date(dayStartMs + 61_000),
        EndTime: new Date(dayStartMs + 15 * minuteMs),
      }),
    )
    const times = pairs(answer.MetricDataResults?.[0]).map(([ms]) => (ms - dayStartMs) / minuteMs)
    expect(times).toEqual([5, 10])
  })

  test('nothing of the future shows, and the hour under way has the samples so far', async () => {
    const request = { StartTime: new Date(tinyNowMs - 3 * hourMs), EndTime: new Date(tinyNowMs + hourMs) }
    const five = await get(input([query(1)], request))
    const newest = pairs(five.MetricDataResults?.[0]).at(-1)
    expect(newest?.[0]).toBe(floorTo(tinyNowMs, 5 * minuteMs) - 5 * minuteMs)
    const hour = await get(input([query(1, 3600)], request))
    const hourStartMs = floorTo(tinyNowMs, hourMs)
    expectSame(
      [pairs(hour.MetricDataResults?.[0]).at(-1) ?? [0, 0]],
      truth(1, 'Average', hourStartMs, hourStartMs + 5 * minuteMs, 5 * minuteMs),
    )
  })

  test('a shorter period than the published one gives a value per published period', async () => {
    const answer = await get(input([query(1, 60)]))
    expectSame(
      pairs(answer.MetricDataResults?.[0]),
      truth(1, 'Average', dayStartMs, dayStartMs + 6 * hourMs, 5 * minuteMs),
    )
  })

  test.each([
    [
      'an unknown metric',
      {
        ...query(1),
        MetricStat: { ...query(1).MetricStat, Metric: { Namespace: 'AWS/EC2', MetricName: 'Nope' } },
      },
    ],
    [
      'a part of the dimensions',
      {
        ...query(13),
        MetricStat: {
          ...query(13).MetricStat,
          Metric: { Namespace: 'Bulk', MetricName: 'Fast', Dimensions: [{ Name: 'Shard', Value: '13' }] },
        },
      },
    ],
    ['another unit', { ...query(1), MetricStat: { ...query(1).MetricStat, Unit: 'Bytes' } }],
  ])('%s has an empty, complete result', async (_what, bad) => {
    const answer = await get(input([bad as MetricDataQuery]))
    expect(answer.MetricDataResults).toEqual([
      expect.objectContaining({ Timestamps: [], Values: [], StatusCode: 'Complete' }),
    ])
  })
})

describe('retention', () => {
  const oldest = async (periodSeconds: number, id = 13) => {
    const answer = await get(
      input([query(id, periodSeconds)], {
        StartTime: new Date(tinyNowMs - 480 * dayMs),
        EndTime: new Date(tinyNowMs),
      }),
    )
    return tinyNowMs - (pairs(answer.MetricDataResults?.[0])[0]?.[0] ?? 0)
  }

  test.each([
    [60, 15 * dayMs],
    [300, 63 * dayMs],
    [3600, 455 * dayMs],
    [1800, 63 * dayMs],
  ])('of %i second samples', async (periodSeconds, keptMs) => {
    const ageMs = await oldest(periodSeconds)
    expect(ageMs).toBeLessThanOrEqual(keptMs)
    expect(ageMs).toBeGreaterThan(keptMs - 2 * hourMs)
  })
})

describe('limits', () => {
  test('100,800 values a call; the rest follows by NextToken', async () => {
    const ids = [20, 21, 22, 23, 24, 25]
    const range = { StartTime: new Date(tinyNowMs - 63 * dayMs), EndTime: new Date(tinyNowMs) }
    const collected = new Map<string, (readonly [number, number])[]>()
    const perPage: number[] = []
    let token: string | undefined
    const statuses: string[] = []
    do {
      const answer = await get(
        input(
          ids.map((id) => query(id)),
          { ...range, NextToken: token },
        ),
      )
      let values = 0
      for (const result of answer.MetricDataResults ?? []) {
        const list = collected.get(result.Id ?? '') ?? []
        collected.set(result.Id ?? '', [...list, ...pairs(result)])
        values += result.Values?.length ?? 0
        statuses.push(result.StatusCode ?? '')
      }
      perPage.push(values)
      token = answer.NextToken
    } while (token !== undefined)
    const firstMs = Math.ceil((tinyNowMs - 63 * dayMs) / 300_000) * 300_000
    const want = truth(25, 'Average', firstMs, floorTo(tinyNowMs, 300_000), 300_000)
    expect(perPage).toEqual([100_800, 6 * want.length - 100_800])
    expect(statuses.filter((status) => status === 'PartialData')).toHaveLength(1)
    expectSame(collected.get('m25') ?? [], want)
  })

  test('MaxDatapoints makes smaller pages', async () => {
    const answer = await get(input([query(1), query(2)], { MaxDatapoints: 70 }))
    expect(
      answer.MetricDataResults?.map((result) => [result.Id, result.Values?.length, result.StatusCode]),
    ).toEqual([
      ['m1', 66, 'Complete'],
      ['m2', 4, 'PartialData'],
    ])
    expect(answer.NextToken).toBeDefined()
  })

  test('500 queries are answered, also gzipped', async () => {
    const answer = await get(input(Array.from({ length: 500 }, (_, i) => query(i + 14))))
    expect(answer.MetricDataResults).toHaveLength(500)
    expect(answer.MetricDataResults?.[499]?.Values).toHaveLength(66)
  })

  const stat = query(1).MetricStat
  test.each<[string, Partial<GetMetricDataCommandInput>, RegExp]>([
    [
      '501 queries',
      { MetricDataQueries: Array.from({ length: 501 }, (_, i) => query(i + 14)) },
      /greater than 500/,
    ],
    ['a wrong id', { MetricDataQueries: [{ ...query(1), Id: 'M1' }] }, /does not match/],
    ['ids that are not unique', { MetricDataQueries: [query(1), query(1)] }, /not unique: m1/],
    ['an end before the start', { EndTime: new Date(0) }, /must be less than/],
    [
      'a period of 90 s',
      { MetricDataQueries: [{ Id: 'a', MetricStat: { ...stat, Period: 90 } as never }] },
      /multiple of 60/,
    ],
    [
      'a statistic of nobody',
      { MetricDataQueries: [{ Id: 'a', MetricStat: { ...stat, Stat: 'Mean' } as never }] },
      /Stat/,
    ],
    ['more values than allowed', { MaxDatapoints: 100_801 }, /MaxDatapoints/],
    ['metric math', { MetricDataQueries: [{ Id: 'a', Expression: 'SUM(METRICS())' }] }, /metric math/],
  ])('%s is a validation error', async (_what, change, text) => {
    const refused = get(input([query(1)], change))
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(text),
    })
  })

  test('a token of another request is refused', async () => {
    const first = await get(input([query(1)], { MaxDatapoints: 10 }))
    const refused = get(input([query(2)], { MaxDatapoints: 10, NextToken: first.NextToken }))
    await expect(refused).rejects.toMatchObject({ name: 'InvalidNextToken' })
  })
})
