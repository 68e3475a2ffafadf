import type { Actor } from '#lib/model/actor.ts'
import type { Decided } from '#lib/model/decision.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { decidedOf } from '#lib/recommend/index.ts'
import { listDecisions } from '#lib/store/decisions.ts'
import { readFollowUps } from '#lib/store/follow-ups.ts'

/** The newest word on each question that the actor sees, with whether it stands and how it is getting on. */
export async function readDecided(
  actor: Actor,
  rows: readonly FleetRow[],
  nowMs: EpochMs,
): Promise<Decided[]> {
  const decisions = await listDecisions(actor)
  const ids = decisions.map(({ decision }) => decision.id)
  return decidedOf({ decisions, followUps: await readFollowUps(actor, ids), rows, nowMs })
}
