import type { Actor } from '../model/actor.ts'
import type { RecommendationSummary, ResourceDetail } from '../model/fleet.ts'
import type { Recommendation } from '../model/recommendation.ts'
import { database } from './client.ts'
import { visibleTo } from './fleet.ts'
import { readOutcomes } from './forecasts.ts'
import { readOwners } from './owners.ts'
import { toResource } from './resource-row.ts'
import { readChanges } from './resources.ts'
import { readSecondOpinions } from './second-opinions.ts'

/** Everything that the page of one resource shows; undefined where it does not exist or the actor may not see it. */
export async function readResourceDetail(actor: Actor, id: string): Promise<ResourceDetail | undefined> {
  // PostgreSQL refuses NUL in a text: no resource has such an id.
  if (id.includes('\0')) return undefined
  const { prisma, pool } = database()
  const row = await prisma.resource.findFirst({ where: { id, ...visibleTo(actor) } })
  if (!row) return undefined
  const [account, changes, owners, outcomes, secondOpinions, newest] = await Promise.all([
    prisma.account.findUnique({ where: { id: row.accountId } }),
    readChanges(id),
    readOwners(actor, id),
    readOutcomes(id),
    readSecondOpinions(actor, row.arn),
    pool.query<{ summary: RecommendationSummary; detail: Recommendation }>(
      `SELECT summary, detail FROM recommendation WHERE resource_id = $1 ORDER BY as_of DESC, id DESC LIMIT 1`,
      [id],
    ),
  ])
  return {
    resource: toResource(row),
    accountName: account?.name ?? row.accountId,
    changes,
    owners,
    secondOpinions,
    recommendation: newest.rows[0]?.detail,
    summary: newest.rows[0]?.summary,
    dimensions: outcomes.map(({ dimension, outcome, history }) => ({
      dimension,
      history,
      forecast: outcome.kind === 'forecast' ? outcome : undefined,
      abstention: outcome.kind === 'abstention' ? outcome : undefined,
    })),
  }
}
