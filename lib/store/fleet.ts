import type { Prisma } from '#prisma/generated/client.ts'
import { type Actor, system } from '../model/actor.ts'
import type { FleetRow, RecommendationSummary } from '../model/fleet.ts'
import { database } from './client.ts'
import { remembered } from './page-memory.ts'
import { resourceColumns, type StoredResource, toResource } from './resource-row.ts'

/** What an actor may see: everything, or the resources of some teams. */
export function visibleTo(actor: Actor): Prisma.ResourceWhereInput {
  return actor.teams === 'all' ? {} : { team: { in: [...actor.teams] } }
}

/** Every sized resource that the actor may see, with its newest recommendation. Members of groups are left out. */
export async function listFleet(actor: Actor): Promise<FleetRow[]> {
  const { prisma, pool } = database()
  const all = actor.teams === 'all'
  const [accounts, found] = await Promise.all([
    prisma.account.findMany({ select: { id: true, name: true } }),
    pool.query<StoredResource & { summary: RecommendationSummary | null }>(
      `SELECT ${resourceColumns}, n.summary FROM resource r LEFT JOIN LATERAL (
         SELECT summary FROM recommendation WHERE resource_id = r.id ORDER BY as_of DESC, id DESC LIMIT 1) n ON true
       WHERE r.deleted_at IS NULL AND r.member_of IS NULL AND ($1 OR r.team = ANY($2::text[]))
       ORDER BY r.name, r.id`,
      [all, actor.teams === 'all' ? [] : [...actor.teams]],
    ),
  ])
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return found.rows.map(({ summary, ...row }) => ({
    resource: toResource(row),
    accountName: names.get(row.accountId) ?? row.accountId,
    recommendation: summary ?? undefined,
  }))
}

/** The same for pages: read once after each change, whoever asks. */
export async function readFleet(actor: Actor): Promise<readonly FleetRow[]> {
  const rows = await remembered(system, 'fleet', () => listFleet(system))
  const { teams } = actor
  if (teams === 'all') return rows
  return rows.filter(({ resource: { team } }) => team !== undefined && teams.includes(team))
}
