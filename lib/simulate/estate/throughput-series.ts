import { hourlyDemand } from './demand.ts'
import { metricOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { numberCell } from './table.ts'
import { isOnDemand, type Throughput } from './throughput.ts'

const directions = ['read', 'write'] as const
type Direction = (typeof directions)[number]

const secondsPerMinute = 60
/** Units of an ordinary request of this estate: items below 4 KB read consistently, writes of one or two KB. */
const requestUnits: Readonly<Record<Direction, number>> = { read: 1, write: 2 }
/** A hot key throttles in hours that are busier than this share of the busiest, and this much of their requests. */
const hot = { busyShare: 0.7, throttledShare: 0.03 }

/** All CloudWatch metrics of a table or an index. */
export function throughputSeries(throughput: Throughput): readonly EstateSeries[] {
  const { row } = throughput
  return [
    ...directions.map((direction) => consumed(throughput, direction)),
    ...(isOnDemand(row) ? [] : directions.map((direction) => provisioned(throughput, direction))),
    ...('hot' in row.options ? [throttles(throughput)] : []),
  ]
}

function named({ dimensions }: Throughput, name: string, direction: Direction) {
  const text = name.replace('*', direction === 'read' ? 'Read' : 'Write')
  return { namespace: 'AWS/DynamoDB', name: text, dimensions }
}

/** Every request is a sample of its units, so that only Sum tells a rate. */
function consumed(throughput: Throughput, direction: Direction): EstateSeries {
  const { life, seed, row } = throughput
  const demand = throughput.consumed[direction]
  return metricOf(life, {
    metric: named(throughput, 'Consumed*CapacityUnits', direction),
    unit: 'Count',
    statistics: ['Sum'],
    seed: seed ^ (direction === 'read' ? 41 : 42),
    hourly: (fromHour, count) =>
      hourlyDemand(demand, fromHour, count).map((units) => units * secondsPerMinute),
    spread: 0,
    eventSize: requestUnits[direction],
    typical: numberCell(row, direction) * secondsPerMinute,
  })
}

function provisioned(throughput: Throughput, direction: Direction): EstateSeries {
  const { life, seed } = throughput
  return metricOf(life, {
    metric: named(throughput, 'Provisioned*CapacityUnits', direction),
    unit: 'Count',
    statistics: ['Average'],
    seed: seed ^ (direction === 'read' ? 43 : 44),
    hourly: throughput.provisioned(direction),
    ripple: 0,
    flutter: 0,
    spread: 0,
    typical: 1e5,
  })
}

/** Has samples only in hours with throttling. */
function throttles(throughput: Throughput): EstateSeries {
  const { life, seed, row } = throughput
  const peak = numberCell(row, 'write')
  const demand = throughput.consumed.write
  return metricOf(life, {
    metric: named(throughput, '*ThrottleEvents', 'write'),
    unit: 'Count',
    statistics: ['Sum'],
    seed: seed ^ 45,
    hourly: (fromHour, count) =>
      hourlyDemand(demand, fromHour, count).map((units) =>
        units < hot.busyShare * peak
          ? Number.NaN
          : (hot.throttledShare * units * secondsPerMinute) / requestUnits.write,
      ),
    spread: 0,
    eventSize: 1,
    typical: peak,
  })
}
