import type { CapacityChange, Dimension } from '../model/capacity.ts'
import type { Conversion, DimensionDefinition } from '../model/measure.ts'
import type { EpochMs } from '../model/time.ts'
import { capacityOnGrid, gridOf, type HourGrid, membersOnGrid, onGrid } from './grid.ts'

import { sumMembers } from './members.ts'
import type { MetricSamples } from './samples.ts'
import { worstMemberDemand } from './worst-member.ts'

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

const metricKeys = (conversion: Conversion): readonly string[] => {
  if (conversion.kind === 'rate' || conversion.kind === 'absolute') return conversion.metrics
  if (conversion.kind === 'percent-of-members') return [conversion.metric, conversion.members]
  return [conversion.metric]
}

/** Whether the dimension's demand is made from this metric. */
export function usesMetric(definition: DimensionDefinition, key: string): boolean {
  return metricKeys(definition.conversion).includes(key)
}

const identity = (sample: number) => sample

/** The samples of each member of one metric. */
function metricRows(context: Context, key: string, statistic: Statistic): Float64Array[] {
  return context.samples
    .filter((samples) => samples.key === key)
    .map((samples) =>
      onGrid(statistic === 'peak' ? (samples.peak ?? samples.mean) : samples.mean, context.grid),
    )
}

/** One metric over all its members, `value` applied to each sample. */
function metricSum(context: Context, key: string, statistic: Statistic, value = identity): Float64Array {
  const rows = metricRows(context, key, statistic)
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
      const rows = metricRows(context, conversion.metric, statistic)
      return worstMemberDemand({ ...conversion, rows, capacity: context.capacity, members: context.members })
    }
    case 'count-above':
      return read(conversion.metric, (value) => (value > conversion.threshold ? 1 : 0))
  }
}

/**
 * Demand of one dimension from samples and the capacity timeline: each sample is converted with the capacity it
 * was measured under, so a resize changes the percentage and not the demand. Gaps stay gaps; percentages above
 * 100 are kept. Where a peak is missing the mean stands in; free values above the capacity (a capacity that was
 * not yet known) are gaps.
 */
export function demandOf({ definition, metrics, changes, nowMs }: DemandInput): HourlyDemand {
  const samples = metrics.filter(({ key }) => usesMetric(definition, key))
  const grid = gridOf(
    samples.map((entry) => entry.mean),
    nowMs,
  )
  const capacityOf = (dimension: Dimension) => capacityOnGrid({ changes, dimension, grid })
  const capacity = capacityOf(definition.dimension)
  const notes = new Set<string>()
  const members = membersOnGrid(changes, grid)
  const context: Context = { samples, grid, capacity, capacityOf, members, notes }
  const mean = convert({ conversion: definition.conversion, statistic: 'mean', context })
  const worst = convert({ conversion: definition.conversion, statistic: 'peak', context })
  const peak = mean.map((value, i) => {
    const high = worst[i] as number
    return Number.isNaN(high) || high < value ? value : high
  })
  const above = mean.reduce((count, value, i) => count + (value > (capacity[i] as number) ? 1 : 0), 0)
  if (above > 0)
    notes.add(`${above} ${above === 1 ? 'hour' : 'hours'} above the known capacity kept as measured`)
  return { startMs: grid.startMs, mean, peak, capacity, notes: [...notes] }
}
