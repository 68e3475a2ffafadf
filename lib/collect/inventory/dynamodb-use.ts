import type { CapacityChange } from '#lib/model/capacity.ts'
import type { Facts } from '#lib/model/resource.ts'
import type { MetricId } from '#lib/model/series.ts'
import { dayMs, type EpochMs, floorTo, type Range } from '#lib/model/time.ts'
import type { RegionAws } from '../aws.ts'
import { type DailyQuery, type DailyValues, meanOf, readDailyValues } from './daily-values.ts'
import { isScaled, type Throughput } from './dynamodb-throughput.ts'

/** Days whose mean use stands for the present: two whole weeks. */
const recentDays = 14
/** CloudWatch keeps hourly values 455 days. */
const historyDays = 455

/** Units a second on the mean of the last 14 whole days, and the capacity timeline that the metrics tell. */
export type ThroughputUse = {
  readonly facts: Facts
  readonly provisioned?: ProvisionedHistory
}

type Pair = { readonly read: DailyValues | undefined; readonly write: DailyValues | undefined }
type ProvisionedHistory = { readonly read: DailyValues; readonly write: DailyValues }

/** Dimension set of a table's or index's metrics. */
export function throughputDimensions({ table, index }: Throughput): MetricId['dimensions'] {
  return index === undefined ? { TableName: table } : { TableName: table, GlobalSecondaryIndexName: index }
}

/**
 * Use of every table or index from its own metrics: what is consumed is Sum over the seconds of the days. `active` = it
 * answers requests and CloudWatch heard of it in these days, so that its silence means nothing consumed. Throws the SDK's
 * error.
 */
export async function readThroughputUse(
  aws: RegionAws,
  { throughputs, nowMs }: { readonly throughputs: readonly Throughput[]; readonly nowMs: EpochMs },
): Promise<readonly ThroughputUse[]> {
  const toMs = floorTo(nowMs, dayMs)
  const recent = { fromMs: toMs - recentDays * dayMs, toMs }
  const long = { fromMs: toMs - historyDays * dayMs, toMs: toMs + dayMs }
  const ask = (one: Throughput, name: string, statistic: DailyQuery['statistic']): DailyQuery => ({
    metric: { namespace: 'AWS/DynamoDB', name, dimensions: throughputDimensions(one) },
    statistic,
  })
  const pairs = (of: readonly Throughput[], name: string, statistic: DailyQuery['statistic']) =>
    of.flatMap((one) => directions.map((direction) => ask(one, name.replace('*', direction), statistic)))
  const provisioned = throughputs.filter(({ mode }) => mode === 'provisioned')
  const fixed = provisioned.filter((one) => !isScaled(one))
  const [consumed, means, maxima] = await Promise.all([
    readPairs(aws, pairs(throughputs, 'Consumed*CapacityUnits', 'Sum'), recent),
    readPairs(aws, pairs(provisioned, 'Provisioned*CapacityUnits', 'Average'), recent),
    readPairs(aws, pairs(fixed, 'Provisioned*CapacityUnits', 'Maximum'), long),
  ])
  return throughputs.map((one, i) => {
    const mean = means[provisioned.indexOf(one)]
    const heard = [consumed[i], mean].some((pair) => pair?.read?.size || pair?.write?.size)
    const alive = one.active && heard
    const { read, write } = maxima[fixed.indexOf(one)] ?? {}
    return {
      facts: {
        active: alive,
        ...rates(consumed[i], 'Consumed', (values) =>
          perSecond(values, { ...recent, aliveMs: alive ? one.aliveMs : undefined }),
        ),
        ...rates(mean, 'Provisioned', (values) => rounded(meanOf(values))),
      },
      ...(read === undefined || write === undefined ? {} : { provisioned: { read, write } }),
    }
  })
}

const directions = ['Read', 'Write'] as const

async function readPairs(aws: RegionAws, queries: readonly DailyQuery[], range: Range) {
  if (queries.length === 0) return []
  const values = await readDailyValues(aws, { queries, range })
  return Array.from({ length: values.length / 2 }, (_, i) => ({
    read: values[2 * i],
    write: values[2 * i + 1],
  }))
}

function rates(
  found: Pair | undefined,
  kind: 'Consumed' | 'Provisioned',
  of: (values: DailyValues) => number | undefined,
): Readonly<Record<string, number>> {
  const read = found?.read && of(found.read)
  const write = found?.write && of(found.write)
  return {
    ...(read === undefined ? {} : { [`readUnits${kind}`]: read }),
    ...(write === undefined ? {} : { [`writeUnits${kind}`]: write }),
  }
}

/**
 * Nothing is sent for what consumed nothing, and nothing is billed for it: while the table was there a day without a
 * sample is zero. Where its beginning is not known, it is the first sample.
 */
function perSecond(
  values: DailyValues,
  { fromMs, toMs, aliveMs }: Range & { aliveMs?: EpochMs | undefined },
) {
  const sinceMs = aliveMs === undefined ? Math.min(...values.keys()) : Math.max(fromMs, aliveMs)
  if (!(sinceMs < toMs)) return undefined
  const seconds = (toMs - sinceMs) / 1000
  return round([...values.values()].reduce((total, value) => total + value, 0) / seconds)
}

const round = (units: number) => Math.round(units * 1000) / 1000
const rounded = (units: number | undefined) => (units === undefined ? undefined : round(units))

/**
 * Capacity over time of a table without autoscaling, from what was provisioned each UTC day at most; a rise counts from
 * the start of its day. Days before the first sample have today's capacity, marked assumed, unless the table is younger.
 */
export function provisionedTimeline(
  { read, write }: ProvisionedHistory,
  today: {
    readonly readUnits: number
    readonly writeUnits: number
    readonly createdMs: EpochMs
    readonly nowMs: EpochMs
  },
): CapacityChange[] {
  const change = (
    fromMs: EpochMs,
    source: CapacityChange['source'],
    [readUnits, writeUnits]: readonly [number, number],
  ): CapacityChange => ({
    fromMs: Math.max(fromMs, today.createdMs),
    shape: 'provisioned',
    count: 1,
    capacity: { 'read-units': readUnits, 'write-units': writeUnits },
    source,
  })
  const now = [today.readUnits, today.writeUnits] as const
  const days = [...read.keys()].filter((day) => write.has(day)).sort((a, b) => a - b)
  const first = days[0]
  const changes: CapacityChange[] = []
  if (first === undefined || first > today.createdMs) changes.push(change(0, 'assumed', now))
  for (const day of days) {
    const units = [read.get(day) ?? Number.NaN, write.get(day) ?? Number.NaN] as const
    if (!sameAs(changes.at(-1), units, 'metrics')) changes.push(change(day, 'metrics', units))
  }
  const last = changes.at(-1)
  if (last === undefined || last.source === 'assumed' || !sameAs(last, now, 'metrics'))
    changes.push(change(today.nowMs, 'inventory', now))
  return changes
}

function sameAs(
  last: CapacityChange | undefined,
  [readUnits, writeUnits]: readonly [number, number],
  source: CapacityChange['source'],
): boolean {
  return (
    last?.source === source &&
    last.capacity['read-units'] === readUnits &&
    last.capacity['write-units'] === writeUnits
  )
}
