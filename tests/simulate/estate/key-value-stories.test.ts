import { describe, expect, test } from 'vitest'
import { minuteMs } from '#lib/model/time.ts'
import { throttlingOf } from '#lib/resources/dynamodb-hot-key.ts'
import { breakEvenShare, hourlyOfRequest } from '#lib/resources/dynamodb-modes.ts'
import { fillsMemory } from '#lib/resources/elasticache-memory.ts'
import { hotShardSkew, shardSkew } from '#lib/resources/elasticache-skew.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import type { EstateSeries } from '#lib/simulate/estate/series.ts'
import { dynamodbPrices } from '#lib/simulate/facts/dynamodb-prices.ts'
import { frame, largest, mean, peak, resourceNamed, seriesNamed, valuesOf } from './truth.ts'

const world = openEstate(frame)
const place = (name: string) => ({ ...resourceNamed(name).location, nowMs: frame.anchorMs })

function table(name: string) {
  const found = world.things?.(place(name), 'dynamodb-table').find((one) => one.name === name)
  if (!found) throw new Error(`no table ${name}`)
  return found
}

function cache(name: string) {
  const found = world.things?.(place(name), 'cache').find((one) => one.id === name)
  if (!found) throw new Error(`no cache ${name}`)
  return found
}

/** Units a second of each hour. */
function rate(name: string, metric: string, days: { from: number; to: number }): Float64Array {
  return valuesOf(seriesNamed(name, metric), 'Sum', days).map((sum) => sum / 3600)
}

const month = { from: -30, to: 0 }
const seen = (values: Float64Array) => values.filter((value) => !Number.isNaN(value))

describe('DynamoDB', () => {
  test('a hot key: writes are throttled in busy hours while the busiest uses 30 % of what is provisioned', () => {
    const writes = rate('inventory-holds', 'ConsumedWriteCapacityUnits', month)
    const throttles = valuesOf(seriesNamed('inventory-holds', 'WriteThrottleEvents'), 'Sum', month)
    const capacity = table('inventory-holds').writeUnits
    expect(largest(writes) / capacity).toBeGreaterThan(0.25)
    expect(largest(writes) / capacity).toBeLessThan(0.36)
    const verdicts = new Set<string>()
    writes.forEach((consumed, hour) => {
      verdicts.add(throttlingOf({ consumed, capacity, throttles: throttles[hour] ?? Number.NaN }))
    })
    expect([...verdicts].sort()).toEqual(['hot-key', 'none'])
    expect(seen(throttles).length).toBeGreaterThan(60)
    expect(seen(throttles).length).toBeLessThan(throttles.length)
  })

  test('a table that uses a tenth of its units is cheaper on demand, an even one provisioned', () => {
    const { wcuHour, writeUnit } = dynamodbPrices.standard
    const share = breakEvenShare({ provisionedUsd: wcuHour, onDemandUsd: hourlyOfRequest(writeUnit) })
    const used =
      mean(rate('promo-codes', 'ConsumedWriteCapacityUnits', month)) / table('promo-codes').writeUnits
    expect(used).toBeLessThan(share / 4)
    const steady = rate('device-telemetry', 'ConsumedWriteCapacityUnits', month)
    expect(table('device-telemetry').mode).toBe('on-demand')
    expect(mean(steady) / (largest(steady) / 0.7)).toBeGreaterThan(share * 1.8)
  })

  test('writes grow by 95 % a year towards the maximum of autoscaling', () => {
    const week = (from: number) =>
      largest(rate('chat-messages', 'ConsumedWriteCapacityUnits', { from, to: from + 7 }))
    expect(week(-7) / week(-372)).toBeGreaterThan(1.8)
    const [target] = (world.things?.(place('chat-messages'), 'scalable-target') ?? []).filter(
      ({ scalableDimension }) => scalableDimension === 'dynamodb:table:WriteCapacityUnits',
    )
    expect(target?.max).toBe(4000)
    expect(week(-7)).toBeLessThan(4000)
    expect(week(240)).toBeGreaterThan(4000)
    const provisioned = valuesOf(
      seriesNamed('chat-messages', 'ProvisionedWriteCapacityUnits'),
      'Average',
      month,
    )
    expect(largest(provisioned)).toBeLessThanOrEqual(4000)
    expect(largest(provisioned) - Math.min(...provisioned)).toBeGreaterThan(500)
  })

  test('an index has its own consumption and is described with its table', () => {
    expect(resourceNamed('chat-messages/by-recipient').resourceClass).toBe('dynamodb-index')
    expect(table('chat-messages').indexes.map(({ name }) => name)).toEqual(['by-recipient'])
    const writes = rate('chat-messages/by-recipient', 'ConsumedWriteCapacityUnits', month)
    expect(largest(writes)).toBeGreaterThan(1500)
  })
})

