import type { CapacityChange, Dimension } from '../model/capacity.ts'
import type { Conversion, DimensionDefinition } from '../model/measure.ts'
import type { EpochMs } from '../model/time.ts'
import { capacityOnGrid, gridOf, type HourGrid, membersOnGrid, onGrid } from './grid.ts'
import { meanOfMembersDemand } from './mean-of-members.ts'
import { sumMembers } from './members.ts'
import { percentOfRunningDemand } from './percent-of-running.ts'
import type { MetricSamples } from './samples.ts'
import { conversionOf, metricKeys } from './source.ts'
import {
  fullestMember,
  type MemberRow,
  sumPerMember,
  type WorstMember,
  worstMemberDemand,
} from './worst-member.ts'

/** Hourly demand in absolute units: mean and worst moment of each hour, the capacity it was measured under. */
export type HourlyDemand = {
  readonly startMs: EpochMs
  readonly mean: Float64Array
  /** At least the mean; the mean where the metric has no peak statistic. */
  readonly peak: Float64Array
  readonly capacity: Float64Array
  readonly notes: readonly string[]
}

export type DemandInput = {
  readonly definition: DimensionDefinition
  readonly metrics: readonly MetricSamples[]
  readonly changes: readonly CapacityChange[]
  readonly nowMs: EpochMs
}

type Statistic = 'mean' | 'peak'
type Context = {
  readonly samples: readonly MetricSamples[]
  readonly grid: HourGrid
  readonly capacity: Float64Array
  readonly capacityOf: (dimension: Dimension) => Float64Array
  readonly members: Float64Array
  readonly notes: Set<string>
}

/** Whether the dimension's demand is made from this metric. */
export function usesMetric(definition: DimensionDefinition, key: string): boolean {
  return [definition.conversion, ...(definition.otherwise ?? [])].some((one) => metricKeys(one).includes(key))
}

const identity = (sample: number) => sample

/** The samples of each member of one metric. */
function metricRows(context: Context, key: string, statistic: Statistic): MemberRow[] {
  return context.samples
    .filter((samples) => samples.key === key)
    .map((samples) => ({
      member: samples.member,
      values: onGrid(statistic === 'peak' ? (samples.peak ?? samples.mean) : samples.mean, context.grid),
    }))
}

/** One metric over all its members, `value` applied to each sample. */
function metricSum(context: Context, key: string, statistic: Statistic, value = identity): Float64Array {
  const rows = metricRows(context, key, statistic).map(({ values }) => values)
  if (rows.length === 0) return new Float64Array(context.grid.hours).fill(Number.NaN)
  const sum = sumMembers(rows, value)
  if (sum.scaledHours > 0) {
    context.notes.add(`${sum.scaledHours} hours scaled up because some members had no sample of ${key}`)
  }
  if (rows.length > 1 && sum.gapHours > 0) {
    context.notes.add(`${sum.gapHours} hours left out because most members had no sample of ${key}`)
  }
  return sum.values
}

/** Element by element; a gap in either is a gap. */
function zip(a: Float64Array, b: Float64Array, combine: (x: number, y: number) => number): Float64Array {
  return a.map((x, i) => {
    const y = b[i] as number
    return Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : combine(x, y)
  })
}

function perSecond(context: Context, key: string): number {
  return (context.samples.find((samples) => samples.key === key)?.mean.stepMs ?? 1000) / 1000
}

/** Members that ran in each hour: samples of a 1-minute metric, per minute. */
function perMinute(context: Context, key: string): Float64Array {
  const minutes = perSecond(context, key) / 60
  return metricSum(context, key, 'mean', (samples) => samples / minutes)
}

/** Members that ran in each hour, and how many of them the capacity is of. */
function fleetOf(context: Context, key: string | undefined) {
  const counted = key !== undefined && context.samples.some((samples) => samples.key === key)
  const maximum = context.capacityOf('group-maximum')
  return {
    running: counted ? metricSum(context, key, 'mean') : context.members,
    capacity: context.capacity,
    sized: maximum.map((most, hour) => (most > 0 ? most : (context.members[hour] as number))),
  }
}

/** Two weeks tell whether one member stands out. */
const fullestHours = 14 * 24

