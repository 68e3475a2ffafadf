import type { Prisma } from '#prisma/generated/client.ts'
import type { Actor } from '../model/actor.ts'
import type { FleetRow, RecommendationSummary } from '../model/fleet.ts'
import { database } from './client.ts'
import { toResource } from './resource-row.ts'

/** What an actor may see: everything, or the resources of some teams. */
export function visibleTo(actor: Actor): Prisma.ResourceWhereInput {
  return actor.teams === 'all' ? {} : { team: { in: [...actor.teams] } }
}

/** Every sized resource that the actor may see, with its newest recommendation. Members of groups are left out. */
export async function listFleet(actor: Actor): Promise<FleetRow[]> {
  const { prisma, pool } = database()
  const [resources, accounts, newest] = await Promise.all([
    prisma.resource.findMany({
      where: { ...visibleTo(actor), deletedAt: null, memberOf: null },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
    prisma.account.findMany({ select: { id: true, name: true } }),
    pool.query<{ resource_id: string; summary: RecommendationSummary }>(
      `SELECT r.id AS resource_id, n.summary FROM resource r CROSS JOIN LATERAL (
         SELECT summary FROM recommendation WHERE resource_id = r.id ORDER BY as_of DESC, id DESC LIMIT 1) n
       WHERE r.deleted_at IS NULL AND r.member_of IS NULL`,
    ),
  ])
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  const summaries = new Map(newest.rows.map((row) => [row.resource_id, row.summary]))
  return resources.map((row) => ({
    resource: toResource(row),
    accountName: names.get(row.accountId) ?? row.accountId,
    recommendation: summaries.get(row.id),
  }))
}
