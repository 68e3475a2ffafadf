import { afterEach, describe, expect, test } from 'vitest'
import { type PulledBlock, type PullResult, planPulls } from '#lib/collect/index.ts'
import { pullSamples } from '#lib/collect/samples.ts'
import { type SeriesRef, type Statistic, type Tier, tierFacts } from '#lib/model/series.ts'
import { dayMs, hourMs, minuteMs, type Range } from '#lib/model/time.ts'
import type { FaultOptions } from '#lib/simulate/faults.ts'
import { tinyNowMs, tinyValues, tinyWorld } from '#tests/support/tiny-world.ts'
import { type Opened, openHastyAws, openTiny } from './open.ts'

const place = { accountId: '444455556666', region: 'us-east-1', nowMs: tinyNowMs }
const metrics = tinyWorld.metrics(place)

let opened: Opened | undefined
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

function seriesOf(from: number, count: number, statistics: readonly Statistic[] = ['Average', 'Maximum']) {
  return metrics.slice(from, from + count).map(
    ({ id, metric }): SeriesRef => ({
      id,
      resourceId: 'r',
      key: 'cpu-utilization',
      member: '',
      metric,
      statistics,
    }),
  )
}

type Pulled = { blocks: PulledBlock[]; result: PullResult; opened: Opened }

async function pull(
  { series, range, tier }: { series: readonly SeriesRef[]; range: Range; tier: Tier },
  faults?: FaultOptions,
): Promise<Pulled> {
  opened = await openTiny({ faults })
  const throttled = faults?.requestsPerSecond !== undefined
  const aws = openHastyAws()
  const blocks: PulledBlock[] = []
  const items = series.map((one) => ({ series: one, range }))
  const request = { account: opened.account('shop'), region: 'us-east-1', tier, items }
  const write = async (arrived: readonly PulledBlock[]) => {
    blocks.push(...arrived)
  }
  // The simulated AWS throttles by the real clock.
  const usesClock = throttled || faults === undefined
  const result = usesClock
    ? await opened.collector.samples(request, write)
    : await pullSamples({ aws, request, write })
  aws.close()
  return { blocks, result, opened }
}

/** What CloudWatch holds: the world's values, nothing before or after a metric's life, one float32 each. */
function truth(series: SeriesRef, statistic: Statistic, { fromMs, toMs }: Range, tier: Tier): Float32Array {
  const metric = metrics[series.id - 1]
  if (!metric) throw new Error(`no metric ${series.id}`)
  const { periodMs } = tierFacts[tier]
  const values = Float32Array.from(tinyValues(metric, statistic, { fromMs, toMs, periodMs }))
  const lifeEndMs = Math.floor((metric.lastMs ?? toMs) / periodMs) * periodMs + periodMs
  return values.map((value, i) => (fromMs + i * periodMs < lifeEndMs ? value : Number.NaN))
}

function expectTruth({ blocks }: Pulled, series: readonly SeriesRef[], range: Range, tier: Tier): void {
  const bySeries = new Map(blocks.map((pulled) => [pulled.block.seriesId, pulled]))
  expect([...bySeries.keys()].sort((a, b) => a - b)).toEqual(series.map(({ id }) => id))
  expect(blocks).toHaveLength(series.length)
  for (const one of series) {
    const pulled = bySeries.get(one.id)
    expect(pulled?.covered).toEqual(range)
    for (const statistic of one.statistics) {
      expect(pulled?.block.values[statistic]).toEqual(truth(one, statistic, range, tier))
    }
  }
}

const today: Range = { fromMs: Date.UTC(2026, 10, 22), toMs: Date.UTC(2026, 10, 22, 12) }

describe('samples equal what CloudWatch holds', () => {
  test('455 days of hours, in as few calls as can be', async () => {
    const series = seriesOf(0, 10)
    const range = { fromMs: Date.UTC(2025, 7, 25), toMs: Date.UTC(2026, 10, 22, 14) }
    const pulled = await pull({ series, range, tier: '1h' })
    expectTruth(pulled, series, range, '1h')
    // 10,910 steps x 2 statistics: 4 series a call.
    expect(pulled.result.counts).toMatchObject({ calls: 3, series: 10, incompleteSeries: 0, quarantined: 0 })
    expect(pulled.opened.collector.usage()).toMatchObject({ billedMetrics: 10, usd: 10 * (0.01 / 1000) })
    expect(pulled.result.problems).toEqual([])
  })

  test('600 series of half a day share calls of 250 series', async () => {
    const series = seriesOf(0, 600)
    const pulled = await pull({ series, range: today, tier: '5m' })
    expectTruth(pulled, series, today, '5m')
    expect(pulled.result.counts.calls).toBe(3)
  })

  test('a metric that AWS has never seen is complete and empty', async () => {
    const [known] = seriesOf(0, 1)
    const metric = { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: 'i-none' } }
    const unknown = { ...(known as SeriesRef), metric }
    const { blocks } = await pull({ series: [unknown], range: today, tier: '5m' })
    expect(blocks).toHaveLength(1)
    expect([...(blocks[0]?.block.values.Average ?? [])].every(Number.isNaN)).toBe(true)
  })
})

