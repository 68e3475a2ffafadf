import type { Decision } from '#lib/model/decision.ts'
import type { MergeTime } from '#lib/model/proposal.ts'
import type { Resource } from '#lib/model/resource.ts'
import { isoDay } from '#lib/model/time.ts'
import { decidedChange } from './decision-words.ts'
import { displayText } from './display-text.ts'
import { chance, dayWithYear } from './format.ts'
import type { TerraformView } from './resource-terraform.ts'

/** Text as Markdown shows it: no markup, link, mention or reference comes from a name. */
export function markdownText(text: string): string {
  return displayText(text, 500)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&')
    .replace(/@/g, '@\u200B')
    .replace(/:\/\//g, ':\u200B//')
}

/** A block of code that nothing in it ends. */
export function codeBlock(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${code.trimEnd()}\n${fence}`
}

/** What the pull request or the issue of an accepted decision says. */
export type ProposalText = { readonly title: string; readonly body: string }

export type ProposalInput = {
  readonly decision: Decision
  readonly resource: Resource
  readonly merge: MergeTime
  readonly baseUrl: string
  /** For an issue: the change as a snippet, and why the code was not edited. */
  readonly snippet?: TerraformView
  readonly refused?: string
}

/** Found again by this mark, so that a decision is proposed once. */
export const proposalMark = (decisionId: number) => `<!-- headroom:decision-${decisionId} -->`

export function proposalText(input: ProposalInput): ProposalText {
  const { decision, resource, merge, baseUrl, snippet, refused } = input
  const { owner, dueMs, reason, basis } = decision
  const change = decidedChange(decision)
  const facts = [
    `Change: ${change}`,
    basis.chance === null ? '' : `Chance of running out within the horizon now: ${chance(basis.chance)}`,
    basis.medianMs === null ? '' : `Runs out (median): ${isoDay(basis.medianMs)}`,
    basis.optionChance === undefined ? '' : `Chance of a breach after: ${chance(basis.optionChance)}`,
    owner === undefined ? '' : `Owner: ${owner}`,
    dueMs === undefined ? '' : `Due: ${dayWithYear(dueMs)}`,
    reason === '' ? '' : `Note: ${reason}`,
    `Merge: ${merge.text}`,
  ].filter(Boolean)
  const parts = [
    `${markdownText(resource.name)} (${markdownText(resource.nativeId)}, account ${resource.accountId}, ${markdownText(resource.region)}).`,
    facts.map((fact) => `- ${markdownText(fact)}`).join('\n'),
    refused === undefined ? '' : `The code was not edited: ${markdownText(refused)}`,
    snippet === undefined ? '' : snippetText(snippet),
    resource.facts.maintenanceWindow === undefined
      ? ''
      : `It is applied in the maintenance window ${markdownText(String(resource.facts.maintenanceWindow))} as long as \`apply_immediately\` is not set.`,
    `${baseUrl}/resources/${encodeURIComponent(resource.id)}`,
    proposalMark(decision.id),
  ]
  return {
    title: displayText(`${resource.name}: ${change}`, 200),
    body: parts.filter(Boolean).join('\n\n'),
  }
}

function snippetText(view: TerraformView): string {
  if ('missing' in view) return markdownText(view.missing)
  const signs = { same: ' ', removed: '-', added: '+' } as const
  return codeBlock(view.lines.map(({ kind, text }) => `${signs[kind]} ${text}`).join('\n'), 'diff')
}
