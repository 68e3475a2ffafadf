import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2'
import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing'
import { afterEach, describe, expect, test } from 'vitest'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import type { FaultOptions } from '#lib/simulate/faults.ts'
import { openFaults } from '#lib/simulate/faults.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { clientOf, startTiny } from '#tests/support/simulator.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'

const shop = '444455556666'
let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

async function start(faults: FaultOptions, nowMs = tinyNowMs) {
  simulator = await startTiny({ faults, nowMs })
  return { simulator, cloudwatch: new CloudWatchClient(clientOf(simulator)) }
}

const list = () => new ListMetricsCommand({ Namespace: 'none' })

/** Outcomes of calls one after another: `ok` or the name of the error. */
async function outcomes(count: number, call: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = []
  for (let i = 0; i < count; i++) {
    names.push(
      await call().then(
        () => 'ok',
        (error: Error) => error.name,
      ),
    )
  }
  return names
}

describe('throttling', () => {
  test('a token bucket allows a burst, then a rate', () => {
    let ms = 0
    const { takeToken } = openFaults({ requestsPerSecond: 2 }, 1, () => ms)
    const take = (scope: string) => takeToken(scope, 'cloudwatch:GetMetricData')
    expect([take('a'), take('a'), take('a'), take('b')]).toEqual([true, true, false, true])
    ms += 500
    expect([take('a'), take('a')]).toEqual([true, false])
  })

  test('each operation has its own rate, and what has none is let through', () => {
    const { takeToken } = openFaults({ requestsPerSecond: { 'a:B': 1 } }, 1, () => 0)
    expect([takeToken('x', 'a:B'), takeToken('x', 'a:B'), takeToken('x', 'a:C')]).toEqual([true, false, true])
  })

  test('datapoints are granted by the second, fewer of them for recent calls', () => {
    let ms = 0
    const { takeDatapoints } = openFaults({ datapointsPerSecond: { recent: 100, older: 200 } }, 1, () => ms)
    const take = (count: number, recent: boolean) => takeDatapoints('a', count, recent)
    expect([take(150, false), take(50, true), take(50, false), take(1, false)]).toEqual([
      true,
      false,
      true,
      false,
    ])
    ms += 500
    expect([take(51, true), take(50, true)]).toEqual([false, true])
  })

  test('is spelled as each service spells it, and clients call it throttling', async () => {
    const { simulator, cloudwatch } = await start({ requestsPerSecond: 0.001 })
    const ec2 = new EC2Client(clientOf(simulator))
    const scaling = new AutoScalingClient(clientOf(simulator))
    const pricing = new PricingClient(clientOf(simulator))
    const calls = [
      () => cloudwatch.send(list()),
      () => ec2.send(new DescribeInstancesCommand({})),
      () => scaling.send(new DescribeAutoScalingGroupsCommand({})),
      () => pricing.send(new GetProductsCommand({ ServiceCode: 'AmazonEC2', MaxResults: 1 })),
    ]
    const names: string[][] = []
    for (const call of calls) names.push(await outcomes(2, call))
    expect(names).toEqual([
      ['ok', 'Throttling'],
      ['ok', 'RequestLimitExceeded'],
      ['ok', 'Throttling'],
      ['ok', 'ThrottlingException'],
    ])
  })

  test('the SDK waits and succeeds', async () => {
    const { simulator } = await start({ requestsPerSecond: 5 })
    const patient = new CloudWatchClient({ ...clientOf(simulator), maxAttempts: 8 })
    const answers = await Promise.all(Array.from({ length: 8 }, () => patient.send(list())))
    expect(answers).toHaveLength(8)
    expect(simulator.totals.all.errors).toBeGreaterThan(0)
  })
})

