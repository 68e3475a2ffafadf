import type { Dimension } from '#lib/model/capacity.ts'
import { requirementAt } from './requirement.ts'
import { chanceWithin } from './saturation.ts'
import type { Situation } from './situation.ts'

/** From this chance of saturation on a dimension is on watch, from half on it runs out. */
export const watchChance = 0.05
export const runsOutChance = 0.5

export type Binding = {
  readonly dimension?: Dimension
  /** Chance of saturation of that dimension by the horizon, at the present size. */
  readonly chance: number | null
  readonly medianDays: number | null
  readonly lowDays: number | null
  readonly highDays: number | null
}

/** Largest by `score`, the first of equals. */
function largest<T>(items: readonly T[], score: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (found, item) => (found === undefined || score(item) > score(found) ? item : found),
    undefined,
  )
}

/**
 * The dimension that decides the size: the one under pressure now, else the one most likely to saturate, else the
 * one that needs the largest share of its capacity at the accepted risk.
 */
export function bindingOf(situation: Situation): Binding {
  const { pressure, known, input, acceptedRisk } = situation
  const pressed: Dimension | undefined =
    pressure.swapGib !== undefined ? 'memory' : pressure.creditsLeft !== undefined ? 'cpu' : undefined
  if (pressed !== undefined) return { dimension: pressed, chance: 1, medianDays: 0, lowDays: 0, highDays: 0 }
  const chance = (one: (typeof known)[number]) => chanceWithin(one.saturation, input.policy.horizonDays)
  const require = requirementAt(acceptedRisk)
  const risky = largest(known, chance)
  const found =
    risky !== undefined && chance(risky) >= watchChance
      ? risky
      : largest(known, (one) => (require(one) ?? Number.POSITIVE_INFINITY) / one.capacity)
  if (found === undefined) return { chance: null, medianDays: null, lowDays: null, highDays: null }
  const { medianDays, lowDays, highDays } = found.saturation
  return { dimension: found.dimension, chance: chance(found), medianDays, lowDays, highDays }
}
