import { z } from 'zod'
import type { Actor } from '../model/actor.ts'
import { type Attribution, type OwnerChange, ownerSources } from '../model/ownership.ts'
import { database } from './client.ts'
import { visibleTo } from './fleet.ts'
import { toTags } from './tags-row.ts'

/**
 * Tags and teams of a resource over time, oldest first; empty where the actor may not see it. Who sees only some teams
 * is not told what a resource was under others.
 */
export async function readOwners(actor: Actor, resourceId: string): Promise<OwnerChange[]> {
  const { prisma } = database()
  const visible = await prisma.resource.count({ where: { id: resourceId, ...visibleTo(actor) } })
  if (visible === 0) return []
  const rows = await prisma.resourceOwner.findMany({ where: { resourceId }, orderBy: { validFrom: 'asc' } })
  const seen = rows.filter(({ team }) => actor.teams === 'all' || actor.teams.includes(team ?? ''))
  return seen.map(({ validFrom, team, tags, source }) => ({
    fromMs: validFrom.getTime(),
    tags: toTags(tags),
    source: z.enum(ownerSources).parse(source),
    ...(team === null ? {} : { team }),
  }))
}

export type TeamCostsQuery = {
  /** UTC days, `[fromDay, toDay)`. */
  readonly fromDay: string
  readonly toDay: string
  readonly attribution: Attribution
}

export type TeamCost = {
  readonly accountId: string
  /** Absent = no team is tagged. */
  readonly team?: string
  /** Unblended. */
  readonly usd: number
}

/** The newest figure of every line of the source that is believed: an export where one speaks of an account's day. */
const latestLines = `SELECT day, account_id, resource_id, team, usd FROM (
    SELECT l.*, rank() OVER (PARTITION BY day, account_id
      ORDER BY array_position(ARRAY['cur', 'focus', 'cost-explorer'], source)) AS place
    FROM (
      SELECT DISTINCT ON (day, account_id, service, usage_type, resource_id, team, record_type, source) *
      FROM cost_resource_day WHERE day >= $1::date AND day < $2::date
      ORDER BY day, account_id, service, usage_type, resource_id, team, record_type, source, observed_day DESC
    ) l
  ) ranked WHERE place = 1`

/** Resources by every name that a bill may use; a name of several is nobody's. */
const billedNames = `SELECT account_id, name, min(id) AS id FROM (
    SELECT account_id, arn AS name, id FROM resource UNION SELECT account_id, native_id, id FROM resource
  ) names GROUP BY account_id, name HAVING count(*) = 1`

/**
 * Cost of resources by account and team. A day on which a resource moved is split by the time of the move; or all of
 * it goes to the team of today. What inventory does not know goes by the tag on the bill. The teams of an account add
 * up to its total.
 */
export async function readTeamCosts(
  actor: Actor,
  { fromDay, toDay, attribution }: TeamCostsQuery,
): Promise<TeamCost[]> {
  const all = actor.teams === 'all'
  const { rows } = await database().pool.query<{ account_id: string; team: string | null; usd: number }>(
    `WITH line AS (
       SELECT *, day::timestamp AT TIME ZONE 'UTC' AS begins, (day + 1)::timestamp AT TIME ZONE 'UTC' AS ends
       FROM (${latestLines}) latest
     ),
     named AS (${billedNames}),
     owned AS (
       SELECT l.account_id, o.team, l.usd * CASE WHEN $3 THEN 1 ELSE
         extract(epoch FROM least(o.valid_to, l.ends) - greatest(o.valid_from, l.begins)) / 86400 END AS usd
       FROM line l
       JOIN named n ON n.account_id = l.account_id AND n.name = l.resource_id
       JOIN resource_owner o ON o.resource_id = n.id AND CASE WHEN $3 THEN o.valid_to IS NULL ELSE
         o.valid_from < l.ends AND (o.valid_to IS NULL OR o.valid_to > l.begins) END
     ), unknown AS (
       SELECT l.account_id, nullif(l.team, '') AS team, l.usd FROM line l
       WHERE NOT EXISTS (SELECT FROM named n JOIN resource_owner o ON o.resource_id = n.id
         WHERE n.account_id = l.account_id AND n.name = l.resource_id)
     )
     SELECT account_id, team, sum(usd)::float8 AS usd FROM (
       SELECT * FROM owned UNION ALL SELECT * FROM unknown) parts
     WHERE $4 OR team = ANY($5::text[])
     GROUP BY account_id, team ORDER BY account_id, team NULLS LAST`,
    [fromDay, toDay, attribution === 'as-tagged-today', all, all ? [] : [...actor.teams]],
  )
  return rows.map(({ account_id: accountId, team, usd }) => ({
    accountId,
    usd,
    ...(team === null ? {} : { team }),
  }))
}
