import type { Dimension } from '#lib/model/capacity.ts'
import type { ExcuseReason } from '#lib/model/recommendation.ts'
import type { Candidate } from './candidate.ts'
import type { Risk } from './risk.ts'
import type { Situation } from './situation.ts'

/** Why a candidate is refused; the sentence is only written for those that are shown. */
export type Refused = {
  readonly reason: ExcuseReason
  readonly dimension?: Dimension
  readonly text: () => string
}

/** A candidate with its risk and, when a rule refuses it, why. */
export type Judged = {
  readonly candidate: Candidate
  readonly risk: Risk
  readonly accepted: number
  /** Dimensions in which it offers less than the present size. */
  readonly smaller: readonly Dimension[]
  readonly refused?: Refused
}

/** A rule that refuses a candidate with a reason, or has nothing against it. */
export type Refusal = (situation: Situation, judged: Omit<Judged, 'refused'>) => Refused | undefined
