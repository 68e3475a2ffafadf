import type { EpochMs } from './time.ts'

/**
 * Where an accepted change stands in the team's Terraform code. `patch`: written, for a folder; `opened`: a pull request;
 * `issue`: an issue, since the code could not be edited; `refused`: neither, with the reason; `failed`: GitHub could not be
 * reached or said no, and it is tried again.
 */
export const proposalStates = ['patch', 'opened', 'issue', 'refused', 'failed'] as const
export type ProposalState = (typeof proposalStates)[number]

/** When a change may be merged at the earliest, and why. */
export type MergeTime = { readonly atMs: EpochMs; readonly text: string }

/** The change of an accepted decision in code, as of its last try. */
export type Proposal = {
  readonly decisionId: number
  readonly atMs: EpochMs
  readonly state: ProposalState
  /** A sentence for people. */
  readonly text: string
  /** Changed lines by file. */
  readonly diff?: string
  readonly url?: string
  /** It was opened as a draft that waits for this. */
  readonly mergeAfterMs?: EpochMs
}
