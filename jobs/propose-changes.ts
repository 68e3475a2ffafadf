import { readConfig } from '#lib/config.ts'
import { type AcceptedChange, propose } from '#lib/deliver/propose.ts'
import { env } from '#lib/env.ts'
import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import type { Decision } from '#lib/model/decision.ts'
import type { Proposal } from '#lib/model/proposal.ts'
import type { Resource } from '#lib/model/resource.ts'
import { minuteMs } from '#lib/model/time.ts'
import { earliestMerge } from '#lib/present/merge-time.ts'
import { presentTerraform } from '#lib/present/resource-terraform.ts'
import { terraformChanges } from '#lib/present/terraform-changes.ts'
import { readFreezes } from '#lib/store/calendar.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { readProposals, saveProposal } from '#lib/store/proposals.ts'
import { readRecommendationAt } from '#lib/store/recommendations.ts'
import { codeHomeOf } from './code-homes.ts'
import { readDecided } from './decided.ts'
import type { Job } from './job.ts'

export const proposeChanges: Job = {
  name: 'propose-changes',
  about: 'writes accepted changes into the Terraform code that headroom.yaml names',
  schedule: { everyMs: 15 * minuteMs, after: ['apply-config'] },
  scopes: () => [''],
  async run({ nowMs, signal }) {
    const config = readConfig(env().HEADROOM_CONFIG)
    const counts = { written: 0, refused: 0, failed: 0 }
    if (config.terraform.length === 0) return { counts, problems: [] }
    const problems: Problem[] = []
    for (const { decision, resource } of await waiting(nowMs)) {
      if (signal.aborted) break
      const home = codeHomeOf(config, resource.team)
      if (home === undefined) continue
      const proposal =
        'missing' in home
          ? failed(decision, home.missing, nowMs)
          : await attempt(decision, resource, { home, nowMs })
      await saveProposal(system, proposal)
      const { state, text } = proposal
      counts[state === 'failed' || state === 'refused' ? state : 'written']++
      if (state === 'failed') problems.push({ scope: resource.name, code: 'proposal-failed', text })
    }
    return { counts, problems }
  },
}

type Waiting = { readonly decision: Decision; readonly resource: Resource }

/** Accepted changes that stand and were not made, and are in no pull request or issue yet. */
async function waiting(nowMs: number): Promise<Waiting[]> {
  const rows = await listFleet(system)
  const resources = new Map(rows.map(({ resource }) => [resource.id, resource]))
  const decided = await readDecided(system, rows, nowMs)
  const open = decided.filter(
    ({ row, standing, followUp }) =>
      row.decision.verdict === 'accept' &&
      row.decision.basis.optionId !== undefined &&
      standing.state === 'stands' &&
      (followUp === undefined || followUp.state === 'not-yet-changed'),
  )
  const proposals = await readProposals(
    system,
    open.map(({ row }) => row.decision.id),
  )
  return open.flatMap(({ row: { decision } }) => {
    const resource = resources.get(decision.resourceId)
    const state = proposals.get(decision.id)?.state
    return resource === undefined || state === 'opened' || state === 'issue' ? [] : [{ decision, resource }]
  })
}

function failed({ id }: Decision, text: string, nowMs: number): Proposal {
  return { decisionId: id, atMs: nowMs, state: 'failed', text }
}

type Where = Pick<AcceptedChange, 'home' | 'nowMs'>

async function attempt(decision: Decision, resource: Resource, { home, nowMs }: Where): Promise<Proposal> {
  try {
    const recommendation = await readRecommendationAt(resource.id, decision.basis.asOfMs)
    const option = recommendation?.options.find(({ id }) => id === decision.basis.optionId)
    if (!recommendation?.current || !option)
      return failed(decision, `The option ${decision.basis.optionLabel} is not known any more.`, nowMs)
    const { PUBLIC_URL, HOST, PORT } = env()
    return await propose({
      home,
      nowMs,
      change: terraformChanges(resource, recommendation.current, option),
      subject: {
        decision,
        resource,
        merge: earliestMerge(resource, await readFreezes(system), nowMs),
        baseUrl: PUBLIC_URL ?? `http://${HOST}:${PORT}`,
        snippet: presentTerraform(resource, recommendation, option),
      },
    })
  } catch (error) {
    return failed(decision, errorText(error), nowMs)
  }
}
