import type { BreachCurve } from '../model/forecast.ts'
import { valueAt } from './burst-breach.ts'

type AddedBreach = {
  /** What the record says together with the paths of ordinary days. */
  readonly usual: BreachCurve
  /** From paths of ordinary days, and from the same paths with turns of the month and planned events. */
  readonly plain: BreachCurve
  readonly special: BreachCurve
}

/**
 * Breach curve of a bursty dimension with special days: the record knows no planned event, and a turn of the month only
 * if one was just seen. What they add is what the paths say more with them than without, independent of the rest:
 * 1 - (1 - usual) x (1 - added).
 */
export function withAddedChance({ usual, plain, special }: AddedBreach): BreachCurve {
  const last = usual.levels.at(-1) ?? 0
  const levels = [...usual.levels, ...special.levels.filter((level) => level > last)]
  let least = 1
  const chance = levels.map((level) => {
    const [before, after] = [chanceAt(plain, level), chanceAt(special, level)]
    const added = before < 1 ? Math.max(0, (after - before) / (1 - before)) : 0
    least = Math.min(least, 1 - (1 - chanceAt(usual, level)) * (1 - added))
    return least
  })
  let fewest = Number.POSITIVE_INFINITY
  const minutes = levels.map((level) => {
    const more = minutesAt(special, level) - minutesAt(plain, level)
    fewest = Math.min(fewest, minutesAt(usual, level) + Math.max(0, more))
    return fewest
  })
  return { horizonDays: usual.horizonDays, levels, chance, minutes }
}

/** Nothing was ever above the highest level of a curve. */
const at = (curve: BreachCurve, values: readonly number[], level: number) =>
  level > (curve.levels.at(-1) ?? 0) ? 0 : valueAt(curve.levels, values, level)

const chanceAt = (curve: BreachCurve, level: number) => at(curve, curve.chance, level)
const minutesAt = (curve: BreachCurve, level: number) => at(curve, curve.minutes, level)