function noteFullest(worst: WorstMember, notes: Set<string>): void {
  const found = fullestMember(worst, fullestHours)
  if (!found) return
  const hours = `${Math.round(100 * found.hoursShare)}% of the hours of the last 14 days`
  const times = `${found.timesMean.toFixed(1)} times the mean of ${worst.rows.length}`
  notes.add(`member ${found.member} decides: the fullest in ${hours}, at ${times}`)
}

type ConvertInput = {
  readonly conversion: Conversion
  readonly statistic: Statistic
  readonly context: Context
}

function convert({ conversion, statistic, context }: ConvertInput): Float64Array {
  const read = (key: string, value = identity) => metricSum(context, key, statistic, value)
  switch (conversion.kind) {
    case 'percent':
      return zip(context.capacity, read(conversion.metric), (capacity, value) => (capacity * value) / 100)
    case 'percent-of-members': {
      const members = metricSum(context, conversion.members, 'mean')
      const member = zip(context.capacity, context.capacityOf('group-maximum'), (all, count) => all / count)
      const used = zip(member, read(conversion.metric), (capacity, value) => (capacity * value) / 100)
      return zip(members, used, (count, each) => count * each)
    }
    case 'free': {
      const demand = zip(
        context.capacity,
        read(conversion.metric),
        (capacity, free) => capacity - free * conversion.scale,
      )
      return demand.map((value) => (value < 0 ? Number.NaN : value))
    }
    case 'rate': {
      const rates = conversion.metrics.map((key) => {
        const factor = conversion.scale / perSecond(context, key)
        return read(key, (value) => value * factor)
      })
      return rates.reduce((a, b) => zip(a, b, conversion.combine === 'max' ? Math.max : (x, y) => x + y))
    }
    case 'absolute':
      return conversion.metrics
        .map((key) => read(key, (value) => value * conversion.scale))
        .reduce((a, b) => zip(a, b, (x, y) => x + y))
    case 'worst-member': {
      const rowsOf = (key: string) => metricRows(context, key, statistic)
      const rows = sumPerMember(rowsOf(conversion.metric), (conversion.plus ?? []).map(rowsOf))
      const worst = { ...conversion, rows, capacity: context.capacity, members: context.members }
      if (statistic === 'mean') noteFullest(worst, context.notes)
      return worstMemberDemand(worst)
    }
    case 'count-above':
      return read(conversion.metric, (value) => (value > conversion.threshold ? 1 : 0))
    case 'mean-of-members': {
      const rows = metricRows(context, conversion.metric, statistic).map(({ values }) => values)
      return meanOfMembersDemand({ ...conversion, rows, ...fleetOf(context, conversion.members) })
    }
    case 'percent-of-running': {
      const { metric, count, over } = conversion
      const running = count === undefined ? undefined : perMinute(context, count)
      return percentOfRunningDemand({ ...context, values: read(metric), running, over })
    }
  }
}

/**
 * Demand of one dimension from samples and the capacity timeline: each sample is converted with the capacity it
 * was measured under, so a resize changes the percentage and not the demand. Gaps stay gaps; percentages above
 * 100 are kept. Where a peak is missing the mean stands in; free values above the capacity (a capacity that was
 * not yet known) are gaps.
 */
export function demandOf({ definition, metrics, changes, nowMs }: DemandInput): HourlyDemand {
  const conversion = conversionOf(definition, metrics)
  const keys = metricKeys(conversion)
  const samples = metrics.filter(({ key }) => keys.includes(key))
  const grid = gridOf(
    samples.map((entry) => entry.mean),
    nowMs,
  )
  const capacityOf = (dimension: Dimension) => capacityOnGrid({ changes, dimension, grid })
  const capacity = capacityOf(definition.dimension)
  const notes = new Set<string>()
  const members = membersOnGrid(changes, grid)
  const context: Context = { samples, grid, capacity, capacityOf, members, notes }
  const mean = convert({ conversion, statistic: 'mean', context })
  const worst = convert({ conversion, statistic: 'peak', context })
  const peak = mean.map((value, i) => {
    const high = worst[i] as number
    return Number.isNaN(high) || high < value ? value : high
  })
  const above = mean.reduce((count, value, i) => count + (value > (capacity[i] as number) ? 1 : 0), 0)
  if (above > 0)
    notes.add(`${above} ${above === 1 ? 'hour' : 'hours'} above the known capacity kept as measured`)
  return { startMs: grid.startMs, mean, peak, capacity, notes: [...notes] }
}
