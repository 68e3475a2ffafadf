import { hourlyDemand } from './demand.ts'
import { metricOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { numberCell } from './table.ts'
import { consumedUnits, isOnDemand, type Throughput, unitsMetric } from './throughput.ts'

const directions = ['read', 'write'] as const
type Direction = (typeof directions)[number]

const secondsPerMinute = 60
/** Units of an ordinary write. */
const writeRequestUnits = 2
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

function consumed(throughput: Throughput, direction: Direction): EstateSeries {
  return metricOf(throughput.life, consumedUnits(throughput, direction, throughput.consumed[direction]))
}

function provisioned(throughput: Throughput, direction: Direction): EstateSeries {
  const { life, seed } = throughput
  const steps = throughput.tracked(direction)
  const series = metricOf(life, {
    metric: unitsMetric(throughput.dimensions, 'Provisioned*CapacityUnits', direction),
    unit: 'Count',
    statistics: ['Average'],
    seed: seed ^ (direction === 'read' ? 43 : 44),
    hourly: throughput.provisioned(direction),
    ripple: 0,
    flutter: 0,
    spread: 0,
    typical: 1e5,
  })
  return steps ? { ...series, steps } : series
}

/** Has samples only in hours with throttling. */
function throttles(throughput: Throughput): EstateSeries {
  const { life, seed, row } = throughput
  const peak = numberCell(row, 'write')
  const demand = throughput.consumed.write
  return metricOf(life, {
    metric: unitsMetric(throughput.dimensions, '*ThrottleEvents', 'write'),
    unit: 'Count',
    statistics: ['Sum'],
    seed: seed ^ 45,
    hourly: (fromHour, count) =>
      hourlyDemand(demand, fromHour, count).map((units) =>
        units < hot.busyShare * peak
          ? Number.NaN
          : (hot.throttledShare * units * secondsPerMinute) / writeRequestUnits,
      ),
    spread: 0,
    eventSize: 1,
    typical: peak,
  })
}
