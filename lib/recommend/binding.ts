import type { Dimension } from '#lib/model/capacity.ts'
import { chanceAt } from './breach-curve.ts'
import type { Choice } from './choose.ts'
import { requirementAt } from './requirement.ts'
import { presentLevel, presentRisk } from './risk.ts'
import { chanceWithin } from './saturation.ts'
import type { KnownDimension, Situation } from './situation.ts'

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
 * The dimension most likely to give trouble by the horizon: the likeliest to saturate where one probably does; else,
 * where a breach is likelier than accepted or a safe limit is near, the one with the highest chance of either.
 */
function riskyOf(situation: Situation): KnownDimension | undefined {
  const { known, input, acceptedRisk } = situation
  const saturates = (one: KnownDimension) => chanceWithin(one.saturation, input.policy.horizonDays)
  const near = largest(known, saturates)
  const nearChance = near === undefined ? 0 : saturates(near)
  if (nearChance >= runsOutChance) return near
  const breach = (one: KnownDimension) => chanceAt(one.curve, presentLevel(one))
  const breaks = presentRisk(situation).chance > acceptedRisk
  if (nearChance < watchChance && !breaks) return undefined
  return largest(known, (one) => Math.max(saturates(one), breaks ? breach(one) : 0))
}

/** Dimensions that the change is about: a change of class leaves the volume as it is. */
export function governedBy({ known, input }: Situation, { recommended }: Choice): readonly KnownDimension[] {
  if (recommended === undefined || recommended.candidate.shape.name === input.resource.shape) return known
  const { storageGib, storageGibMax, volumeGib } = recommended.candidate.settings
  if ([storageGib, storageGibMax, volumeGib].some((gib) => gib !== undefined)) return known
  const governed = known.filter(({ dimension }) => dimension !== 'storage')
  return governed.length === 0 ? known : governed
}

/**
 * The dimension that decides the size: the one under pressure now, else the one most likely to give trouble, else the
 * one of `governed` that needs the largest share of its capacity at the accepted risk.
 */
export function bindingOf(situation: Situation, governed: readonly KnownDimension[]): Binding {
  const { pressure, input, acceptedRisk } = situation
  const pressed: Dimension | undefined =
    pressure.swapGib !== undefined ? 'memory' : pressure.creditsLeft !== undefined ? 'cpu' : undefined
  if (pressed !== undefined) return { dimension: pressed, chance: 1, medianDays: 0, lowDays: 0, highDays: 0 }
  const require = requirementAt(acceptedRisk)
  const found =
    riskyOf(situation) ??
    largest(governed, (one) => (require(one) ?? Number.POSITIVE_INFINITY) / one.capacity)
  if (found === undefined) return { chance: null, medianDays: null, lowDays: null, highDays: null }
  const { medianDays, lowDays, highDays } = found.saturation
  const chance = chanceWithin(found.saturation, input.policy.horizonDays)
  return { dimension: found.dimension, chance, medianDays, lowDays, highDays }
}
