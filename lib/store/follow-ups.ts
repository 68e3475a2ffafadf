import type { Actor } from '../model/actor.ts'
import type { FollowUp } from '../model/decision.ts'
import { bulk } from './bulk.ts'
import { database } from './client.ts'

/** Replaces the words about these decisions. */
export async function saveFollowUps(followUps: readonly FollowUp[]): Promise<void> {
  if (followUps.length === 0) return
  await bulk(
    `INSERT INTO follow_up (decision_id, as_of, state, body)
     SELECT (f->>'decisionId')::int, to_timestamp((f->>'asOfMs')::float8 / 1000), f->>'state', f
     FROM jsonb_array_elements($1::jsonb) AS f
     ON CONFLICT (decision_id) DO UPDATE SET as_of = EXCLUDED.as_of, state = EXCLUDED.state, body = EXCLUDED.body`,
    [JSON.stringify(followUps)],
  )
}

/** The words about the decisions that the actor may see, by decision. */
export async function readFollowUps(
  actor: Actor,
  decisionIds: readonly number[],
): Promise<ReadonlyMap<number, FollowUp>> {
  const { rows } = await database().pool.query<{ body: FollowUp }>(
    `SELECT f.body FROM follow_up f JOIN decision d ON d.id = f.decision_id JOIN resource r ON r.id = d.resource_id
     WHERE f.decision_id = ANY($1::int[]) AND ($2 OR r.team = ANY($3::text[]))`,
    [[...decisionIds], actor.teams === 'all', actor.teams === 'all' ? [] : [...actor.teams]],
  )
  return new Map(rows.map(({ body }) => [body.decisionId, body]))
}
