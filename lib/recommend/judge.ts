import { acceptedRisk } from './acceptance.ts'
import { type Candidate, smallerDimensions } from './candidate.ts'
import { refusals } from './excuses.ts'
import type { Judged } from './judged.ts'
import { riskOf } from './risk.ts'
import type { Situation } from './situation.ts'

/** The first rule that refuses it, in the order of `refusals`. The present size is judged by its risk alone. */
export function judge(situation: Situation, candidate: Candidate): Judged {
  const smaller = smallerDimensions(situation, candidate)
  const accepted = acceptedRisk(situation, smaller)
  const judged = { candidate, risk: riskOf(situation, candidate), accepted, smaller }
  for (const refuse of refusals) {
    const refused = refuse(situation, judged)
    if (refused !== undefined) return { ...judged, refused }
  }
  return judged
}
