import { type DailyHistory, type Forecast, quantileLevels } from '../model/forecast.ts'
import type { ScalingPolicy } from '../model/scaling.ts'
import type { OptionAhead } from '../model/scaling-study.ts'
import { dayMs, type EpochMs, minuteMs } from '../model/time.ts'
import { replay } from './replay.ts'
import { scheduledMoments } from './schedule.ts'

const minutesOfDay = 1440
const minutesOfMonth = 730 * 60
/** Days of history whose minutes are taken again, weekday by weekday. */
const referenceDays = 28

/** Levels of the forecast that stand for all paths, with their weights (extended Swanson-Megill, 30-40-30). */
const pathLevels = [
  { level: 0.1, weight: 0.3 },
  { level: 0.5, weight: 0.4 },
  { level: 0.9, weight: 0.3 },
] as const

export type AheadInput = {
  /** Members at 100 %, a value a minute, from `startMs` on. */
  readonly load: Float32Array
  readonly startMs: EpochMs
  /** Of the demand that the load is a part of; growth and events of the calendar are in its days. */
  readonly forecast: Forecast
  readonly history: DailyHistory
  readonly horizonDays: number
}

export type FuturePath = { readonly weight: number; readonly startMs: EpochMs; readonly load: Float32Array }

/**
 * Load of the days to come on three paths of the forecast: the minutes of the newest day of the same weekday, in turn
 * over four weeks, times the forecast daily peak over that day's own. Days without a whole reference stay gaps.
 */
export function futurePaths(input: AheadInput): readonly FuturePath[] {
  const { peak } = input.forecast.daily
  const days = Math.min(input.horizonDays, Math.floor(peak.values.length / quantileLevels.length))
  return pathLevels.map(({ level, weight }) => {
    const place = quantileLevels.indexOf(level)
    const load = new Float32Array(days * minutesOfDay).fill(Number.NaN)
    for (let day = 0; day < days; day++) {
      const found = referenceOf(input, peak.startMs + day * dayMs, day)
      if (!found) continue
      const factor = (peak.values[day * quantileLevels.length + place] ?? Number.NaN) / found.peak
      for (let t = 0; t < minutesOfDay; t++)
        load[day * minutesOfDay + t] = (input.load[found.from + t] ?? Number.NaN) * factor
    }
    return { weight, startMs: peak.startMs, load }
  })
}

function referenceOf({ load, startMs, history }: AheadInput, atMs: EpochMs, day: number) {
  const weeks = referenceDays / 7
  for (let tried = 0; tried < weeks; tried++) {
    const back = Math.ceil((day + 1) / 7) + ((Math.floor(day / 7) + tried) % weeks)
    const refMs = atMs - 7 * back * dayMs
    const from = (refMs - startMs) / minuteMs
    const peak = history.peak[Math.round((refMs - history.startMs) / dayMs)] ?? Number.NaN
    if (from >= 0 && from + minutesOfDay <= load.length && peak > 0) return { from, peak }
  }
  return undefined
}

type PriceInput = {
  readonly paths: readonly FuturePath[]
  readonly limit: number
  readonly weekMinuteOf: (ms: EpochMs) => number
  readonly memberHourlyUsd: number
}

/** What a policy costs and risks over the paths, and when its maximum is reached: the median path's date. */
export function priceAhead(policy: ScalingPolicy, input: PriceInput): OptionAhead {
  let [monthlyUsd, minutesAboveMonthly, chanceOfMaximum] = [0, 0, 0]
  let maximumReachedMs: EpochMs | undefined
  for (const [i, { weight, startMs, load }] of input.paths.entries()) {
    const moments = scheduledMoments(policy.scheduled ?? [], {
      fromMs: startMs,
      toMs: startMs + load.length * minuteMs,
    })
    const weekMinute = input.weekMinuteOf(startMs)
    const done = replay({ policy, loads: [load], limit: input.limit, weekMinute, moments })
    const months = load.length / minutesOfMonth
    monthlyUsd += (weight * ((done.memberMinutes / 60) * input.memberHourlyUsd)) / months
    minutesAboveMonthly += (weight * done.minutesAbove) / months
    if (done.firstAtMaximum === undefined) continue
    chanceOfMaximum += weight
    if (i >= 1) maximumReachedMs ??= startMs + done.firstAtMaximum * minuteMs
  }
  return {
    monthlyUsd,
    minutesAboveMonthly,
    chanceOfMaximum,
    ...(maximumReachedMs === undefined ? {} : { maximumReachedMs }),
  }
}
