import type { Actor } from '../model/actor.ts'
import type { DriverUse, TeamShare } from '../model/team-share.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { readDriverSamples, readDrivers } from './calendar.ts'
import { database } from './client.ts'

const daysOfShare = 30

/** What the actor's teams paid of shared clusters, the dearest first; empty without split cost allocation in the bill. */
export async function readShares(actor: Actor): Promise<TeamShare[]> {
  if (actor.teams === 'all') return []
  const { rows } = await database().pool.query<TeamShare>(
    `WITH newest AS (
       SELECT DISTINCT ON (day, account_id, service, parent_id, resource_id, team, source) *
       FROM cost_split_day WHERE day > (SELECT max(day) FROM cost_split_day) - $2::int
       ORDER BY day, account_id, service, parent_id, resource_id, team, source, observed_day DESC)
     SELECT parent_id AS "parentId", service, sum(split_usd) AS "splitUsd", sum(unused_usd) AS "unusedUsd"
     FROM newest WHERE team = ANY($1::text[]) GROUP BY parent_id, service
     HAVING sum(split_usd) + sum(unused_usd) > 0
     ORDER BY sum(split_usd) + sum(unused_usd) DESC LIMIT 50`,
    [[...actor.teams], daysOfShare],
  )
  return rows
}

/** How much of each driver there was in the last 30 days and in the 30 before. */
export async function readDriverUse(actor: Actor, toMs: EpochMs): Promise<DriverUse[]> {
  const drivers = await readDrivers(actor)
  return Promise.all(
    drivers.map(async ({ name, unit }) => {
      const middleMs = toMs - 30 * dayMs
      const samples = await readDriverSamples(actor, name, { fromMs: middleMs - 30 * dayMs, toMs })
      const [before, recent] = [
        samples.filter(({ atMs }) => atMs < middleMs),
        samples.filter(({ atMs }) => atMs >= middleMs),
      ]
      const sum = (list: typeof samples) => list.reduce((total, { value }) => total + value, 0)
      return {
        name,
        unit,
        ...(before.length > 0 && { before: sum(before) }),
        ...(recent.length > 0 && { recent: sum(recent) }),
      }
    }),
  )
}
