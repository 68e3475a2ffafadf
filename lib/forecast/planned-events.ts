import { type ForecastEvent, type OrdinarySteps, quantileLevels } from '../model/forecast.ts'
import { dayMs, type EpochMs, hourMs } from '../model/time.ts'
import { median } from '../stats/robust.ts'
import { sizeAt } from '../stats/size-spread.ts'
import type { HourlyDemand } from './demand.ts'
import { multiplyStep } from './multiply-step.ts'
import type { DailyFans } from './paths.ts'
import { dayText } from './wording.ts'

const levelCount = quantileLevels.length
/** Days whose hours tell what a day is like. */
const rhythmDays = 28
const fanNames = ['mean', 'peak', 'maximum'] as const

type Interval = { readonly fromMs: EpochMs; readonly toMs: EpochMs }

/** Steps of a series on which an event is, `[from, to)`, within `count`. */
function stepsOf(
  { fromMs, toMs }: Interval,
  { startMs, stepMs, count }: { startMs: EpochMs; stepMs: number; count: number },
): { from: number; to: number } {
  const from = Math.max(0, Math.floor((fromMs - startMs) / stepMs))
  return { from, to: Math.min(count, Math.ceil((toMs - startMs) / stepMs)) }
}

/** `values` with gaps where events were: what was planned is no part of the usual course. A copy. */
export function withoutPast(
  values: Float64Array,
  { startMs, stepMs }: { readonly startMs: EpochMs; readonly stepMs: number },
  events: readonly ForecastEvent[],
): Float64Array {
  const out = values.slice()
  for (const event of events) {
    const { from, to } = stepsOf(event, { startMs, stepMs, count: values.length })
    if (from < to) out.fill(Number.NaN, from, to)
  }
  return out
}

/** Median of each UTC hour over the last four weeks; ones where nothing was seen. */
export function usualDay({ startMs, mean }: Pick<HourlyDemand, 'startMs' | 'mean'>): Float64Array {
  const recent = mean.subarray(Math.max(0, mean.length - rhythmDays * 24))
  const firstHour = Math.round(startMs / hourMs) + mean.length - recent.length
  const hours = Float64Array.from({ length: 24 }, (_, hour) =>
    median(recent.filter((value, i) => (firstHour + i) % 24 === hour && !Number.isNaN(value))),
  )
  return hours.every((value) => value >= 0) && hours.some((value) => value > 0) ? hours : hours.fill(1)
}

/** By how much an event of a size changes the mean and the peak of a day, from the hours that it covers. */
function dayFactors(size: number, { usual, inside }: { usual: Float64Array; inside: readonly boolean[] }) {
  let [sum, sumNow, top, topNow] = [0, 0, 0, 0]
  usual.forEach((value, hour) => {
    const now = inside[hour] ? value * size : value
    sum += value
    sumNow += now
    top = Math.max(top, value)
    topNow = Math.max(topNow, now)
  })
  return { mean: sumNow / sum, peak: topNow / top }
}

export type EventFans = {
  readonly fans: DailyFans
  readonly hourFan: Float64Array
  readonly dailyStartMs: EpochMs
  readonly hourlyStartMs: EpochMs
}

export type WithEvents = Pick<EventFans, 'fans' | 'hourFan'> & {
  /** Those that touch a day to come. */
  readonly events: readonly ForecastEvent[]
  readonly ordinary: OrdinarySteps
}

/**
 * Fans with planned events: on their days mean, peak and maximum change as the hours that are covered demand, by the
 * day as it usually is; hours within them are multiplied. What stood there before is kept.
 */
export function withEvents(
  input: EventFans,
  { events, usual }: { readonly events: readonly ForecastEvent[]; readonly usual: Float64Array },
): WithEvents {
  const { dailyStartMs, hourlyStartMs } = input
  const { mean, peak, maximum } = input.fans
  const fans = { mean: mean.slice(), peak: peak.slice(), maximum: maximum.slice() }
  const hourFan = input.hourFan.slice()
  const days = new Set<number>()
  const hours = new Set<number>()
  const dayGrid = { startMs: dailyStartMs, stepMs: dayMs, count: peak.length / levelCount }
  const hourGrid = { startMs: hourlyStartMs, stepMs: hourMs, count: hourFan.length / levelCount }
  const coming = events.filter((event) => {
    const { from, to } = stepsOf(event, dayGrid)
    return from < to
  })
  for (const event of coming) {
    const span = stepsOf(event, dayGrid)
    for (let day = span.from; day < span.to; day++) {
      days.add(day)
      const inside = hoursInside(event, dailyStartMs + day * dayMs)
      const at = (level: number) => dayFactors(sizeAt(event, level), { usual, inside })
      multiplyStep(fans.mean, day, (level) => at(level).mean)
      multiplyStep(fans.peak, day, (level) => at(level).peak)
      multiplyStep(fans.maximum, day, (level) => at(level).peak)
    }
    const hourSpan = stepsOf(event, hourGrid)
    for (let hour = hourSpan.from; hour < hourSpan.to; hour++) {
      hours.add(hour)
      multiplyStep(hourFan, hour, (level) => sizeAt(event, level))
    }
  }
  return { fans, hourFan, events: coming, ordinary: ordinaryOf(input, { days, hours }) }
}

function hoursInside({ fromMs, toMs }: Interval, dayStartMs: EpochMs): boolean[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const atMs = dayStartMs + hour * hourMs
    return fromMs < atMs + hourMs && atMs < toMs
  })
}

function ordinaryOf(
  { fans, hourFan }: EventFans,
  { days, hours }: { readonly days: ReadonlySet<number>; readonly hours: ReadonlySet<number> },
): OrdinarySteps {
  const at = (packed: Float64Array, step: number) =>
    Array.from(Float32Array.from(packed.subarray(step * levelCount, (step + 1) * levelCount)))
  return {
    days: [...days].map((step) => {
      const [mean = [], peak = [], maximum = []] = fanNames.map((name) => at(fans[name], step))
      return { step, mean, peak, maximum }
    }),
    hours: [...hours].map((step) => ({ step, values: at(hourFan, step) })),
  }
}

/** A sentence for each event that the forecast counts on. */
export function eventTexts(events: readonly ForecastEvent[]): string[] {
  return events.map(({ name, fromMs, toMs, factor, low, high }) => {
    const [first, last] = [dayText(fromMs), dayText(toMs - 1)]
    const days = first === last ? first : `${first} to ${last}`
    const size = `demand ${times(factor)}, ${times(low)} to ${times(high)} with 80%`
    return `Counts on ${name} (${days}): ${size}, as planned.`
  })
}

/** `×2.5`. */
const times = (factor: number) => `×${Number(factor.toFixed(2))}`