describe('transport', () => {
  test('server errors come in the given share and are the same with the same seed', async () => {
    const run = async () => {
      const { simulator, cloudwatch } = await start({ serverErrorShare: 0.5 })
      const names = await outcomes(30, () => cloudwatch.send(list()))
      await simulator.close()
      return names
    }
    const first = await run()
    expect(first).toEqual(await run())
    expect(first.filter((name) => name !== 'ok').length).toBeGreaterThan(5)
    expect(new Set(first)).toEqual(new Set(['ok', 'InternalServiceFault', 'ServiceUnavailable']))
  })

  test('a reset connection', async () => {
    const { simulator, cloudwatch } = await start({ resetShare: 1 })
    await expect(cloudwatch.send(list())).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(simulator.ledger.at(-1)?.status).toBe(0)
  })

  test('a truncated body', async () => {
    const { cloudwatch } = await start({ truncatedShare: 1 })
    await expect(cloudwatch.send(list())).rejects.toThrow()
  })

  test('slow answers', async () => {
    const { cloudwatch } = await start({ slowMs: 120 })
    const startedMs = performance.now()
    await cloudwatch.send(list())
    expect(performance.now() - startedMs).toBeGreaterThan(115)
  })
})

describe('credentials', () => {
  test('a session expires early, and a new one works again in the end', async () => {
    const { simulator } = await start({ expiredTokenShare: 0.5 })
    const endings: string[] = []
    for (let i = 0; i < 12; i++) {
      const client = new CloudWatchClient(await assumedClientOf(simulator, shop))
      endings.push((await outcomes(3, () => client.send(list()))).join(' '))
      client.destroy()
    }
    expect(new Set(endings)).toEqual(new Set(['ok ok ok', 'ok ExpiredToken ExpiredToken']))
  })
})

const request = (fromMs: number, toMs: number) =>
  new GetMetricDataCommand({
    MetricDataQueries: Array.from({ length: 40 }, (_, i) => ({
      Id: `m${i}`,
      MetricStat: {
        Metric: {
          Namespace: 'Bulk',
          MetricName: 'Load',
          Dimensions: [
            { Name: 'Shard', Value: String(i + 20) },
            { Name: 'Kind', Value: 'x' },
          ],
        },
        Period: 300,
        Stat: 'Average',
      },
    })),
    StartTime: new Date(fromMs),
    EndTime: new Date(toMs),
    ScanBy: 'TimestampAscending',
  })

describe('results', () => {
  test('some have InternalError and no values, some PartialData and half of them', async () => {
    const { simulator } = await start({ internalErrorShare: 0.3, partialDataShare: 0.3 })
    const client = new CloudWatchClient(await assumedClientOf(simulator, shop))
    const answer = await client.send(request(tinyNowMs - 4 * hourMs, tinyNowMs - hourMs))
    const seen = answer.MetricDataResults?.map((result) => `${result.StatusCode} ${result.Values?.length}`)
    expect(new Set(seen)).toEqual(new Set(['Complete 36', 'InternalError 0', 'PartialData 18']))
    expect(answer.NextToken).toBeUndefined()
    client.destroy()
  })

  test('the newest ten minutes come late or are revised, older ones never', async () => {
    const newest = async (nowMs: number) => {
      const { simulator } = await start({ lateSamples: true }, nowMs)
      const client = new CloudWatchClient(await assumedClientOf(simulator, shop))
      const answer = await client.send(request(tinyNowMs - 20 * minuteMs, tinyNowMs + 5 * minuteMs))
      client.destroy()
      await simulator.close()
      return answer.MetricDataResults?.map((result) => {
        return Object.fromEntries(
          result.Timestamps?.map((time, i) => [time.getTime(), result.Values?.[i]]) ?? [],
        )
      })
    }
    const early = (await newest(tinyNowMs)) ?? []
    const settled = (await newest(tinyNowMs + hourMs)) ?? []
    // 14:07:30: the period from 14:00 has just ended and is provisional, that from 13:50 is final.
    const freshMs = Date.UTC(2026, 10, 22, 14, 0)
    const finalMs = Date.UTC(2026, 10, 22, 13, 50)
    const kinds = early.map((values, i) => {
      const value = values[freshMs]
      if (value === undefined) return 'late'
      return value === settled[i]?.[freshMs] ? 'same' : 'revised'
    })
    expect(new Set(kinds)).toEqual(new Set(['late', 'same', 'revised']))
    expect(early.map((values) => values[finalMs])).toEqual(settled.map((values) => values[finalMs]))
    expect(settled.every((values) => values[freshMs] !== undefined)).toBe(true)
  })
})