describe('whatever goes wrong on the way', () => {
  const series = seriesOf(0, 300)
  test.each<{ what: string; faults: FaultOptions }>([
    { what: 'throttling', faults: { requestsPerSecond: 2 } },
    { what: 'server errors in 30 % of calls', faults: { serverErrorShare: 0.3 } },
    { what: 'reset connections in 30 % of calls', faults: { resetShare: 0.3 } },
    { what: 'answers cut off in 30 % of calls', faults: { truncatedShare: 0.3 } },
    { what: 'InternalError in 20 % of results', faults: { internalErrorShare: 0.2 } },
    { what: 'PartialData in 20 % of results', faults: { partialDataShare: 0.2 } },
    { what: 'credentials that expire in half of the sessions', faults: { expiredTokenShare: 0.5 } },
    {
      what: 'all of it at once',
      faults: {
        serverErrorShare: 0.1,
        resetShare: 0.1,
        truncatedShare: 0.1,
        internalErrorShare: 0.05,
        partialDataShare: 0.05,
        expiredTokenShare: 0.3,
      },
    },
  ])('$what: the samples are the same', async ({ faults }) => {
    const pulled = await pull({ series, range: today, tier: '5m' }, faults)
    expect(pulled.result.problems).toEqual([])
    expectTruth(pulled, series, today, '5m')
  })

  test('what stays incomplete is not handed over, and is named', async () => {
    const few = seriesOf(0, 3)
    const { blocks, result } = await pull(
      { series: few, range: today, tier: '5m' },
      { internalErrorShare: 1 },
    )
    expect(blocks).toEqual([])
    expect(result.counts).toMatchObject({ incompleteSeries: 3, series: 0 })
    expect(result.problems).toMatchObject([{ code: 'aws-incomplete', action: 'cloudwatch:GetMetricData' }])
  })

  test('one metric that AWS refuses does not take the others with it', async () => {
    const good = seriesOf(0, 20)
    // CloudWatch refuses a call with a metric of more than 30 dimensions.
    const dimensions = Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`d${i}`, 'x']))
    const metric = { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions }
    const bad = { ...(good[0] as SeriesRef), id: 9000, metric }
    const pulled = await pull({ series: [...good, bad], range: today, tier: '5m' })
    expectTruth(pulled, good, today, '5m')
    expect(pulled.result.counts.incompleteSeries).toBe(1)
    expect(pulled.result.problems).toHaveLength(1)
  })

  test('a store that fails stops the pull with its own error', async () => {
    opened = await openTiny()
    const items = seriesOf(0, 3).map((one) => ({ series: one, range: today }))
    const request = { account: opened.account('shop'), region: 'us-east-1', tier: '5m' as const, items }
    const pulling = opened.collector.samples(request, async () => {
      throw new Error('disk full')
    })
    await expect(pulling).rejects.toThrow('disk full')
  })

  test('stopped early, it hands over nothing more', async () => {
    const stop = new AbortController()
    opened = await openTiny({ signal: stop.signal, faults: { slowMs: 50 } })
    const items = seriesOf(0, 600).map((one) => ({ series: one, range: today }))
    const request = { account: opened.account('shop'), region: 'us-east-1', tier: '5m' as const, items }
    let handed = 0
    const pulling = opened.collector.samples(request, async (blocks) => {
      handed += blocks.length
      stop.abort(new Error('interrupted'))
    })
    await expect(pulling).rejects.toThrow()
    expect(handed).toBeLessThan(600)
  })
})

test('an inventory that is stopped early is an error and no result with holes', async () => {
  const stop = new AbortController()
  opened = await openTiny({ signal: stop.signal, faults: { slowMs: 20 } })
  const reading = opened.collector.inventory(opened.account('shop'), tinyNowMs)
  stop.abort(new Error('interrupted'))
  await expect(reading).rejects.toThrow('interrupted')
})

test('late samples: the newest ten minutes are handed over and never called covered', async () => {
  opened = await openTiny({ faults: { lateSamples: true } })
  const [phase] = planPulls({
    series: seriesOf(12, 1).map((series) => ({
      series,
      covered: {
        '5m': { fromMs: 0, toMs: tinyNowMs - hourMs },
        '1h': { fromMs: 0, toMs: tinyNowMs },
        '1m': { fromMs: 0, toMs: tinyNowMs },
      },
      samplePeriodMs: minuteMs,
    })),
    nowMs: tinyNowMs,
    overlap: 'recent',
  }).filter(({ tier }) => tier === '1m')
  const blocks: PulledBlock[] = []
  const items = phase?.items ?? []
  await opened.collector.samples(
    { account: opened.account('shop'), region: 'us-east-1', tier: '1m', items },
    async (b) => {
      blocks.push(...b)
    },
  )
  expect(blocks[0]?.covered.toMs).toBe(Date.UTC(2026, 10, 22, 13, 57))
  expect(blocks[0]?.block.values.Average?.length).toBeGreaterThan((3 * hourMs) / minuteMs - 1)
})

test('the plan of a first pull, carried out, covers all tiers', async () => {
  opened = await openTiny()
  const series = seriesOf(0, 3)
  const phases = planPulls({
    series: series.map((one) => ({ series: one, covered: {} })),
    nowMs: tinyNowMs,
    overlap: 'recent',
  })
  const covered = new Map<Tier, number>()
  for (const { tier, items } of phases) {
    const request = { account: opened.account('shop'), region: 'us-east-1', tier, items }
    await opened.collector.samples(request, async (blocks) => {
      for (const block of blocks) {
        const days = (block.covered.toMs - block.covered.fromMs) / dayMs
        covered.set(tier, (covered.get(tier) ?? 0) + days / series.length)
      }
    })
  }
  expect(covered.get('1h')).toBeCloseTo(455, 0)
  expect(covered.get('5m')).toBeCloseTo(63, 0)
})
