import type { BreachCurve } from '../model/forecast.ts'
import { quantileSorted } from '../stats/quantile.ts'
import { seededRandom } from '../stats/random.ts'
import type { DayProfiles } from './day-profiles.ts'
import type { DailyPaths } from './paths.ts'

const window = 7
const levelCount = 48
const lowLevels = 12
/** Minutes above the many low levels need few paths, those above the rare high ones all. */
const lowStride = 8
/** A maximum at the level in a day without an hour there counts as one sample of five minutes. */
const sampleMinutes = 5

export type BreachInput = {
  readonly paths: DailyPaths
  readonly profiles: DayProfiles
  readonly hard: boolean
  readonly horizons: readonly number[]
  readonly seed: string
}

/** Per path and day which observed day lends its shape. */
function profileChoice({ paths, profiles, seed }: BreachInput): Uint8Array {
  const random = seededRandom(`${seed}/profiles`)
  const choice = new Uint8Array(paths.count * paths.fullDays)
  for (let i = 0; i < choice.length; i++) choice[i] = random.below(profiles.count)
  return choice
}

type Context = BreachInput & { readonly choice: Uint8Array; readonly days: number }

/**
 * Hour number `rank` (0 the highest) of a path's day. No hour of a hard dimension is above the day's maximum, which
 * alone decides its breaches: a level without a chance has no minutes either.
 */
function hourOf({ paths, profiles, choice, hard }: Context, path: number, day: number, rank: number): number {
  const i = path * paths.fullDays + day
  const share = profiles.hours[(choice[i] as number) * 24 + rank] as number
  const peak = paths.peak[path * paths.days + day] as number
  const maximum = paths.maximum[i] as number
  const most = hard ? maximum : Number.POSITIVE_INFINITY
  if (rank === 0) return Math.min(most, peak + share * (maximum - peak))
  const mean = paths.mean[i] as number
  return Math.min(most, Math.max(0, mean + share * (peak - mean)))
}

/** The highest level that this path reaches, which breaks it: its largest maximum. */
function hardCritical({ paths, days }: Context, path: number): number {
  let critical = 0
  for (let day = 0; day < days; day++)
    critical = Math.max(critical, paths.maximum[path * paths.fullDays + day] as number)
  return critical
}

/**
 * More than 1 % of the 168 hours of 7 days are two hours: the level that this path does not break is the largest
 * over the windows of the second highest hour.
 */
function softCritical(context: Context, path: number): number {
  const { days } = context
  const highest = new Float64Array(days)
  const second = new Float64Array(days)
  for (let day = 0; day < days; day++) {
    highest[day] = hourOf(context, path, day, 0)
    second[day] = hourOf(context, path, day, 1)
  }
  let critical = 0
  for (let day = 0; day < days; day++) {
    let top = 0
    let next = 0
    for (let i = Math.max(0, day - window + 1); i <= day; i++) {
      const value = highest[i] as number
      if (value > top) {
        next = Math.max(top, second[i] as number)
        top = value
      } else if (value > next) next = value
    }
    critical = Math.max(critical, next, second[day] as number)
  }
  return critical
}

/** Ascending levels: a quarter from half the lowest critical level up to it, the rest to above the highest. */
function levelsOf(criticals: Float64Array): Float64Array {
  const low = quantileSorted(criticals, 0.01)
  const high = Math.max(
    (criticals[criticals.length - 1] as number) * 1.02,
    low * 1.02,
    Number.MIN_VALUE * 1e6,
  )
  const start = low * 0.4
  return Float64Array.from({ length: levelCount }, (_, i) =>
    i < lowLevels
      ? start + ((low - start) * i) / lowLevels
      : low + ((high - low) * (i - lowLevels)) / (levelCount - 1 - lowLevels),
  )
}

/**
 * Index of the highest level that the value breaks (hard: reaches, soft: is above), -1 if none; the levels are
 * evenly spaced in two parts.
 */
function levelBroken(levels: Float64Array, value: number, hard: boolean): number {
  const start = levels[0] as number
  const middle = levels[lowLevels] as number
  if (hard ? !(value >= start && value > 0) : !(value > start)) return -1
  const whole = hard ? Math.floor : (position: number) => Math.ceil(position) - 1
  if (value < middle) return Math.max(0, whole(((value - start) / (middle - start)) * lowLevels))
  const high = levels[levelCount - 1] as number
  const steps = levelCount - 1 - lowLevels
  return Math.min(levelCount - 1, lowLevels + whole(((value - middle) / (high - middle)) * steps))
}

type CountInput = {
  readonly context: Context
  readonly levels: Float64Array
  readonly lowest: number
  readonly stride: number
}

/** Mean minutes per path by the highest level that they break, for levels from `lowest` on. */
function countMinutes({ context, levels, lowest, stride }: CountInput): Float64Array {
  const { paths, days, hard } = context
  const minutes = new Float64Array(levelCount)
  const add = (level: number, amount: number) => {
    if (level >= lowest) minutes[level] = (minutes[level] as number) + amount
  }
  for (let path = 0; path < paths.count; path += stride) {
    for (let day = 0; day < days; day++) {
      let top = -1
      for (let rank = 0; rank < 24; rank++) {
        const level = levelBroken(levels, hourOf(context, path, day, rank), hard)
        if (level < lowest && rank > 0) break
        if (rank === 0) top = level
        add(level, 60)
      }
      const maximum = paths.maximum[path * paths.fullDays + day] as number
      const highest = hard ? levelBroken(levels, maximum, hard) : -1
      if (highest <= top) continue
      add(highest, sampleMinutes)
      add(top, -sampleMinutes)
    }
  }
  const counted = Math.ceil(paths.count / stride)
  return minutes.map((sum) => sum / counted)
}

/** Expected minutes above (hard: at or above) each level over the horizon. */
function minutesAbove(context: Context, levels: Float64Array): Float64Array {
  const minutes = countMinutes({ context, levels, lowest: lowLevels, stride: 1 })
  minutes.set(countMinutes({ context, levels, lowest: 0, stride: lowStride }).subarray(0, lowLevels))
  for (let level = levelCount - 2; level >= 0; level--) {
    minutes[level] = Math.max(0, minutes[level] as number) + (minutes[level + 1] as number)
  }
  return minutes
}

/** Share of the critical levels above the level; hard: at or above it. */
function chanceOf(criticals: Float64Array, level: number, hard: boolean): number {
  let low = 0
  let high = criticals.length
  while (low < high) {
    const middle = (low + high) >> 1
    const critical = criticals[middle] as number
    if (hard ? critical >= level && critical > 0 : critical > level) high = middle
    else low = middle + 1
  }
  return (criticals.length - low) / criticals.length
}

/**
 * Chance of a breach and expected minutes of it for each of 48 levels, per horizon. Hard: the maximum at the level
 * or above it once. Soft: more than 1 % of the hours of any 7 days above it.
 */
export function breachCurves(input: BreachInput): BreachCurve[] {
  const choice = profileChoice(input)
  return input.horizons.map((horizonDays) => {
    const context: Context = { ...input, choice, days: Math.min(horizonDays, input.paths.fullDays) }
    const criticals = Float64Array.from({ length: input.paths.count }, (_, path) =>
      input.hard ? hardCritical(context, path) : softCritical(context, path),
    ).sort()
    const levels = levelsOf(criticals)
    return {
      horizonDays,
      levels: Array.from(levels),
      chance: Array.from(levels, (level) => chanceOf(criticals, level, input.hard)),
      minutes: Array.from(minutesAbove(context, levels)),
    }
  })
}
