import { type DayStatistic, dayStatistics, quantileLevels } from '../model/forecast.ts'
import { dayMs, type EpochMs, hourMs } from '../model/time.ts'
import { quantileSorted } from '../stats/quantile.ts'
import { median } from '../stats/robust.ts'
import { sizeAt } from '../stats/size-spread.ts'
import { multiplyStep } from './multiply-step.ts'
import type { DailyFans } from './paths.ts'

/** Days before and after the turn of a month that may stand out: the last three and the first two. */
const [daysBefore, daysAfter] = [3, 2]
/** Weeks on either side that tell what a day would be without the turn. */
const weeks = 3
const [monthsMin, monthsUsed] = [4, 12]
/** A turn stands out when its median is this far above an ordinary day, and most months above nearly all of those. */
const riseMin = 0.2
const clearShare = 0.75
const ordinaryLevel = 0.95
/** No interval of a factor is narrower. */
const spreadMin = 0.05

type Size = { readonly factor: number; readonly low: number; readonly high: number }

/** Days around the turn of the month, as multiples of an ordinary day by their place (-1 = last, 1 = first). */
export type MonthTurn = {
  readonly sizes: ReadonlyMap<number, Readonly<Record<DayStatistic, Size>>>
  readonly months: number
}

type Days = Readonly<Record<DayStatistic, Float64Array>> & { readonly startMs: EpochMs }

/** -3 to -1: the last days of a UTC month, 1 and 2: its first; 0 = none of these. */
function placeOf(ms: EpochMs): number {
  const date = new Date(ms)
  const day = date.getUTCDate()
  if (day <= daysAfter) return day
  const left = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - day
  return left < daysBefore ? -1 - left : 0
}

/** Each day over the median of the same weekday of the weeks around it that are no turns; `NaN` where too few are known. */
function ratiosOf(values: Float64Array, places: readonly number[]): Float64Array {
  return values.map((value, day) => {
    const others: number[] = []
    for (let week = -weeks; week <= weeks; week++) {
      const other = values[day + 7 * week]
      if (week !== 0 && places[day + 7 * week] === 0 && other !== undefined && other > 0) others.push(other)
    }
    return others.length < weeks ? Number.NaN : value / median(others)
  })
}

/** The turn of the month in a daily history; undefined where it does not stand out in four months or more. */
export function monthTurnOf({ startMs, ...days }: Days): MonthTurn | undefined {
  const count = days.peak.length
  if (count < monthsMin * 28) return undefined
  const places = Array.from({ length: count }, (_, day) => placeOf(startMs + day * dayMs))
  const ratios = {
    mean: ratiosOf(days.mean, places),
    peak: ratiosOf(days.peak, places),
    maximum: ratiosOf(days.maximum, places),
  }
  const at = (statistic: DayStatistic, place: number) =>
    Array.from(ratios[statistic].filter((ratio, day) => places[day] === place && !Number.isNaN(ratio)))
  const ordinary = Float64Array.from(at('peak', 0)).sort()
  if (ordinary.length < monthsMin * 14) return undefined
  const high = quantileSorted(ordinary, ordinaryLevel)
  const sizes = new Map<number, Record<DayStatistic, Size>>()
  let months = 0
  for (let place = -daysBefore; place <= daysAfter; place++) {
    const seen = place === 0 ? [] : at('peak', place)
    const clear = seen.filter((ratio) => ratio > Math.max(high, 1 + riseMin / 2)).length
    if (seen.length < monthsMin || median(seen) < 1 + riseMin || clear < clearShare * seen.length) continue
    sizes.set(place, {
      mean: sizeOf(at('mean', place)),
      peak: sizeOf(seen),
      maximum: sizeOf(at('maximum', place)),
    })
    months = Math.max(months, seen.length)
  }
  return sizes.size === 0 ? undefined : { sizes, months }
}

/** Median and 80 % interval of the newest twelve months. */
function sizeOf(ratios: readonly number[]): Size {
  const sorted = Float64Array.from(ratios.slice(-monthsUsed)).sort()
  if (sorted.length === 0) return { factor: 1, low: 1 - spreadMin, high: 1 + spreadMin }
  const factor = quantileSorted(sorted, 0.5)
  return {
    factor,
    low: Math.min(quantileSorted(sorted, 0.1), factor * (1 - spreadMin)),
    high: Math.max(quantileSorted(sorted, 0.9), factor * (1 + spreadMin)),
  }
}

type Grid = { readonly startMs: EpochMs; readonly stepMs: number }

/** Values brought to an ordinary day. A copy. */
export function withoutTurn(
  values: Float64Array,
  { startMs, stepMs }: Grid,
  { turn, statistic }: { readonly turn: MonthTurn; readonly statistic: DayStatistic },
): Float64Array {
  return values.map((value, i) => {
    const size = turn.sizes.get(placeOf(startMs + i * stepMs))
    return size ? value / size[statistic].factor : value
  })
}

export type TurnFans = { readonly fans: DailyFans; readonly hourFan: Float64Array }
export type FanStarts = { readonly dailyStartMs: EpochMs; readonly hourlyStartMs: EpochMs }

/** Puts the turns of the months to come on fans of ordinary days and hours. Copies. */
export function withTurn({ fans, hourFan }: TurnFans, turn: MonthTurn, starts: FanStarts): TurnFans {
  const put = (packed: Float64Array, grid: Grid, statistic: DayStatistic) => {
    const out = packed.slice()
    const steps = packed.length / quantileLevels.length
    for (let step = 0; step < steps; step++) {
      const size = turn.sizes.get(placeOf(grid.startMs + step * grid.stepMs))
      if (size) multiplyStep(out, step, (level) => sizeAt(size[statistic], level))
    }
    return out
  }
  const days = { startMs: starts.dailyStartMs, stepMs: dayMs }
  const [mean, peak, maximum] = dayStatistics.map((statistic) => put(fans[statistic], days, statistic))
  return {
    fans: { mean: mean ?? fans.mean, peak: peak ?? fans.peak, maximum: maximum ?? fans.maximum },
    hourFan: put(hourFan, { startMs: starts.hourlyStartMs, stepMs: hourMs }, 'mean'),
  }
}

/** `The last 2 days of a month and the first of the next peak at 1.9 times an ordinary day, in 14 months.` */
export function turnTexts(turn: MonthTurn | undefined): string[] {
  if (turn === undefined) return []
  const places = [...turn.sizes.keys()]
  const [before, after] = [
    places.filter((place) => place < 0).length,
    places.filter((place) => place > 0).length,
  ]
  const days = [
    ...(before > 0 ? [before === 1 ? 'the last day' : `the last ${before} days`] : []),
    ...(after > 0 ? [after === 1 ? 'the first day' : `the first ${after} days`] : []),
  ].join(' and ')
  const factor = median([...turn.sizes.values()].map(({ peak }) => peak.factor))
  return [
    `${days.replace(/^t/, 'T')} of a month peak at about ${factor.toFixed(1)} times an ordinary day, over ${turn.months} months: the forecast repeats it.`,
  ]
}
