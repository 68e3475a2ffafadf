import { z } from 'zod'
import type { Decision as Row } from '#prisma/generated/client.ts'
import { AppError } from '../errors.ts'
import { type Actor, mayDecide, mayDecideFor } from '../model/actor.ts'
import {
  type Decision,
  type DecisionRow,
  type DecisionToSave,
  decisionBasisSchema,
  lacksOf,
  questionKinds,
  verdicts,
} from '../model/decision.ts'
import type { EpochMs } from '../model/time.ts'
import { appendAudit } from './audit.ts'
import { database, transaction } from './client.ts'
import { visibleTo } from './fleet.ts'
import { toResource } from './resource-row.ts'

/**
 * Records a decision and its audit entry in one transaction. Throws `AppError`: `not-permitted` for viewers,
 * `not-found` where the actor sees no such resource, `invalid-input` that says what is missing.
 */
export async function recordDecision(
  actor: Actor,
  toSave: DecisionToSave,
  nowMs: EpochMs,
): Promise<Decision> {
  if (!mayDecide(actor)) {
    throw new AppError('not-permitted', 'Deciding needs more than the right to read. Sign in as an editor.')
  }
  const { resourceId, kind } = toSave
  const where = { id: resourceId, ...visibleTo(actor) }
  const seen = await database().prisma.resource.findFirst({ where, select: { team: true } })
  if (!seen) throw new AppError('not-found', `There is no resource ${resourceId}.`)
  if (!mayDecideFor(actor, seen.team ?? undefined)) {
    throw new AppError(
      'not-permitted',
      `Deciding for team ${seen.team ?? 'none'} needs an editor of that team.`,
    )
  }
  const lacks = lacksOf(toSave, nowMs)
  if (lacks.length > 0) throw new AppError('invalid-input', lacks.join(' '))
  return transaction(async (client) => {
    // Two decisions about one question are told one after the other.
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`decision ${resourceId} ${kind}`])
    const before = await client.query<{ id: number; verdict: string }>(
      'SELECT id, verdict FROM decision WHERE resource_id = $1 AND kind = $2 ORDER BY id DESC LIMIT 1',
      [resourceId, kind],
    )
    const seconds = (ms: EpochMs | undefined) => (ms === undefined ? null : ms / 1000)
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO decision (resource_id, kind, verdict, at, actor, reason, owner, due_at, expires_at, approver, week,
         basis)
       VALUES ($1, $2, $3, to_timestamp($4::float8), $5, $6, $7, to_timestamp($8::float8), to_timestamp($9::float8),
         $10, $11, $12)
       RETURNING id`,
      [
        resourceId,
        kind,
        toSave.verdict,
        nowMs / 1000,
        actor.id,
        toSave.reason,
        toSave.owner ?? null,
        seconds(toSave.dueMs),
        seconds(toSave.expiresMs),
        toSave.approver ?? null,
        toSave.week ?? null,
        JSON.stringify(toSave.basis),
      ],
    )
    const decision = { ...toSave, id: rows[0]?.id ?? 0, atMs: nowMs, actor: actor.id }
    await appendAudit(client, {
      atMs: nowMs,
      actor: actor.id,
      action: `decision.${toSave.verdict}`,
      target: `resource/${resourceId}`,
      before: before.rows[0],
      after: decision,
    })
    return decision
  })
}

/** The newest decision of every resource and kind that the actor may see; those taken back are left out. */
export async function listDecisions(actor: Actor): Promise<DecisionRow[]> {
  const rows = await database().prisma.decision.findMany({
    where: { resourceId: { in: await visibleIds(actor) } },
    orderBy: { id: 'desc' },
    distinct: ['resourceId', 'kind'],
  })
  return withResources(rows.filter(({ verdict }) => verdict !== 'reopen'))
}

/** Every decision about a resource that the actor may see, the newest first. */
export async function readDecisions(actor: Actor, resourceId: string): Promise<Decision[]> {
  if (resourceId.includes('\0')) return []
  const { prisma } = database()
  const where = { id: resourceId, ...visibleTo(actor) }
  if (!(await prisma.resource.findFirst({ where, select: { id: true } }))) return []
  const rows = await prisma.decision.findMany({ where: { resourceId }, orderBy: { id: 'desc' } })
  return rows.map(toDecision)
}

/** Decisions taken in a review, oldest first: the newest word on each question. */
export async function listDecisionsOfWeek(actor: Actor, week: string): Promise<DecisionRow[]> {
  const rows = await database().prisma.decision.findMany({
    where: { week, resourceId: { in: await visibleIds(actor) } },
    orderBy: { id: 'desc' },
    distinct: ['resourceId', 'kind'],
  })
  return (await withResources(rows)).sort((a, b) => a.decision.id - b.decision.id)
}

async function visibleIds(actor: Actor): Promise<string[]> {
  const decided = await database().prisma.decision.findMany({
    select: { resourceId: true },
    distinct: ['resourceId'],
  })
  const ids = decided.map(({ resourceId }) => resourceId)
  if (actor.teams === 'all') return ids
  const rows = await database().prisma.resource.findMany({
    where: { id: { in: ids }, ...visibleTo(actor) },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

async function withResources(rows: readonly Row[]): Promise<DecisionRow[]> {
  const { prisma } = database()
  const [resources, accounts] = await Promise.all([
    prisma.resource.findMany({ where: { id: { in: rows.map(({ resourceId }) => resourceId) } } }),
    prisma.account.findMany({ select: { id: true, name: true } }),
  ])
  const byId = new Map(resources.map((row) => [row.id, toResource(row)]))
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return rows.flatMap((row) => {
    const resource = byId.get(row.resourceId)
    if (resource === undefined) return []
    const { id, name, resourceClass, accountId, region, team } = resource
    return [
      {
        decision: toDecision(row),
        resource: { id, name, resourceClass, accountId, region, ...(team === undefined ? {} : { team }) },
        accountName: names.get(accountId) ?? accountId,
      },
    ]
  })
}

function toDecision(row: Row): Decision {
  const { owner, dueAt, expiresAt, approver, week } = row
  return {
    id: row.id,
    resourceId: row.resourceId,
    kind: z.enum(questionKinds).parse(row.kind),
    verdict: z.enum(verdicts).parse(row.verdict),
    atMs: row.at.getTime(),
    actor: row.actor,
    reason: row.reason,
    ...(owner === null ? {} : { owner }),
    ...(dueAt === null ? {} : { dueMs: dueAt.getTime() }),
    ...(expiresAt === null ? {} : { expiresMs: expiresAt.getTime() }),
    ...(approver === null ? {} : { approver }),
    ...(week === null ? {} : { week }),
    basis: decisionBasisSchema.parse(row.basis),
  }
}
