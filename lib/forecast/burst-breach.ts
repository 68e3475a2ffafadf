import { type BreachCurve, medianIndex, quantileLevels } from '../model/forecast.ts'
import { type PastDemand, pastChance, pastRange } from './past-breaches.ts'

/** Geometric in two parts: up to 0.3 times the largest value seen, and from there, where sizes are decided. */
const [lowLevels, highLevels] = [14, 34]
const middle = 0.3

/** A breach is more than 1 % of 7 days. */
const breachMinutes = 0.01 * 7 * 24 * 60

/** Linear between the points, constant beyond them. */
export function valueAt(levels: readonly number[], values: readonly number[], level: number): number {
  const above = levels.findIndex((one) => one >= level)
  if (above === 0) return values[0] as number
  if (above < 0) return values.at(-1) as number
  const [from, to] = [levels[above - 1] as number, levels[above] as number]
  const [before, after] = [values[above - 1] as number, values[above] as number]
  return before + ((after - before) * (level - from)) / (to - from)
}

const surely = quantileLevels.indexOf(0.25)

/**
 * Growth of the daily peak that is likely (three to one) until the horizon, at least 1: its lower quartile against the
 * median of the first week to come. The trend of a demand that bursts is mostly noise and counts for nothing.
 */
export function growthUntil(peak: Float64Array, days: number): number {
  const at = (day: number, level: number) => peak[day * quantileLevels.length + level] as number
  let first = 0
  for (let day = 0; day < 7; day++) first = Math.max(first, at(day, medianIndex))
  let most = first
  for (let day = 7; day < days; day++) most = Math.max(most, at(day, surely))
  return first > 0 ? most / first : 1
}

export type BurstInput = {
  /** From the simulated paths. */
  readonly curve: BreachCurve
  readonly past: PastDemand
  /** Growth that is expected until the horizon, at least 1: the record stands for levels so much lower. */
  readonly growth: number
}

/**
 * Breach curve of a soft dimension whose demand bursts: chances of the record and of the paths, mixed by burstiness.
 * Simulated days cannot tell how often a burst lasts; how often the past was above a level can.
 */
export function burstCurve({ curve, past, growth }: BurstInput): BreachCurve {
  const { horizonDays, levels: own, chance: ownChance, minutes: ownMinutes } = curve
  const [low, high] = pastRange(past)
  const from = Math.max(Math.min(low * growth, own[0] as number), high / 1e4)
  const to = Math.max(high * growth, own.at(-1) as number)
  const knee = Math.max(middle * past.largest * growth, 1.01 * from)
  const levels = Array.from({ length: lowLevels + highLevels }, (_, i) =>
    i < lowLevels
      ? from * (knee / from) ** (i / lowLevels)
      : knee * (to / knee) ** ((i - lowLevels) / (highLevels - 1)),
  )
  const { burstiness } = past
  const chance = levels.map((level) => {
    const recorded = pastChance(past, level / growth, horizonDays)
    return burstiness * recorded + (1 - burstiness) * valueAt(own, ownChance, level)
  })
  chance[levels.length - 1] = 0
  return {
    horizonDays,
    levels,
    chance,
    minutes: levels.map((level, i) =>
      Math.max(
        level > (own.at(-1) as number) ? 0 : valueAt(own, ownMinutes, level),
        breachMinutes * (chance[i] as number),
      ),
    ),
  }
}
