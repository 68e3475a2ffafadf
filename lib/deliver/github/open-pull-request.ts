import { z } from 'zod'
import type { ProposalText } from '#lib/present/proposal-text.ts'
import type { FilePatch } from '../terraform/patch-terraform.ts'
import { type Github, messageOf } from './client.ts'
import { type BranchCode, encodePath } from './read-code.ts'

const pullSchema = z.object({ html_url: z.url(), draft: z.boolean().optional() })
const shaSchema = z.object({ sha: z.string() })

export type PullRequest = {
  readonly repository: string
  readonly base: string
  /** Of this change alone: what is on it is ours. */
  readonly head: string
  readonly text: ProposalText
  readonly draft: boolean
}

export type OpenedPull = { readonly url: string; readonly draft: boolean }

/** The pull request of a branch of ours, whatever became of it; undefined where there was none. */
export async function findPullRequest(
  github: Github,
  { repository, head, base }: Pick<PullRequest, 'repository' | 'head' | 'base'>,
): Promise<OpenedPull | undefined> {
  const owner = repository.split('/')[0] ?? ''
  const query = new URLSearchParams({ state: 'all', head: `${owner}:${head}`, base })
  const { body } = await github({ method: 'GET', path: `/repos/${repository}/pulls?${query}` })
  const [first] = z.array(pullSchema).parse(body)
  return first && { url: first.html_url, draft: first.draft ?? false }
}

/**
 * Puts the patched files on a branch over the commit they were read from, as one commit, and opens a pull request. Called
 * again, it finds what it opened; a branch that was left without one is written anew. Where the repository knows no drafts
 * it is opened as it is: its text says when it may be merged.
 */
export async function openPullRequest(
  github: Github,
  request: PullRequest,
  change: { readonly code: BranchCode; readonly files: readonly FilePatch[] },
): Promise<OpenedPull> {
  const { repository, head, base, text } = request
  const commit = await commitFiles(github, request, change)
  const path = `/repos/${repository}/git/refs`
  const made = await github({
    method: 'POST',
    path,
    body: { ref: `refs/heads/${head}`, sha: commit },
    expected: [422],
  })
  if (made.status === 422) {
    const body = { sha: commit, force: true }
    await github({ method: 'PATCH', path: `${path}/heads/${encodePath(head)}`, body })
  }
  const open = (draft: boolean) =>
    github({
      method: 'POST',
      path: `/repos/${repository}/pulls`,
      body: { ...text, head, base, draft, maintainer_can_modify: true },
      expected: [422],
    })
  const first = await open(request.draft)
  const plain = first.status === 422 && request.draft && /draft/i.test(messageOf(first.body))
  const answer = plain ? await open(false) : first
  if (answer.status === 422) {
    const there = await findPullRequest(github, request)
    if (there) return there
    throw new Error(`GitHub refused the pull request: ${messageOf(answer.body)}.`)
  }
  const { html_url, draft = false } = pullSchema.parse(answer.body)
  return { url: html_url, draft }
}

async function commitFiles(
  github: Github,
  { repository, text }: PullRequest,
  { code, files }: { readonly code: BranchCode; readonly files: readonly FilePatch[] },
): Promise<string> {
  const entries = files.map(({ path, after }) => ({ path, mode: '100644', type: 'blob', content: after }))
  const post = async (path: string, body: unknown) =>
    shaSchema.parse((await github({ method: 'POST', path: `/repos/${repository}/git${path}`, body })).body)
      .sha
  const tree = await post('/trees', { base_tree: code.tree, tree: entries })
  return post('/commits', { message: text.title, tree, parents: [code.commit] })
}
