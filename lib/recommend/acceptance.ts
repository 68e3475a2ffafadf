import { type Candidate, smallerDimensions } from './candidate.ts'
import { riskOf, zoneLossRisk } from './risk.ts'
import type { Situation } from './situation.ts'

/** Accepted chance of a breach for that candidate: half of the policy's where what holds state gets smaller. */
export function acceptedFor(situation: Situation, candidate: Candidate): number {
  const halved = situation.definition.stateful && smallerDimensions(situation, candidate).length > 0
  return halved ? situation.acceptedRisk / 2 : situation.acceptedRisk
}

/** Whether the candidate's chance of a breach is within policy, with a zone lost too where that is asked for. */
export function holds(situation: Situation, candidate: Candidate): boolean {
  const accepted = acceptedFor(situation, candidate)
  if (riskOf(situation, candidate).chance > accepted) return false
  return (zoneLossRisk(situation, candidate)?.chance ?? 0) <= accepted
}
