import type { Facts } from '#lib/model/resource.ts'
import type { MetricId } from '#lib/model/series.ts'
import { dayMs, floorTo, minuteMs } from '#lib/model/time.ts'
import type { RegionAws } from '../aws.ts'
import { type DailyQuery, type DailyValues, readDailyValues } from './daily-values.ts'

/** CloudWatch keeps minutes 15 days. */
const recentDays = 14
const directions = ['Read', 'Write'] as const

/** Whether two names of metrics are of one metric. */
export function isSameMetric(a: MetricId, b: MetricId): boolean {
  const names = Object.keys(a.dimensions)
  return (
    a.name === b.name &&
    names.length === Object.keys(b.dimensions).length &&
    names.every((name) => a.dimensions[name] === b.dimensions[name])
  )
}

type Throttled = { readonly index: number; readonly direction: (typeof directions)[number] }

/**
 * Of every dimension set the units a second of the busiest minute that had throttling, in the last 14 days
 * (`writeUnitsWhenThrottled`). By the minute, since a burst of minutes that a table throttles as a whole is little on the
 * mean of its hour. Only those that `throttles` names are asked for. Throws the SDK's error.
 */
export async function readThrottledUse(
  aws: RegionAws,
  options: {
    readonly of: readonly MetricId['dimensions'][]
    readonly throttles: readonly MetricId[]
    readonly nowMs: number
  },
): Promise<readonly Facts[]> {
  const { of, throttles, nowMs } = options
  const metric = (name: string, dimensions: MetricId['dimensions']): MetricId => ({
    namespace: 'AWS/DynamoDB',
    name,
    dimensions,
  })
  const throttled = of.flatMap((dimensions, index) =>
    directions.flatMap((direction): Throttled[] => {
      const wanted = metric(`${direction}ThrottleEvents`, dimensions)
      return throttles.some((one) => isSameMetric(one, wanted)) ? [{ index, direction }] : []
    }),
  )
  if (throttled.length === 0) return of.map(() => ({}))
  const toMs = floorTo(nowMs, minuteMs)
  const queries = throttled.flatMap(({ index, direction }): DailyQuery[] =>
    [`${direction}ThrottleEvents`, `Consumed${direction}CapacityUnits`].map((name) => ({
      metric: metric(name, of[index] ?? {}),
      statistic: 'Sum',
    })),
  )
  const range = { fromMs: toMs - recentDays * dayMs, toMs }
  const values = await readDailyValues(aws, { queries, range, periodMs: minuteMs })
  const facts: Record<string, number>[] = of.map(() => ({}))
  throttled.forEach(({ index, direction }, i) => {
    const units = busiestMinute(values[2 * i], values[2 * i + 1])
    const own = facts[index]
    if (own && units !== undefined) own[`${direction.toLowerCase()}UnitsWhenThrottled`] = units
  })
  return facts
}

/** Units a second; a minute with throttling that sent no consumption had none. */
function busiestMinute(
  throttles: DailyValues | undefined,
  consumed: DailyValues | undefined,
): number | undefined {
  if (throttles === undefined || consumed === undefined) return undefined
  const minutes = [...throttles].flatMap(([at, events]) => (events > 0 ? [(consumed.get(at) ?? 0) / 60] : []))
  return minutes.length === 0 ? undefined : Math.round(1000 * Math.max(...minutes)) / 1000
}
