import type { MetricId } from '#lib/model/series.ts'
import { hourMs } from '#lib/model/time.ts'
import { dynamodbPrices } from '../facts/dynamodb-prices.ts'
import { type CapacityStep, stepValues } from './capacity-steps.ts'
import { type Demand, hourlyDemand } from './demand.ts'
import { type Frame, hourAt } from './frame.ts'
import { type Life, type MetricOptions, metricOf } from './metric.ts'
import { hoursAlive, type ServiceCost } from './resource.ts'
import { cell, datedOption, numberCell, numberOption, type TableRow } from './table.ts'
import { trackedUnits } from './tracked-units.ts'
import { demandOf, type Workload } from './workload.ts'

type Direction = 'read' | 'write'

/** Throughput of a table or an index over time, units a second. */
export type Throughput = {
  readonly row: TableRow
  readonly dimensions: MetricId['dimensions']
  readonly seed: number
  readonly life: Life
  readonly consumed: Readonly<Record<Direction, Demand>>
  /** What autoscaling provisions by five minutes; undefined without it. */
  readonly tracked: (direction: Direction) => ((fromStep: number, count: number) => Float64Array) | undefined
  /** What is provisioned at each hour; nothing on demand. */
  readonly provisioned: (direction: Direction) => (fromHour: number, count: number) => Float64Array
}

export type ThroughputOptions = Pick<Throughput, 'row' | 'dimensions' | 'seed' | 'life'> & {
  readonly workload: Workload
  readonly frame: Frame
}

/** Share of what is provisioned that autoscaling aims at. */
export const targetShare = 0.7
/** Least that is provisioned under autoscaling, of the cell. */
const leastShare = 0.2

/** A row of the tables of tables and indexes. */
export function throughputOf(options: ThroughputOptions): Throughput {
  const { row, workload, frame } = options
  const demand = (direction: Direction) =>
    demandOf(workload, { key: direction, peak: numberCell(row, direction), hourNoise: 0.08 })
  const consumed = { read: demand('read'), write: demand('write') }
  const machines = new Map<Direction, ReturnType<typeof trackedUnits> | undefined>()
  const tracked = (direction: Direction) => {
    if (!machines.has(direction)) machines.set(direction, machineOf(options, direction, consumed[direction]))
    return machines.get(direction)
  }
  return {
    ...options,
    consumed,
    tracked,
    provisioned: (direction) => {
      const machine = tracked(direction)
      if (machine)
        return (fromHour, count) => {
          const steps = machine(fromHour * stepsOfHour, count * stepsOfHour)
          return Float64Array.from({ length: count }, (_, i) =>
            steps
              .subarray(i * stepsOfHour, (i + 1) * stepsOfHour)
              .reduce((sum, one) => sum + one / stepsOfHour, 0),
          )
        }
      const steps = provisionedSteps(row, direction, frame)
      return (fromHour, count) => stepValues(steps, fromHour, count)
    },
  }
}

/** Five-minute steps of an hour. */
const stepsOfHour = 12

function machineOf(options: ThroughputOptions, direction: Direction, demand: Demand) {
  const { row, life } = options
  const most = autoscalingMaximum(row, direction)
  if (most === undefined) return undefined
  const { signal } = metricOf(life, consumedUnits(options, direction, demand))
  const least = Math.round(leastShare * unitsOf(row, direction))
  return trackedUnits({
    signal: { ...signal, hourly: perSecond(signal.hourly) },
    target: targetShare,
    least,
    most,
  })
}

type Hourly = (fromHour: number, count: number) => Float64Array
const secondsPerMinute = 60
const perSecond =
  (hourly: Hourly): Hourly =>
  (fromHour, count) =>
    hourly(fromHour, count).map((units) => units / secondsPerMinute)

/** A metric of a table or an index; `*` stands for the direction. */
export function unitsMetric(
  dimensions: MetricId['dimensions'],
  name: string,
  direction: Direction,
): MetricId {
  const text = name.replace('*', direction === 'read' ? 'Read' : 'Write')
  return { namespace: 'AWS/DynamoDB', name: text, dimensions }
}

/** Units of an ordinary request of this estate: items below 4 KB read consistently, writes of one or two KB. */
const requestUnits: Readonly<Record<Direction, number>> = { read: 1, write: 2 }

/** What CloudWatch tells of consumed units: every request is a sample of its own, so that only Sum tells a rate. */
export function consumedUnits(
  { row, seed, dimensions }: Pick<Throughput, 'row' | 'seed' | 'dimensions'>,
  direction: Direction,
  demand: Demand,
): MetricOptions {
  return {
    metric: unitsMetric(dimensions, 'Consumed*CapacityUnits', direction),
    unit: 'Count',
    statistics: ['Sum'],
    seed: seed ^ (direction === 'read' ? 41 : 42),
    hourly: (fromHour, count) =>
      hourlyDemand(demand, fromHour, count).map((units) => units * secondsPerMinute),
    spread: 0,
    eventSize: requestUnits[direction],
    typical: numberCell(row, direction) * secondsPerMinute,
  }
}

export const isOnDemand = (row: TableRow) => cell(row, 'mode') === 'on-demand'
export const unitsOf = (row: TableRow, direction: Direction) =>
  numberCell(row, direction === 'read' ? 'rcu' : 'wcu')

/** Where autoscaling stops; undefined without autoscaling. */
export function autoscalingMaximum(row: TableRow, direction: Direction): number | undefined {
  const most = numberOption(row, direction === 'read' ? 'rmax' : 'wmax', 0)
  return most === 0 ? undefined : most
}

function provisionedSteps(row: TableRow, direction: Direction, frame: Frame): readonly CapacityStep[] {
  const now = unitsOf(row, direction)
  const before = direction === 'write' ? datedOption(row, 'wcuold') : undefined
  if (before === undefined) return [{ fromHour: 0, amount: now }]
  return [
    { fromHour: 0, amount: Number(before.value) },
    { fromHour: hourAt(frame, before.days, 14), amount: now },
  ]
}

/** List cost of some hours: units by the hour or by request, and storage. */
export function throughputCost(
  { row, consumed, provisioned }: Throughput,
  {
    fromHour,
    hours,
    createdMs,
  }: { readonly fromHour: number; readonly hours: number; readonly createdMs: number },
): readonly ServiceCost[] {
  const alive = hoursAlive(createdMs, fromHour, hours)
  if (alive === 0) return []
  const from = Math.max(fromHour, Math.ceil(createdMs / hourMs))
  const ia = 'ia' in row.options
  const prices = dynamodbPrices[ia ? 'standard-ia' : 'standard']
  const onDemand = isOnDemand(row)
  const sum = (direction: Direction) => {
    const units = onDemand
      ? hourlyDemand(consumed[direction], from, alive).map((each) => each * 3600)
      : provisioned(direction)(from, alive)
    return units.reduce((total, each) => total + each, 0)
  }
  const line = (usageType: string, usd: number) => ({
    service: 'Amazon DynamoDB',
    usageType: `${ia ? 'IA-' : ''}${usageType}`,
    usd,
  })
  const storage = line('TimedStorage-ByteHrs', (alive * numberCell(row, 'gib') * prices.gbMonth) / 730)
  return onDemand
    ? [
        line('ReadRequestUnits', sum('read') * prices.readUnit),
        line('WriteRequestUnits', sum('write') * prices.writeUnit),
        storage,
      ]
    : [
        line('ReadCapacityUnit-Hrs', sum('read') * prices.rcuHour),
        line('WriteCapacityUnit-Hrs', sum('write') * prices.wcuHour),
        storage,
      ]
}
