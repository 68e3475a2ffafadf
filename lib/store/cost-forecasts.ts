import type { Actor } from '../model/actor.ts'
import { notUsage } from '../model/cost.ts'
import { type CostForecast, costForecastSchema } from '../model/cost-forecast.ts'
import { dayMs, dayStart, type EpochMs } from '../model/time.ts'
import { database, transaction } from './client.ts'
import { chosenCosts } from './costs.ts'

/** Daily dollars of one account under one key of a grouping; 0 = not billed that day, `NaN` = no bill of that day. */
export type StoredCostCell = {
  readonly accountId: string
  readonly grouping: 'service' | 'team' | 'apart'
  readonly key: string
  readonly startMs: EpochMs
  readonly usd: Float64Array
  /** Days of the cell that AWS still calls estimated. */
  readonly estimated: ReadonlySet<string>
}

type Row = { day: string; account_id: string; key: string; usd: number; estimated: boolean }

/** Cost by account, and by service, team and what is no usage, from day `fromDay` to before `toDay`. */
export async function readCostCells(fromDay: string, toDay: string): Promise<StoredCostCell[]> {
  const read = async (grouping: 'service' | 'team' | 'record-type') => {
    const { rows } = await database().pool.query<Row>(
      `SELECT day::text, account_id, key, usd, estimated FROM (${chosenCosts('$1')}) c
       WHERE day >= $2::date AND day < $3::date AND ($1 <> 'record-type' OR key = ANY($4::text[]))`,
      [grouping, fromDay, toDay, [...notUsage]],
    )
    return cellsOf(rows, grouping === 'record-type' ? 'apart' : grouping, { fromDay, toDay })
  }
  const cells = [await read('service'), await read('team'), await read('record-type')]
  return cells.flat()
}

function cellsOf(
  rows: readonly Row[],
  grouping: StoredCostCell['grouping'],
  { fromDay, toDay }: { readonly fromDay: string; readonly toDay: string },
): StoredCostCell[] {
  const startMs = dayStart(fromDay)
  const days = (dayStart(toDay) - startMs) / dayMs
  const billed = new Set(rows.map(({ day }) => day))
  const blank = Float64Array.from({ length: days }, (_, i) =>
    grouping === 'apart' || billed.has(new Date(startMs + i * dayMs).toISOString().slice(0, 10))
      ? 0
      : Number.NaN,
  )
  return [...Map.groupBy(rows, (row) => `${row.account_id}/${row.key}`).values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const usd = blank.slice()
    for (const { day, usd: amount } of own) usd[(dayStart(day) - startMs) / dayMs] = amount
    const estimated = new Set(own.flatMap((row) => (row.estimated ? [row.day] : [])))
    return [{ accountId: first.account_id, grouping, key: first.key, startMs, usd, estimated }]
  })
}

/** Appends the forecasts of one run. */
export async function saveCostForecasts(
  runId: number,
  asOfMs: EpochMs,
  forecasts: readonly CostForecast[],
): Promise<void> {
  await transaction(async (client) => {
    await client.query(
      `INSERT INTO cost_forecast (run_id, grouping, key, as_of, body)
       SELECT $1, f->>'grouping', f->>'key', to_timestamp($2::float8 / 1000), f FROM jsonb_array_elements($3::jsonb) f`,
      [runId, asOfMs, JSON.stringify(forecasts)],
    )
  })
}

export type NewestCostForecasts = {
  readonly asOfMs: EpochMs
  readonly forecasts: readonly CostForecast[]
  /** Names of accounts by number. */
  readonly accounts: ReadonlyMap<string, string>
}

/**
 * The forecasts of the newest run: all of them, or those of the actor's teams for a viewer of some teams. Absent before
 * the first run.
 */
export async function listCostForecasts(actor: Actor): Promise<NewestCostForecasts | undefined> {
  const all = actor.teams === 'all'
  const { rows } = await database().pool.query<{ as_of_ms: number; body: unknown }>(
    `SELECT (extract(epoch FROM as_of) * 1000)::float8 AS as_of_ms, body FROM cost_forecast
     WHERE run_id = (SELECT max(run_id) FROM cost_forecast) AND ($1 OR grouping = 'team' AND key = ANY($2::text[]))
     ORDER BY grouping, key`,
    [all, actor.teams === 'all' ? [] : [...actor.teams]],
  )
  const [first] = rows
  if (first === undefined) return undefined
  const accounts = await database().prisma.account.findMany({ select: { id: true, name: true } })
  return {
    asOfMs: first.as_of_ms,
    forecasts: rows.map(({ body }) => costForecastSchema.parse(body)),
    accounts: new Map(accounts.map(({ id, name }) => [id, name])),
  }
}

/** Of runs older than 30 days one a week is kept: the first of its ISO week. Returns rows deleted. */
export async function thinCostForecasts(nowMs: EpochMs): Promise<number> {
  const result = await database().pool.query(
    `DELETE FROM cost_forecast f USING (
       SELECT run_id, row_number() OVER (PARTITION BY date_trunc('week', min(as_of) AT TIME ZONE 'UTC') ORDER BY run_id)
         AS place
       FROM cost_forecast WHERE as_of < to_timestamp($1::float8 / 1000) - interval '30 days' GROUP BY run_id
     ) old WHERE f.run_id = old.run_id AND old.place > 1`,
    [nowMs],
  )
  return result.rowCount ?? 0
}
