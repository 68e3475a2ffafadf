import { requireActor } from '#lib/identity/actor.ts'
import { mayDecide } from '#lib/model/actor.ts'
import { questionOf } from '#lib/model/decision.ts'
import type { ResourceDetail } from '#lib/model/fleet.ts'
import { type DecisionPanelView, presentDecisionPanel } from '#lib/present/decision-panel.ts'
import { standingOf } from '#lib/recommend/index.ts'
import { readDecisions } from '#lib/store/decisions.ts'
import { readFollowUps } from '#lib/store/follow-ups.ts'

/** The panel of decisions about a resource. */
export async function loadDecisions(
  detail: ResourceDetail,
  nowMs: number,
): Promise<DecisionPanelView | undefined> {
  const actor = await requireActor()
  const { summary, recommendation, resource } = detail
  const decisions = await readDecisions(actor, resource.id)
  const followUps = await readFollowUps(
    actor,
    decisions.map(({ id }) => id),
  )
  const kind = summary && questionOf(summary)
  const newest = decisions.find((one) => kind === undefined || one.kind === kind)
  return presentDecisionPanel({
    summary,
    recommendation,
    decisions,
    standing: newest && summary && kind === newest.kind ? standingOf(newest, summary, nowMs) : undefined,
    followUp: newest && followUps.get(newest.id),
    mayDecide: mayDecide(actor),
    back: `/resources/${encodeURIComponent(resource.id)}`,
    nowMs,
  })
}
