import { describe, expect, test } from 'vitest'
import { usableStorageGib } from '#lib/resources/opensearch-limits.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { clusterRows } from '#lib/simulate/estate/inventory/clusters.ts'
import { domainRows } from '#lib/simulate/estate/inventory/domains.ts'
import { stories } from '#lib/simulate/estate/stories.ts'
import { average, frame, largest, mean, resourceNamed, seriesNamed, valuesOf } from './truth.ts'

const world = openEstate(frame)
const data = { accountId: '777788889999', region: 'us-east-1', nowMs: frame.anchorMs }
const shop = { accountId: '444455556666', region: 'us-east-1', nowMs: frame.anchorMs }
const week = { from: -8, to: -1 }

function brokerSeries(name: string, metric: string, broker: number) {
  const found = resourceNamed(name).series.find(
    (one) => one.metric.name === metric && one.metric.dimensions['Broker ID'] === String(broker),
  )
  if (!found) throw new Error(`no ${metric} of broker ${broker} of ${name}`)
  return found
}

/** CpuUser + CpuSystem of one broker by the hour. */
function brokerCpu(name: string, broker: number): Float64Array {
  const [user, system] = ['CpuUser', 'CpuSystem'].map((metric) =>
    valuesOf(brokerSeries(name, metric, broker), 'Average', week),
  )
  return (user ?? new Float64Array()).map((value, hour) => value + (system?.[hour] ?? Number.NaN))
}

describe('the hot broker', () => {
  test('is at 78 % at the busiest hours while the mean of the brokers is 45 %', () => {
    const brokers = [1, 2, 3, 4, 5, 6].map((broker) => brokerCpu('events-kafka', broker))
    const busiest = brokers.map(largest)
    expect(busiest.indexOf(Math.max(...busiest))).toBe(3)
    expect(busiest[3]).toBeGreaterThan(75)
    expect(busiest[3]).toBeLessThan(86)
    const hours = brokers[0]?.map((_, hour) => mean(Float64Array.from(brokers.map((one) => one[hour] ?? 0))))
    const meanPeak = largest(hours ?? new Float64Array())
    expect(meanPeak).toBeGreaterThan(42)
    expect(meanPeak).toBeLessThan(49)
    expect(stories.find(({ id }) => id === 'hot-broker')?.resources).toEqual(['events-kafka'])
  })

  test('belongs to a cluster that the world describes, with its owner', () => {
    const clusters = world.things?.(data, 'msk-cluster') ?? []
    const events = clusters.find(({ name }) => name === 'events-kafka')
    expect(events?.brokers).toMatchObject({ type: 'kafka.m7g.xlarge', count: 6, volumeGib: 2000 })
    expect(events?.tags).toMatchObject({ team: 'data-platform', 'headroom:tier': 'tier-1' })
  })

  test('partitions of notify-kafka are near what a broker takes', () => {
    const each = [1, 2, 3].map((broker) =>
      largest(valuesOf(brokerSeries('notify-kafka', 'PartitionCount', broker), 'Maximum', week)),
    )
    expect(Math.max(...each)).toBeGreaterThan(900)
    expect(Math.max(...each)).toBeLessThan(1000)
  })
})

describe('the fullest node', () => {
  test('is 87 % full while the nodes are 63 % full on average', () => {
    const node = usableStorageGib(1024) * 1024
    const free = valuesOf(seriesNamed('app-logs', 'FreeStorageSpace'), 'Minimum', week)
    const used = valuesOf(seriesNamed('app-logs', 'ClusterUsedSpace'), 'Maximum', week)
    expect(1 - mean(free) / node).toBeCloseTo(0.869, 1)
    expect(mean(used) / (3 * node)).toBeCloseTo(0.627, 1)
    expect(stories.find(({ id }) => id === 'fullest-node')?.resources).toEqual(['app-logs'])
  })

  test('k-NN graphs grow in recsys-vectors alone', () => {
    const growth =
      mean(valuesOf(seriesNamed('recsys-vectors', 'KNNGraphMemoryUsagePercentage'), 'Maximum', week)) /
      mean(
        valuesOf(seriesNamed('recsys-vectors', 'KNNGraphMemoryUsagePercentage'), 'Maximum', {
          from: -373,
          to: -366,
        }),
      )
    expect(growth).toBeCloseTo(1.6, 1)
    expect(() => seriesNamed('app-logs', 'KNNGraphMemoryUsagePercentage')).toThrow()
  })

  test('rejections count up and begin anew with the nodes', () => {
    const counter = valuesOf(seriesNamed('app-logs', 'ThreadpoolWriteRejected'), 'Maximum', {
      from: -50,
      to: 0,
    })
    const falls = counter.filter((value, hour) => hour > 0 && value < (counter[hour - 1] ?? 0))
    expect(falls.length).toBeGreaterThanOrEqual(2)
    expect(falls.length).toBeLessThanOrEqual(3)
  })
})

test('domains and clusters have names of their own, metrics, and cost under their service', () => {
  for (const row of [...domainRows, ...clusterRows]) {
    const resource = resourceNamed(row.cells.name ?? '')
    expect(resource.series.length).toBeGreaterThan(0)
    const services = resource.cost(Math.floor(frame.anchorMs / 3_600_000) - 48, 24)
    expect(new Set(services.map(({ service }) => service)).size).toBe(1)
    expect(services.every(({ usd, resourceId }) => usd > 0 && resourceId?.startsWith('arn:aws:'))).toBe(true)
  }
  // r6g.2xlarge at $0.669 x 6, m6g.large at $0.128 x 3, 512 GiB x 6 at $0.122 a month of 730 h: a day.
  const day = resourceNamed('product-search').cost(Math.floor(frame.anchorMs / 3_600_000) - 48, 24)
  const usd = day.reduce((sum, cost) => sum + cost.usd, 0)
  expect(usd).toBeCloseTo(24 * (6 * 0.669 + 3 * 0.128 + (6 * 512 * 0.122) / 730), 6)
})

test('the world describes the domains of a place', () => {
  const names = (world.things?.(shop, 'opensearch-domain') ?? []).map(({ name }) => name)
  expect(names).toEqual(['product-search', 'app-logs', 'security-audit', 'recsys-vectors'])
  expect(average('app-logs', 'CPUUtilization', -8, -1)).toBeLessThan(45)
})
