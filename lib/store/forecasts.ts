import type pg from 'pg'
import type { Dimension } from '../model/capacity.ts'
import type { Abstention, DailyHistory, DimensionOutcome, Forecast, QuantileBand } from '../model/forecast.ts'
import { type EpochMs, isoDay } from '../model/time.ts'
import { database, transaction } from './client.ts'
import { packFloats, unpackFloats } from './packed.ts'

type BandTimes = { readonly startMs: EpochMs; readonly stepMs: number }

/** What stands in the `body` column: the forecast without its bands, whose times are kept. */
type ForecastBody = Omit<Forecast, 'hourly' | 'daily'> & {
  readonly hourly: BandTimes
  readonly daily: BandTimes
}

/** Appends what the forecast stage said of one resource, and replaces its daily demand history. */
export async function saveOutcomes(options: {
  runId: number
  resourceId: string
  asOfMs: EpochMs
  outcomes: readonly DimensionOutcome[]
}): Promise<void> {
  await transaction(async (client) => {
    for (const { dimension, outcome, history } of options.outcomes) {
      await insertOutcome(client, { ...options, dimension, outcome })
      if (history) await saveHistory(client, options.resourceId, dimension, history)
    }
  })
}

async function insertOutcome(
  client: pg.PoolClient,
  options: {
    runId: number
    resourceId: string
    asOfMs: EpochMs
    dimension: Dimension
    outcome: Forecast | Abstention
  },
): Promise<void> {
  const { runId, resourceId, asOfMs, dimension, outcome } = options
  const bands = outcome.kind === 'forecast' ? packBands(outcome) : [null, null, null, null]
  await client.query(
    `INSERT INTO forecast
       (resource_id, dimension, run_id, as_of, kind, body, hourly, daily_mean, daily_peak, daily_maximum)
     VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), $5, $6, $7, $8, $9, $10)`,
    [resourceId, dimension, runId, asOfMs, outcome.kind, JSON.stringify(bodyOf(outcome)), ...bands],
  )
}

function packBands({ hourly, daily }: Forecast): Buffer[] {
  return [hourly, daily.mean, daily.peak, daily.maximum].map((band) => packFloats(band.values))
}

function bodyOf(outcome: Forecast | Abstention): ForecastBody | Abstention {
  if (outcome.kind === 'abstention') return outcome
  const times = ({ startMs, stepMs }: QuantileBand) => ({ startMs, stepMs })
  return { ...outcome, hourly: times(outcome.hourly), daily: times(outcome.daily.mean) }
}

async function saveHistory(
  client: pg.PoolClient,
  resourceId: string,
  dimension: Dimension,
  history: DailyHistory,
): Promise<void> {
  const arrays = [history.mean, history.peak, history.maximum, history.capacity].map(packFloats)
  await client.query(
    `INSERT INTO demand_history (resource_id, dimension, start_day, mean, peak, maximum, capacity)
     VALUES ($1, $2, $3::date, $4, $5, $6, $7)
     ON CONFLICT (resource_id, dimension) DO UPDATE SET start_day = EXCLUDED.start_day, mean = EXCLUDED.mean,
       peak = EXCLUDED.peak, maximum = EXCLUDED.maximum, capacity = EXCLUDED.capacity`,
    [resourceId, dimension, isoDay(history.startMs), ...arrays],
  )
}

type OutcomeRow = {
  dimension: Dimension
  body: ForecastBody | Abstention
  hourly: Buffer | null
  daily_mean: Buffer | null
  daily_peak: Buffer | null
  daily_maximum: Buffer | null
  start_ms: number | null
  mean: Buffer | null
  peak: Buffer | null
  maximum: Buffer | null
  capacity: Buffer | null
}

/** What the newest run said of every dimension of a resource, with its history; empty before the first run. */
export async function readOutcomes(resourceId: string): Promise<DimensionOutcome[]> {
  const { rows } = await database().pool.query<OutcomeRow>(
    `SELECT f.*, (extract(epoch FROM h.start_day) * 1000)::float8 AS start_ms,
       h.mean, h.peak, h.maximum, h.capacity
     FROM (SELECT DISTINCT ON (dimension) dimension, body, hourly, daily_mean, daily_peak, daily_maximum
           FROM forecast WHERE resource_id = $1 AND run_id = (SELECT max(run_id) FROM forecast WHERE resource_id = $1)
           ORDER BY dimension, as_of DESC, id DESC) f
     LEFT JOIN demand_history h ON h.resource_id = $1 AND h.dimension = f.dimension
     ORDER BY f.dimension`,
    [resourceId],
  )
  return rows.map((row) => ({ dimension: row.dimension, outcome: toOutcome(row), history: toHistory(row) }))
}

/** What the newest run said of every dimension of a resource, without its bands; empty before the first run. */
export async function readOutcomeBodies(
  resourceId: string,
): Promise<(Omit<Forecast, 'hourly' | 'daily'> | Abstention)[]> {
  const { rows } = await database().pool.query<{ body: ForecastBody | Abstention }>(
    `SELECT DISTINCT ON (dimension) body FROM forecast
     WHERE resource_id = $1 AND run_id = (SELECT max(run_id) FROM forecast WHERE resource_id = $1)
     ORDER BY dimension, as_of DESC, id DESC`,
    [resourceId],
  )
  return rows.map(({ body }) => body)
}

function toOutcome({ body, ...row }: OutcomeRow): Forecast | Abstention {
  if (body.kind === 'abstention') return body
  const band = (times: BandTimes, bytes: Buffer | null): QuantileBand => ({
    ...times,
    values: unpackFloats(bytes ?? Buffer.alloc(0)),
  })
  return {
    ...body,
    hourly: band(body.hourly, row.hourly),
    daily: {
      mean: band(body.daily, row.daily_mean),
      peak: band(body.daily, row.daily_peak),
      maximum: band(body.daily, row.daily_maximum),
    },
  }
}

function toHistory(row: OutcomeRow): DailyHistory | undefined {
  const { start_ms: startMs, mean, peak, maximum, capacity } = row
  if (startMs === null || !mean || !peak || !maximum || !capacity) return undefined
  return {
    startMs,
    mean: unpackFloats(mean),
    peak: unpackFloats(peak),
    maximum: unpackFloats(maximum),
    capacity: unpackFloats(capacity),
  }
}

/** Of forecasts older than 30 days one a week is kept: the first of its ISO week. Returns rows deleted. */
export async function thinForecasts(nowMs: EpochMs): Promise<number> {
  const result = await database().pool.query(
    `DELETE FROM forecast f USING (
       SELECT id, row_number() OVER (PARTITION BY resource_id, dimension, date_trunc('week', as_of AT TIME ZONE 'UTC')
         ORDER BY as_of, id) AS place
       FROM forecast WHERE as_of < to_timestamp($1::float8 / 1000) - interval '30 days'
     ) old WHERE f.id = old.id AND old.place > 1`,
    [nowMs],
  )
  return result.rowCount ?? 0
}
