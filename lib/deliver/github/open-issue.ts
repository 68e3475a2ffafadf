import { z } from 'zod'
import type { ProposalText } from '#lib/present/proposal-text.ts'
import type { Github } from './client.ts'

const issueSchema = z.object({ html_url: z.url(), body: z.string().nullable().optional() })
const label = 'headroom'
const pagesMax = 10
const perPage = 100

/** Opens an issue; one that carries the mark already is found instead, so that there is never a second. */
export async function openIssue(
  github: Github,
  {
    repository,
    text,
    mark,
  }: { readonly repository: string; readonly text: ProposalText; readonly mark: string },
): Promise<string> {
  for (let page = 1; page <= pagesMax; page++) {
    const query = new URLSearchParams({
      labels: label,
      state: 'all',
      per_page: String(perPage),
      page: String(page),
    })
    const { body } = await github({ method: 'GET', path: `/repos/${repository}/issues?${query}` })
    const issues = z.array(issueSchema).parse(body)
    const found = issues.find((issue) => issue.body?.includes(mark))
    if (found) return found.html_url
    if (issues.length < perPage) break
  }
  const path = `/repos/${repository}/issues`
  const { body } = await github({ method: 'POST', path, body: { ...text, labels: [label] } })
  return issueSchema.parse(body).html_url
}
