import { dayMs, dayStart, type EpochMs, isoDay } from '../model/time.ts'
import { median } from '../stats/robust.ts'

const week = 7
/** Days on either side of a day that its usual level is the median of. */
const aroundDays = 7
/** A fee comes at least in so many of the last months, on the same day, with this much of the usual day on top. */
const fee = { months: 3, seen: 2, share: 0.5 }
const weekdayWeeks = 12

/** Daily dollars of one key, evenly spaced; `NaN` = not known. */
export type DailyCost = { readonly startMs: EpochMs; readonly usd: Float64Array }

/** What repeats within a cost, and what is left: the level. */
export type CostParts = {
  /** Dollars on top on a day of the month, by day 1 to 31. */
  readonly fees: ReadonlyMap<number, number>
  /** Factors by weekday from Sunday, mean 1. */
  readonly weekdays: readonly number[]
  /** Daily cost without fees and weekday. */
  readonly level: Float64Array
}

const dayOfMonth = (ms: EpochMs) => new Date(ms).getUTCDate()
const weekdayOf = (ms: EpochMs) => new Date(ms).getUTCDay()

/** Days of the month of an instant. */
export function monthLength(ms: EpochMs): number {
  const date = new Date(ms)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}

/** Median of the days around each day, itself left out. */
function usualOf(usd: Float64Array): Float64Array {
  return usd.map((_, i) => {
    const around = [
      ...usd.subarray(Math.max(0, i - aroundDays), i),
      ...usd.subarray(i + 1, i + aroundDays + 1),
    ].filter((value) => !Number.isNaN(value))
    return around.length === 0 ? Number.NaN : median(around)
  })
}

/** Dollars above (below) the usual that came back on the same day of the last months. */
function feesOf({ startMs, usd }: DailyCost, usual: Float64Array): Map<number, number> {
  const byDay = new Map<number, number[]>()
  const from = Math.max(0, usd.length - (fee.months * 31 + 5))
  for (let i = from; i < usd.length; i++) {
    const excess = (usd[i] as number) - (usual[i] as number)
    if (Number.isNaN(excess)) continue
    const scale = Math.max(Math.abs(usual[i] as number), 0.01)
    if (Math.abs(excess) < fee.share * scale) continue
    const at = dayOfMonth(startMs + i * dayMs)
    byDay.set(at, [...(byDay.get(at) ?? []), excess])
  }
  const fees = new Map<number, number>()
  for (const [at, values] of byDay) {
    const recent = values.slice(-fee.months)
    const alike = recent.every((value) => Math.sign(value) === Math.sign(recent[0] as number))
    if (recent.length >= fee.seen && alike) fees.set(at, median(recent))
  }
  return fees
}

/** The fee of a day; one of the 29th to 31st falls on the last day of a shorter month. */
export function feeOn(fees: CostParts['fees'], ms: EpochMs): number {
  const at = dayOfMonth(ms)
  if (at < monthLength(ms)) return fees.get(at) ?? 0
  let sum = 0
  for (const [day, usd] of fees) if (day >= at) sum += usd
  return sum
}

function weekdaysOf({ startMs }: DailyCost, level: Float64Array): number[] {
  const ratios: number[][] = Array.from({ length: week }, () => [])
  for (let i = Math.max(3, level.length - weekdayWeeks * week); i < level.length - 3; i++) {
    const around = level.subarray(i - 3, i + 4)
    const mean = around.reduce((sum, value) => sum + value, 0) / week
    const ratio = (level[i] as number) / mean
    if (mean > 0 && Number.isFinite(ratio)) ratios[weekdayOf(startMs + i * dayMs)]?.push(ratio)
  }
  if (ratios.some((own) => own.length < 3)) return new Array(week).fill(1)
  const factors = ratios.map((own) => median(own))
  const mean = factors.reduce((sum, value) => sum + value, 0) / week
  return factors.map((factor) => (factor > 0 && mean > 0 ? factor / mean : 1))
}

/** Parts a daily cost into fees of a day of the month, the weekday's factor, and its level. */
export function partCost(cost: DailyCost): CostParts {
  const { startMs, usd } = cost
  const weekdays = weekdaysOf(cost, usd)
  const factorOn = (i: number) => weekdays[weekdayOf(startMs + i * dayMs)] as number
  const flat = usd.map((value, i) => value / factorOn(i))
  const usual = usualOf(flat)
  const fees = feesOf({ startMs, usd: flat }, usual)
  const level = flat.map((value, i) => {
    const expected = feeOn(fees, startMs + i * dayMs)
    const centre = usual[i] as number
    // The fee that was really paid, where it was: the day is as usual without it.
    return expected !== 0 && Math.abs(value - centre) > Math.abs(expected) / 2 ? centre : value
  })
  return { fees, weekdays, level }
}

/** What is expected on a day at a level. */
export function costOn({ fees, weekdays }: CostParts, ms: EpochMs, level: number): number {
  return level * (weekdays[weekdayOf(ms)] as number) + feeOn(fees, ms)
}

/** `2026-11` of an instant. */
export function monthOfMs(ms: EpochMs): string {
  return isoDay(ms).slice(0, 7)
}

/** First instant of the month `count` months after that of `ms`. */
export function monthStart(ms: EpochMs, count = 0): EpochMs {
  const date = new Date(ms)
  return dayStart(
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1)).toISOString().slice(0, 10),
  )
}
