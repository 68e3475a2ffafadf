import { z } from 'zod'
import type { Actor } from '../model/actor.ts'
import { type Dimension, dimensions } from '../model/capacity.ts'
import { medianIndex, quantileLevels } from '../model/forecast.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { database } from './client.ts'
import { unpackFloats } from './packed.ts'

export type PublishedWeekRow = {
  readonly resourceId: string
  readonly dimension: Dimension
  readonly forecastMs: EpochMs
  readonly fromMs: EpochMs
  readonly low: readonly number[]
  readonly median: readonly number[]
  readonly high: readonly number[]
  readonly actual: readonly (number | null)[]
}

const days = 7
const [low, high] = [quantileLevels.indexOf(0.1), quantileLevels.indexOf(0.9)]

/**
 * Of every resource and dimension the newest forecast that was published before `fromMs` (a UTC day) and not more than
 * a week earlier, and the daily peaks of the seven days from there as they are known now.
 */
export async function readPublishedWeeks(actor: Actor, fromMs: EpochMs): Promise<PublishedWeekRow[]> {
  const { rows } = await database().pool.query<{
    resource_id: string
    dimension: string
    as_of_ms: number
    start_ms: number
    daily_peak: Buffer
    history_ms: number
    peak: Buffer
  }>(
    `SELECT f.*, (extract(epoch FROM h.start_day) * 1000)::float8 AS history_ms, h.peak
     FROM (SELECT DISTINCT ON (resource_id, dimension) resource_id, dimension,
             (extract(epoch FROM as_of) * 1000)::float8 AS as_of_ms,
             (body->'daily'->>'startMs')::float8 AS start_ms, daily_peak
           FROM forecast WHERE kind = 'forecast' AND as_of <= to_timestamp($1::float8 / 1000)
             AND as_of > to_timestamp($1::float8 / 1000) - interval '7 days'
           ORDER BY resource_id, dimension, as_of DESC, id DESC) f
     JOIN demand_history h USING (resource_id, dimension) JOIN resource r ON r.id = resource_id
     WHERE $2 OR r.team = ANY($3::text[])
     ORDER BY resource_id, dimension`,
    [fromMs, actor.teams === 'all', actor.teams === 'all' ? [] : [...actor.teams]],
  )
  return rows.map((row) => {
    const forecast = unpackFloats(row.daily_peak)
    const peak = unpackFloats(row.peak)
    const [first, past] = [
      Math.round((fromMs - row.start_ms) / dayMs),
      Math.round((fromMs - row.history_ms) / dayMs),
    ]
    const level = (index: number) =>
      Array.from(
        { length: days },
        (_, i) => forecast[(first + i) * quantileLevels.length + index] ?? Number.NaN,
      )
    return {
      resourceId: row.resource_id,
      dimension: z.enum(dimensions).parse(row.dimension),
      forecastMs: row.as_of_ms,
      fromMs,
      low: level(low),
      median: level(medianIndex),
      high: level(high),
      actual: Array.from({ length: days }, (_, i) => {
        const value = peak[past + i]
        return value === undefined || Number.isNaN(value) ? null : value
      }),
    }
  })
}
