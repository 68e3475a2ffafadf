import type { Freeze } from '#lib/model/calendar.ts'
import type { Decision } from '#lib/model/decision.ts'
import type { ResourceDetail } from '#lib/model/fleet.ts'
import type { Proposal, ProposalState } from '#lib/model/proposal.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { instant } from './format.ts'
import { earliestMerge } from './merge-time.ts'
import { type DiffLine, presentTerraform, type TerraformView } from './resource-terraform.ts'
import type { Tone } from './words.ts'

/** A change in Terraform: the attributes, when it may be merged, and where it stands in the team's own code. */
export type CodeView = {
  readonly terraform: TerraformView
  /** Which size is meant, where it is not the recommended one. */
  readonly of?: string
  readonly merge: string
  readonly proposal?: {
    readonly label: string
    readonly tone: Tone
    readonly text: string
    readonly when: string
    readonly href?: string
    /** Of the team's own files, signs included. */
    readonly diff?: readonly DiffLine[]
  }
}

export type CodeInput = {
  readonly detail: ResourceDetail
  readonly freezes: readonly Freeze[]
  /** The newest word on the resource. */
  readonly decision?: Decision
  readonly proposal?: Proposal
  readonly nowMs: EpochMs
}

const words: Record<ProposalState, { readonly label: string; readonly tone: Tone }> = {
  patch: { label: 'Patch', tone: 'later' },
  opened: { label: 'Pull request', tone: 'save' },
  issue: { label: 'Issue', tone: 'watch' },
  refused: { label: 'Not written', tone: 'watch' },
  failed: { label: 'Failed', tone: 'risk' },
}

/** What the accepted size changes in Terraform, else the recommended one; absent where there is neither. */
export function presentCode({ detail, freezes, decision, proposal, nowMs }: CodeInput): CodeView | undefined {
  const { resource, recommendation } = detail
  const acceptedId = decision?.verdict === 'accept' ? decision.basis.optionId : undefined
  const accepted = recommendation?.options.find(
    ({ id }) => id === acceptedId && id !== recommendation.current?.id,
  )
  const option = accepted ?? recommendation?.recommended
  const terraform = presentTerraform(resource, recommendation, option)
  if (!terraform || !option) return undefined
  const other = option.id !== recommendation?.recommended?.id
  return {
    terraform,
    ...(other ? { of: option.label } : {}),
    merge: earliestMerge(resource, freezes, nowMs).text,
    ...(proposal === undefined ? {} : { proposal: proposalView(proposal) }),
  }
}

function proposalView({ state, text, atMs, url, diff }: Proposal) {
  return {
    ...words[state],
    text,
    when: instant(atMs),
    ...(url !== undefined && /^https?:\/\//.test(url) ? { href: url } : {}),
    ...(diff === undefined ? {} : { diff: diff.trimEnd().split('\n').map(diffLine) }),
  }
}

function diffLine(text: string, i: number): DiffLine {
  const head = /^(---|\+\+\+) /.test(text)
  const kind = head ? 'same' : text.startsWith('-') ? 'removed' : text.startsWith('+') ? 'added' : 'same'
  return { id: String(i), kind, text }
}
