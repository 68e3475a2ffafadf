import { acceptedFor } from './acceptance.ts'
import { type Candidate, smallerDimensions } from './candidate.ts'
import { refusals } from './excuses.ts'
import type { Judged } from './judged.ts'
import { riskOf } from './risk.ts'
import type { Situation } from './situation.ts'

/** The first rule that refuses it, in the order of `refusals`. The present size is judged by its risk alone. */
export function judge(situation: Situation, candidate: Candidate): Judged {
  const judged = {
    candidate,
    risk: riskOf(situation, candidate),
    accepted: acceptedFor(situation, candidate),
    smaller: smallerDimensions(situation, candidate),
  }
  for (const refuse of refusals) {
    const excuse = refuse(situation, judged)
    if (excuse !== undefined) return { ...judged, excuse }
  }
  return judged
}
