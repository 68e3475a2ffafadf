import { requireActor } from '#lib/identity/actor.ts'
import type { ResourceDetail } from '#lib/model/fleet.ts'
import { type CodeView, presentCode } from '#lib/present/resource-code.ts'
import { readFreezes } from '#lib/store/calendar.ts'
import { readDecisions } from '#lib/store/decisions.ts'
import { readProposals } from '#lib/store/proposals.ts'

/** The change of a resource in Terraform code, and what became of it. */
export async function loadCode(detail: ResourceDetail, nowMs: number): Promise<CodeView | undefined> {
  const actor = await requireActor()
  const [freezes, [decision]] = await Promise.all([
    readFreezes(actor),
    readDecisions(actor, detail.resource.id),
  ])
  const proposal = decision && (await readProposals(actor, [decision.id])).get(decision.id)
  return presentCode({ detail, freezes, decision, proposal, nowMs })
}
