import { addMonths, type CostGrouping, costGroupings, monthOf } from '#lib/model/cost.ts'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import type { CostQuery } from './read-costs.ts'

/**
 * Paid calls a UTC day. The organization is held to 20 at $0.01; four of them are left to the coverage of commitments.
 */
export const costCallsPerDay = 16

/** Whole months before the current one that are kept and read again: Cost Explorer keeps 13 by day. */
const historyMonths = 13
/** Months that one query asks for. */
const queryMonths = 3
/** The total by record type is compared every day, how it is parted every week. */
const controlDays = 7
/** Days whose usage tells which services bill a usage type. */
const usageServiceDays = 35
const resourceDays = 14
/** Resource level settles with the estimates of its days. */
const resourceRereadDays = 4
/** Groupings whose totals wait for the second day. */
const laterGroupings: readonly CostGrouping[] = ['usage-type', 'team']
/** Until this day of a month the one before is read again. */
const settledDayOfMonth = 10

export type CostAsked = Omit<CostQuery, 'payer'>

/** When the months of a grouping were last compared; absent = never. */
export type ControlDays = Readonly<Partial<Record<CostGrouping, string>>>

/** A month whose days do not add up to its total, or were never read. */
export type StaleMonth = {
  readonly month: string
  readonly grouping: CostGrouping
  readonly unread: boolean
}

/**
 * Totals of all months to read today: by record type every day, by the others once a week and whenever a total of a
 * settled month moved. They tell which months were restated (credits, refunds, tags filled in up to 12 months back) at
 * one call each.
 */
export function planControls(
  today: string,
  { last, stale }: { last: ControlDays; stale: readonly StaleMonth[] },
): CostAsked[] {
  const open = openMonths(today)
  const moved = stale.some(
    ({ month, grouping, unread }) => grouping === 'record-type' && !unread && !open.includes(month),
  )
  const order: readonly CostGrouping[] = ['record-type', 'service', 'team', 'usage-type']
  const isFirstDay = last.service === undefined || (last.service === today && last.team === undefined)
  const isDue = (grouping: CostGrouping) => {
    const day = last[grouping]
    if (isFirstDay && laterGroupings.includes(grouping)) return false
    if (day === undefined || (moved && day < today)) return true
    const days = grouping === 'record-type' ? 1 : controlDays
    return dayStart(today) - dayStart(day) >= days * dayMs
  }
  const fromDay = addMonths(today, -historyMonths)
  return order.filter(isDue).map((grouping) => ({ fromDay, toDay: today, granularity: 'month', grouping }))
}

/**
 * Months to read of what has no totals yet: the newest, as one query asks for them. On the first day the calls go to
 * days, so that the newest usage types and teams are there; their totals tell of older months from the second day on.
 */
export function firstMonths(today: string, last: ControlDays): StaleMonth[] {
  const months = Array.from({ length: queryMonths }, (_, i) => addMonths(monthOf(today), -i))
  return laterGroupings
    .filter((grouping) => last[grouping] === undefined)
    .flatMap((grouping) => months.map((month) => ({ month, grouping, unread: true })))
}

/** The current month, and the one before until the tenth. */
function openMonths(today: string): string[] {
  const current = monthOf(today)
  return Number(today.slice(8)) < settledDayOfMonth ? [addMonths(today, -1), current] : [current]
}

/**
 * Days to read today, the most useful first: services of all months (the whole history of spend), then the newest
 * months of the rest, then older ones. The current month is always read again, the one before until the tenth, an
 * estimated one until it is not; others where they are stale.
 */
export function planDays(
  today: string,
  { stale, estimatedMonths }: { stale: readonly StaleMonth[]; estimatedMonths: readonly string[] },
): CostAsked[] {
  const open = [...openMonths(today), ...estimatedMonths]
  const [first, current] = [addMonths(today, -historyMonths), monthOf(today)]
  const queries = costGroupings.flatMap((grouping) => {
    const months = new Set([
      ...open,
      ...stale.filter((one) => one.grouping === grouping).map(({ month }) => month),
    ])
    return rangesOf([...months].filter((month) => month >= first && month <= current).sort(), today).map(
      (range): CostAsked => ({ ...range, granularity: 'day', grouping }),
    )
  })
  const rank = ({ grouping, toDay }: CostAsked) => (grouping === 'service' ? 0 : toDay === today ? 1 : 2)
  return queries.sort((a, b) => rank(a) - rank(b) || b.toDay.localeCompare(a.toDay))
}

/** Days to read the services of usage types of, once a week; undefined where they are known. */
export function planUsageServices(today: string, lastDay: string | undefined): DayRange | undefined {
  if (lastDay !== undefined && dayStart(today) - dayStart(lastDay) < controlDays * dayMs) return undefined
  return { fromDay: isoDay(dayStart(today) - usageServiceDays * dayMs), toDay: today }
}

type DayRange = { readonly fromDay: string; readonly toDay: string }

/** Days of ascending months, neighbours together, cut into whole months from the newest backwards. */
function rangesOf(months: readonly string[], today: string): DayRange[] {
  const ranges: { fromDay: string; toDay: string; months: number }[] = []
  for (const month of months.toReversed()) {
    const next = addMonths(month, 1)
    const toDay = next < today ? next : today
    const range = ranges.at(-1)
    if (range && range.fromDay === next && range.months < queryMonths) {
      range.fromDay = month
      range.months += 1
    } else if (month < toDay) ranges.push({ fromDay: month, toDay, months: 1 })
  }
  return ranges.map(({ fromDay, toDay }) => ({ fromDay, toDay }))
}

/** Days of resource level to read: all that exist at first and once a week, else those that still settle. */
export function planResources(
  today: string,
  lastWholeDay: string | undefined,
): DayRange & { readonly whole: boolean } {
  const whole = lastWholeDay === undefined || dayStart(today) - dayStart(lastWholeDay) >= 7 * dayMs
  const days = whole ? resourceDays : resourceRereadDays
  return { fromDay: isoDay(dayStart(today) - days * dayMs), toDay: today, whole }
}
