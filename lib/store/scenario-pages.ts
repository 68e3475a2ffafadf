import type { Actor } from '../model/actor.ts'
import type { Scenario, ScenarioResult, ScenarioRow } from '../model/scenario.ts'
import type { EpochMs } from '../model/time.ts'
import { database, transaction } from './client.ts'
import { addDuePeriods } from './due.ts'

/** Name of the job that rehearses scenarios; a new one is asked for when a scenario is written. */
const rehearsal = 'rehearse-scenarios'

/** Keeps a scenario, a changed one in place of the old, and asks for its rehearsal. Throws for a viewer. */
export async function saveScenario(actor: Actor, scenario: Scenario, nowMs: EpochMs): Promise<void> {
  if (actor.role !== 'admin') throw new Error('writing a scenario takes the role admin')
  const created = { body: scenario, createdBy: actor.id, createdAt: new Date(nowMs), removedAt: null }
  await database().prisma.scenario.upsert({
    where: { id: scenario.id },
    create: { id: scenario.id, ...created },
    update: created,
  })
  await addDuePeriods([{ job: rehearsal, scope: '', periodMs: nowMs }], nowMs)
}

/** Takes a scenario out of the list; what it gave goes with it. Throws for a viewer. */
export async function removeScenario(actor: Actor, id: string, nowMs: EpochMs): Promise<void> {
  if (actor.role !== 'admin') throw new Error('removing a scenario takes the role admin')
  await transaction(async (client) => {
    await client.query('UPDATE scenario SET removed_at = to_timestamp($2::float8 / 1000) WHERE id = $1', [
      id,
      nowMs,
    ])
    await client.query('DELETE FROM scenario_result WHERE scenario_id = $1', [id])
    await client.query('DELETE FROM scenario_row WHERE scenario_id = $1', [id])
  })
}

/** Every rehearsed scenario; what it says of resources is cut to those that the actor sees. */
export async function listScenarioResults(actor: Actor): Promise<ScenarioResult[]> {
  const { rows } = await database().pool.query<{ detail: ScenarioResult }>(
    `SELECT detail FROM scenario_result ORDER BY detail->'scenario'->>'source', scenario_id`,
  )
  return rows.map(({ detail }) => seenBy(actor, detail))
}

/** One rehearsed scenario with the resources that it moves and the actor sees. */
export async function readScenario(
  actor: Actor,
  id: string,
): Promise<{ readonly result: ScenarioResult; readonly rows: readonly ScenarioRow[] } | undefined> {
  const { pool } = database()
  const found = await pool.query<{ detail: ScenarioResult }>(
    'SELECT detail FROM scenario_result WHERE scenario_id = $1',
    [id],
  )
  const [head] = found.rows
  if (!head) return undefined
  const teams = actor.teams === 'all' ? null : [...actor.teams]
  const { rows } = await pool.query<{ detail: ScenarioRow }>(
    `SELECT s.detail FROM scenario_row s JOIN resource r ON r.id = s.resource_id
     WHERE s.scenario_id = $1 AND r.deleted_at IS NULL AND ($2::text[] IS NULL OR r.team = ANY($2))
     ORDER BY r.name, r.id`,
    [id, teams],
  )
  return { result: seenBy(actor, head.detail), rows: rows.map(({ detail }) => detail) }
}

/** What the loss of a zone does to one resource that the actor sees. */
export async function readZoneRehearsal(actor: Actor, resourceId: string): Promise<ScenarioRow['zone']> {
  const teams = actor.teams === 'all' ? null : [...actor.teams]
  const { rows } = await database().pool.query<{ detail: ScenarioRow }>(
    `SELECT s.detail FROM scenario_row s JOIN resource r ON r.id = s.resource_id
     WHERE s.scenario_id = 'zone-loss' AND s.resource_id = $1 AND ($2::text[] IS NULL OR r.team = ANY($2))`,
    [resourceId, teams],
  )
  return rows[0]?.detail.zone
}

/** Those of some teams see neither other teams' resources nor, without a resource, what belongs to all. */
function seenBy({ teams }: Actor, result: ScenarioResult): ScenarioResult {
  if (teams === 'all') return result
  const own = ({ team }: { readonly team?: string }) => team !== undefined && teams.includes(team)
  return {
    ...result,
    chain: result.chain.filter(own),
    shopping: result.shopping.filter(own),
    withoutForecast: [],
  }
}
