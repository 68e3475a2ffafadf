import { z } from 'zod'
import { type Scenario, type ScenarioResult, type ScenarioRow, scenarioSchema } from '../model/scenario.ts'
import { database, transaction } from './client.ts'

/** Scenarios that people wrote and nobody removed, oldest first. */
export async function listScenarios(): Promise<Scenario[]> {
  const rows = await database().prisma.scenario.findMany({
    where: { removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return z.array(scenarioSchema).parse(rows.map(({ body }) => body))
}

/** Puts what a rehearsal gave in the place of what the one before did. */
export async function saveScenarioResult(
  runId: number,
  { result, rows }: { readonly result: ScenarioResult; readonly rows: readonly ScenarioRow[] },
): Promise<void> {
  const { id } = result.scenario
  await transaction(async (client) => {
    await client.query(
      `INSERT INTO scenario_result (scenario_id, as_of, run_id, detail)
       VALUES ($1, to_timestamp($2::float8 / 1000), $3, $4)
       ON CONFLICT (scenario_id) DO UPDATE SET (as_of, run_id, detail) = (EXCLUDED.as_of, EXCLUDED.run_id, EXCLUDED.detail)`,
      [id, result.asOfMs, runId, JSON.stringify(result)],
    )
    await client.query('DELETE FROM scenario_row WHERE scenario_id = $1', [id])
    await client.query(
      `INSERT INTO scenario_row (scenario_id, resource_id, detail)
       SELECT $1, r.id, r.detail FROM jsonb_to_recordset($2::jsonb) AS r(id text, detail jsonb)`,
      [id, JSON.stringify(rows.map((detail) => ({ id: detail.resourceId, detail })))],
    )
  })
}

/** Drops the results of scenarios that are no more. */
export async function keepScenarioResults(ids: readonly string[]): Promise<void> {
  await transaction(async (client) => {
    await client.query('DELETE FROM scenario_result WHERE scenario_id <> ALL($1::text[])', [ids])
    await client.query('DELETE FROM scenario_row WHERE scenario_id <> ALL($1::text[])', [ids])
  })
}
