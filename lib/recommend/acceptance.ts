import type { Dimension } from '#lib/model/capacity.ts'
import { watchChance } from './binding.ts'
import { type Candidate, levelOf, smallerDimensions } from './candidate.ts'
import { dimensionRisk, riskOf, zoneLossRisk } from './risk.ts'
import { chancePeakAbove } from './saturation.ts'
import type { KnownDimension, Situation } from './situation.ts'

/** Accepted chance of a breach: half of the policy's where what holds state gets `smaller` in a dimension. */
export function acceptedRisk(situation: Situation, smaller: readonly Dimension[]): number {
  const halved = situation.definition.stateful && smaller.length > 0
  return halved ? situation.acceptedRisk / 2 : situation.acceptedRisk
}

/**
 * Hard dimensions breach at capacity, above the safe limit. A change must not put one on watch again: its chance of
 * reaching the safe limit by the horizon stays below the watch list's 5 %, or the accepted risk where that is more.
 */
export function runsOutAgain(
  situation: Situation,
  candidate: Candidate,
): { readonly known: KnownDimension; readonly chance: number; readonly accepted: number } | undefined {
  const accepted = Math.max(situation.acceptedRisk, watchChance)
  for (const known of situation.known) {
    if (!known.definition.hard) continue
    const limit = (levelOf(candidate, known.dimension) ?? 0) * (1 - known.headroom)
    const chance = chancePeakAbove(known.forecast, limit, situation.input.policy.horizonDays)
    if (chance > accepted) return { known, chance, accepted }
  }
  return undefined
}

/** Whether the data fit: no breach of storage beyond policy, and not its safe limit again. */
export function storageHolds(situation: Situation, candidate: Candidate): boolean {
  if (runsOutAgain(situation, candidate)?.known.dimension === 'storage') return false
  return (dimensionRisk(situation, candidate, 'storage').chance ?? 0) <= situation.acceptedRisk
}

/** Whether a change to the candidate is within policy, with a zone lost too where that is asked for. */
export function holds(situation: Situation, candidate: Candidate): boolean {
  const accepted = acceptedRisk(situation, smallerDimensions(situation, candidate))
  if (riskOf(situation, candidate).chance > accepted) return false
  if ((zoneLossRisk(situation, candidate)?.chance ?? 0) > accepted) return false
  return runsOutAgain(situation, candidate) === undefined
}
