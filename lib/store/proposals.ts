import type { Actor } from '../model/actor.ts'
import type { Proposal } from '../model/proposal.ts'
import { appendAudit } from './audit.ts'
import { database, transaction } from './client.ts'

/** Replaces the word on a decision's change in code; the audit log tells each that is new. */
export async function saveProposal(actor: Actor, proposal: Proposal): Promise<void> {
  const { decisionId, atMs, state } = proposal
  await transaction(async (client) => {
    const { rows } = await client.query<{ state: string; body: Proposal }>(
      'SELECT state, body FROM proposal WHERE decision_id = $1 FOR UPDATE',
      [decisionId],
    )
    const before = rows[0]?.body
    await client.query(
      `INSERT INTO proposal (decision_id, at, state, body) VALUES ($1, to_timestamp($2::float8 / 1000), $3, $4)
       ON CONFLICT (decision_id) DO UPDATE SET at = EXCLUDED.at, state = EXCLUDED.state, body = EXCLUDED.body`,
      [decisionId, atMs, state, JSON.stringify(proposal)],
    )
    if (before?.state === state && before.text === proposal.text && before.url === proposal.url) return
    await appendAudit(client, {
      atMs,
      actor: actor.id,
      action: `proposal.${state}`,
      target: `decision/${decisionId}`,
      ...(before === undefined ? {} : { before: { state: before.state, text: before.text } }),
      after: { state, text: proposal.text, url: proposal.url ?? null },
    })
  })
}

/** Changes in code of the decisions that the actor may see, by decision. */
export async function readProposals(
  actor: Actor,
  decisionIds: readonly number[],
): Promise<ReadonlyMap<number, Proposal>> {
  const { rows } = await database().pool.query<{ body: Proposal }>(
    `SELECT p.body FROM proposal p JOIN decision d ON d.id = p.decision_id JOIN resource r ON r.id = d.resource_id
     WHERE p.decision_id = ANY($1::int[]) AND ($2 OR r.team = ANY($3::text[]))`,
    [[...decisionIds], actor.teams === 'all', actor.teams === 'all' ? [] : [...actor.teams]],
  )
  return new Map(rows.map(({ body }) => [body.decisionId, body]))
}
