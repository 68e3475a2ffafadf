import type { Actor } from '#lib/model/actor.ts'
import { type Decided, type DecisionRow, questionOf, type Standing } from '#lib/model/decision.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { standingOf } from '#lib/recommend/index.ts'
import { listDecisions } from '#lib/store/decisions.ts'
import { readFollowUps } from '#lib/store/follow-ups.ts'

/** The newest word on each question that the actor sees, with whether it stands and how it is getting on. */
export async function readDecided(
  actor: Actor,
  rows: readonly FleetRow[],
  nowMs: EpochMs,
): Promise<Decided[]> {
  const decisions = await listDecisions(actor)
  const followUps = await readFollowUps(
    actor,
    decisions.map(({ decision }) => decision.id),
  )
  const summaries = new Map(rows.map(({ resource, recommendation }) => [resource.id, recommendation]))
  return decisions.map((row) => {
    const followUp = followUps.get(row.decision.id)
    return {
      row,
      standing: standing(row, summaries.get(row.decision.resourceId), nowMs),
      ...(followUp === undefined ? {} : { followUp }),
    }
  })
}

/** A question that is no longer asked leaves its decision as it stands. */
function standing({ decision }: DecisionRow, summary: FleetRow['recommendation'], nowMs: number): Standing {
  const asked = summary !== undefined && questionOf(summary) === decision.kind
  return asked ? standingOf(decision, summary, nowMs) : { state: 'stands' }
}