describe('ElastiCache', () => {
  const memory = 'DatabaseMemoryUsageCountedForEvictPercentage'

  test('a cache that evicts any key is always full, and evicts', () => {
    const { engine, maxmemoryPolicy } = cache('catalog-cache')
    expect(fillsMemory({ engine, maxmemoryPolicy })).toBe(true)
    const used = valuesOf(seriesNamed('catalog-cache', memory), 'Average', { from: -400, to: 0 })
    expect(Math.min(...seen(used))).toBeGreaterThan(97)
    expect(mean(seen(valuesOf(seriesNamed('catalog-cache', 'Evictions'), 'Sum', month)))).toBeGreaterThan(
      1000,
    )
  })

  test('a store that evicts nothing will be full within about three months', () => {
    const { engine, maxmemoryPolicy } = cache('login-sessions')
    expect(fillsMemory({ engine, maxmemoryPolicy })).toBe(false)
    expect(peak('login-sessions', memory, -7, 0)).toBeLessThan(90)
    expect(peak('login-sessions', memory, 60, 67)).toBeLessThan(99)
    expect(peak('login-sessions', memory, 115, 122)).toBeGreaterThan(99)
    expect(largest(valuesOf(seriesNamed('login-sessions', 'Evictions'), 'Sum', month))).toBe(0)
  })

  test('bytes used over the share used is the memory of the node, before a change of type too', () => {
    const memoryGib = (days: { from: number; to: number }) => {
      const [bytes, percent] = ['BytesUsedForCache', memory].map((name) =>
        mean(valuesOf(seriesNamed('feed-cache', name), 'Average', days)),
      )
      return (bytes ?? 0) / 2 ** 30 / ((percent ?? 0) / 100)
    }
    // maxmemory of r6g.large and r6g.xlarge, three quarters of it for data.
    expect(memoryGib({ from: -10, to: -9 })).toBeCloseTo(13.0731 * 0.75, 1)
    expect(memoryGib({ from: -200, to: -199 })).toBeCloseTo(26.3209 * 0.75, 1)
  })

  test('one of three shards carries 1.8 times the mean', () => {
    const cpu = resourceNamed('feed-cache').series.filter(
      ({ metric }) => metric.name === 'EngineCPUUtilization',
    )
    expect(cpu).toHaveLength(3)
    const loads = cpu.map((series) => mean(seen(valuesOf(series, 'Average', month))))
    expect(shardSkew(loads)).toBeCloseTo(1.8, 1)
    expect(shardSkew(loads)).toBeGreaterThan(hotShardSkew)
    const busiest = cpu.map((series) => largest(seen(valuesOf(series, 'Average', month))))
    expect(Math.max(...busiest)).toBeGreaterThan(65)
    expect(mean(Float64Array.from(busiest))).toBeLessThan(50)
  })
})

describe('requests as samples', () => {
  const series = (): EstateSeries => seriesNamed('inventory-holds', 'ConsumedWriteCapacityUnits')

  test('Sum over SampleCount is the units of one request, in every period, and Average the same', () => {
    for (const periodMs of [minuteMs, 5 * minuteMs, 60 * minuteMs]) {
      const read = (statistic: 'Sum' | 'SampleCount' | 'Average' | 'Maximum') =>
        valuesOf(series(), statistic, { from: -3, to: -2, periodMs })
      const [sums, counts, averages] = [read('Sum'), read('SampleCount'), read('Average')]
      for (const [i, sum] of sums.entries()) expect(sum / (counts[i] ?? 0)).toBeCloseTo(averages[i] ?? 0, 9)
      expect(new Set(averages)).toEqual(new Set([2]))
      expect(new Set(read('Maximum'))).toEqual(new Set([16]))
    }
  })
})
