import { type Decided, type DecisionRow, type FollowUp, questionOf } from '#lib/model/decision.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { standingOf } from './standing.ts'

export type DecidedInput = {
  /** The newest word on each question. */
  readonly decisions: readonly DecisionRow[]
  readonly followUps: ReadonlyMap<number, FollowUp>
  readonly rows: readonly FleetRow[]
  readonly nowMs: EpochMs
}

/** Words on questions, each with whether it stands and how it is getting on; one that is no longer asked stands as it is. */
export function decidedOf({ decisions, followUps, rows, nowMs }: DecidedInput): Decided[] {
  const summaries = new Map(rows.map(({ resource, recommendation }) => [resource.id, recommendation]))
  return decisions.map((row) => {
    const { decision } = row
    const summary = summaries.get(decision.resourceId)
    const asked = summary !== undefined && questionOf(summary) === decision.kind
    const followUp = followUps.get(decision.id)
    return {
      row,
      standing: asked ? standingOf(decision, summary, nowMs) : { state: 'stands' },
      ...(followUp === undefined ? {} : { followUp }),
    }
  })
}
