import type { PlannedEvent } from './calendar.ts'
import type { Dimension } from './capacity.ts'
import { type DayStatistic, dayStatistics, type Forecast, quantileLevels } from './forecast.ts'
import type { Resource } from './resource.ts'

/** A multiple of ordinary demand with its median and the ends of its 80 % interval. */
export type Size = { readonly factor: number; readonly low: number; readonly high: number }

/** Where no interval is planned: from 70 % of the rise to 140 % of it. */
const [lowShare, highShare] = [0.7, 1.4]

/** The size of a planned event. */
export function eventSize({ multiplier, low, high }: PlannedEvent): Size {
  const rise = multiplier - 1
  const ends = [1 + rise * lowShare, 1 + rise * highShare]
  return {
    factor: multiplier,
    low: low ?? Math.max(multiplier / 2, Math.min(...ends)),
    high: high ?? Math.max(...ends),
  }
}

/** Dimensions that follow the load. Data kept, memory held and GPUs allocated do not multiply with a day's traffic. */
const loadDimensions: readonly Dimension[] = [
  'cpu',
  'iops',
  'throughput',
  'network',
  'connections',
  'requests',
  'read-units',
  'write-units',
  'pods',
  'acu',
  'ecpu',
  'group-maximum',
]

/** A group that may have more members than now: its maximum is a setting, and costs while it is used. */
export function isScaledGroup({ facts }: Resource): boolean {
  return (
    typeof facts.minSize === 'number' && typeof facts.maxSize === 'number' && facts.minSize !== facts.maxSize
  )
}

/** Whether a load can exhaust a dimension. The count of a group of a fixed size is a setting and does not follow. */
export function followsLoad(dimension: Dimension, resource: Resource): boolean {
  return loadDimensions.includes(dimension) && (dimension !== 'group-maximum' || isScaledGroup(resource))
}

type Scope = { readonly teams: readonly string[]; readonly accounts: readonly string[] }

/** Whether it concerns a resource: by team and account, and load from outside never reaches non-production. */
export function concerns({ teams, accounts }: Scope, resource: Resource): boolean {
  if (resource.serviceTier === 'non-production') return false
  const team = teams.length === 0 || (resource.team !== undefined && teams.includes(resource.team))
  return team && (accounts.length === 0 || accounts.includes(resource.accountId))
}

/** The forecast as it would be without the planned events that it counts on: what scenarios put theirs on. */
export function ordinaryForecast(forecast: Forecast): Forecast {
  const { events, ordinary, ...rest } = forecast
  if (events === undefined || ordinary === undefined) return forecast
  const band = (statistic: DayStatistic) => {
    const values = forecast.daily[statistic].values.slice()
    for (const day of ordinary.days) values.set(day[statistic], day.step * quantileLevels.length)
    return { ...forecast.daily[statistic], values }
  }
  const [mean, peak, maximum] = dayStatistics.map(band)
  const hours = forecast.hourly.values.slice()
  for (const { step, values } of ordinary.hours) hours.set(values, step * quantileLevels.length)
  if (!mean || !peak || !maximum) return forecast
  return { ...rest, hourly: { ...forecast.hourly, values: hours }, daily: { mean, peak, maximum } }
}
