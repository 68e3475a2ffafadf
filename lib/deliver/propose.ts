import type { MergeTime, Proposal, ProposalState } from '#lib/model/proposal.ts'
import type { TerraformChange } from '#lib/model/terraform.ts'
import { type ProposalInput, proposalMark, proposalText } from '#lib/present/proposal-text.ts'
import type { Github } from './github/client.ts'
import { openIssue } from './github/open-issue.ts'
import { findPullRequest, openPullRequest } from './github/open-pull-request.ts'
import { readCode } from './github/read-code.ts'
import { lineDiff } from './terraform/line-diff.ts'
import { type PatchOptions, patchTerraform } from './terraform/patch-terraform.ts'
import { readDirectory } from './terraform/read-directory.ts'

/** Where the code is. */
export type CodeHome = PatchOptions &
  (
    | { readonly directory: string }
    | { readonly repository: string; readonly base: string; readonly github: Github }
  )

export type AcceptedChange = {
  readonly home: CodeHome
  /** Attributes to set, or why they cannot be written. */
  readonly change: { readonly changes: readonly TerraformChange[] } | { readonly missing: string }
  readonly subject: Omit<ProposalInput, 'refused'>
  readonly nowMs: number
}

/**
 * Writes an accepted change into the team's code: a patch of a folder; a pull request of a repository, a draft until it may
 * be merged; an issue with the snippet where the code cannot be edited. Once a decision: called again, it finds what it opened.
 * Throws where GitHub cannot be reached or refuses.
 */
export async function propose(accepted: AcceptedChange): Promise<Proposal> {
  const { home, subject } = accepted
  return 'directory' in home ? patchFolder(accepted, home) : openInGithub(accepted, home, subject.merge)
}

function saying(
  { subject, nowMs }: AcceptedChange,
  state: ProposalState,
  rest: Pick<Proposal, 'text' | 'diff' | 'url' | 'mergeAfterMs'>,
): Proposal {
  return { decisionId: subject.decision.id, atMs: nowMs, state, ...rest }
}

async function patchFolder(
  accepted: AcceptedChange,
  home: Extract<CodeHome, { directory: string }>,
): Promise<Proposal> {
  const { change } = accepted
  if ('missing' in change) return saying(accepted, 'refused', { text: change.missing })
  const patch = await patchTerraform(await readDirectory(home.directory), change.changes, home)
  if ('refused' in patch) return saying(accepted, 'refused', { text: patch.refused })
  const paths = patch.files.map(({ path }) => path).join(', ')
  return saying(accepted, 'patch', { text: `A patch of ${paths}.`, diff: lineDiff(patch.files) })
}

async function openInGithub(
  accepted: AcceptedChange,
  home: Extract<CodeHome, { github: Github }>,
  merge: MergeTime,
): Promise<Proposal> {
  const { github, repository, base } = home
  const { change, subject, nowMs } = accepted
  const head = `headroom/decision-${subject.decision.id}`
  const waits = merge.atMs > nowMs ? { mergeAfterMs: merge.atMs } : {}
  const there = await findPullRequest(github, { repository, head, base })
  if (there) return saying(accepted, 'opened', { text: openedText(there.draft), url: there.url, ...waits })
  if ('missing' in change) return issueFor(accepted, home, change.missing)
  const code = await readCode(github, repository, base)
  const patch = await patchTerraform(code.files, change.changes, home)
  if ('refused' in patch) return issueFor(accepted, home, patch.refused)
  const request = { repository, head, base, text: proposalText(subject), draft: merge.atMs > nowMs }
  const { url, draft } = await openPullRequest(github, request, { code, files: patch.files })
  return saying(accepted, 'opened', { text: openedText(draft), url, diff: lineDiff(patch.files), ...waits })
}

const openedText = (draft: boolean) =>
  draft ? 'Opened as a draft pull request.' : 'Opened as a pull request.'

async function issueFor(
  accepted: AcceptedChange,
  { github, repository }: Extract<CodeHome, { github: Github }>,
  refused: string,
): Promise<Proposal> {
  const text = proposalText({ ...accepted.subject, refused })
  const mark = proposalMark(accepted.subject.decision.id)
  const url = await openIssue(github, { repository, text, mark })
  return saying(accepted, 'issue', { text: `Opened as an issue: ${refused}`, url })
}
