import { describe, expect, test } from 'vitest'
import { demandOf } from '#lib/forecast/demand.ts'
import type { MetricSamples } from '#lib/forecast/samples.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import { hourMs } from '#lib/model/time.ts'
import { dynamodbTable } from '#lib/resources/dynamodb-table.ts'
import { seriesIn as foundSeries, keyValueInventory, resourceIn } from '#tests/collect/key-value.ts'
import { keyValueWorld } from '#tests/support/key-value-world.ts'
import { frame, largest, mean, seriesNamed, valuesOf } from '../simulate/estate/truth.ts'

const week = { from: -7, to: 0 }
const consumed = seriesNamed('inventory-holds', 'ConsumedWriteCapacityUnits')
const provisioned = 2000

function writeUnits(values: Float64Array, stepMs: number): Float64Array {
  const definition = dynamodbTable.dimensions.find(({ dimension }) => dimension === 'write-units')
  if (!definition) throw new Error('no write units')
  const nowMs = Math.floor(frame.anchorMs / (24 * hourMs)) * 24 * hourMs
  const startMs = nowMs - values.length * stepMs
  const metrics: MetricSamples[] = [
    { key: 'consumed-write-units', member: '', mean: { startMs, stepMs, values } },
  ]
  const capacity = { 'write-units': provisioned }
  const changes = [{ fromMs: 0, shape: 'provisioned', count: 1, capacity, source: 'metrics' as const }]
  return demandOf({ definition, metrics, changes, nowMs }).mean
}

describe('trap 4: DynamoDB consumed capacity is Sum over the period', () => {
  const sums = valuesOf(consumed, 'Sum', week)
  const averages = valuesOf(consumed, 'Average', week)

  test('trap 4: the Average is the size of one request and says that a busy table is idle', () => {
    const busiest = largest(writeUnits(sums, hourMs))
    // Naive: 2 units, 0.1 % of what is provisioned, at every hour of the week.
    expect(new Set(averages)).toEqual(new Set([2]))
    expect(largest(averages) / provisioned).toBe(0.001)
    expect(busiest / provisioned).toBeGreaterThan(0.25)
    expect(busiest / largest(averages)).toBeGreaterThan(250)
  })

  test('trap 4: the Maximum is the largest request and no peak of the rate', () => {
    // Naive: 16 units, far below the mean of the same hours.
    expect(largest(valuesOf(consumed, 'Maximum', week))).toBe(16)
    expect(mean(writeUnits(sums, hourMs))).toBeGreaterThan(16 * 10)
  })

  test('trap 4: the Sum without its period is 3600 times the rate', () => {
    expect(mean(sums) / mean(writeUnits(sums, hourMs))).toBeCloseTo(3600, 6)
  })

  test('trap 4: every period tells the same rate over its own seconds, and Sums of two periods are not alike', () => {
    const fives = valuesOf(consumed, 'Sum', { ...week, periodMs: hourMs / 12 })
    expect(mean(fives) / 300).toBeCloseTo(mean(sums) / 3600, 3)
    expect(mean(sums) / mean(fives)).toBeCloseTo(12, 6)
  })

  test('trap 4: the class asks for Sum alone, and what is provisioned by Average', () => {
    const metrics: readonly MetricDefinition[] = dynamodbTable.metrics
    for (const { key, mean: statistic, peak } of metrics) {
      expect(`${key} ${statistic}`).toBe(`${key} ${key.startsWith('provisioned-') ? 'Average' : 'Sum'}`)
      expect(peak).toBeUndefined()
    }
  })
})

test('trap 6: a table that ListMetrics has forgotten is there with its series, and not idle', async () => {
  // Naive: only what ListMetrics lists exists; nothing of these tables is listed but one metric of throttling.
  const world = { ...keyValueWorld(), metrics: () => [] }
  const { found } = await keyValueInventory(world)
  const orders = resourceIn(found, 'dynamodb-table', 'orders')
  const keys = foundSeries(found, orders).map(({ key }) => key)
  expect(keys).toContain('consumed-write-units')
  expect(orders.facts.writeUnitsConsumed).toBeUndefined()
})
