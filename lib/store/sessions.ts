import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Actor, roles } from '../model/actor.ts'
import { dayMs, type EpochMs, hourMs } from '../model/time.ts'
import { appendAudit } from './audit.ts'
import { database, transaction } from './client.ts'

const linkMs = hourMs
const idleMs = 12 * hourMs
const absoluteMs = 7 * dayMs

/** A secret of 256 bits; only its hash is stored. */
function newSecret(): { secret: string; hash: string } {
  const secret = randomBytes(32).toString('base64url')
  return { secret, hash: hashOf(secret) }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Makes a sign-in link's secret, good once and for an hour; earlier unused ones end. */
export async function createSignInLink(nowMs: EpochMs): Promise<string> {
  const { secret, hash } = newSecret()
  const { prisma } = database()
  await prisma.signInLink.deleteMany({ where: { usedAt: null } })
  await prisma.signInLink.create({ data: { hash, expiresAt: new Date(nowMs + linkMs) } })
  return secret
}

/** Uses up a link and opens a session of the local admin; undefined where the link is unknown, used or too old. */
export async function openSession(linkSecret: string, nowMs: EpochMs): Promise<string | undefined> {
  const { prisma } = database()
  const now = new Date(nowMs)
  const used = await prisma.signInLink.updateMany({
    where: { hash: hashOf(linkSecret), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  if (used.count !== 1) return undefined
  return startSession({ id: 'local-admin', role: 'admin', teams: 'all' }, { name: 'Local admin', nowMs })
}

export type NewSession = {
  readonly name: string
  readonly nowMs: EpochMs
  readonly replaces?: string | undefined
}

/** Opens a session with a new secret and tells the audit log; the session that it replaces ends. */
export async function startSession(actor: Actor, { name, nowMs, replaces }: NewSession): Promise<string> {
  const { secret, hash } = newSecret()
  await transaction(async (client) => {
    await client.query('DELETE FROM session WHERE hash = $1', [
      replaces === undefined ? '' : hashOf(replaces),
    ])
    await client.query(
      `INSERT INTO session (hash, actor_id, role, created_at, used_at, name, all_teams, teams, edits)
       VALUES ($1, $2, $3, to_timestamp($4::float8), to_timestamp($4::float8), $5, $6, $7, $8)`,
      [
        hash,
        actor.id,
        actor.role,
        nowMs / 1000,
        name,
        actor.teams === 'all',
        actor.teams === 'all' ? [] : actor.teams,
        actor.edits ?? [],
      ],
    )
    const { role, teams } = actor
    await appendAudit(client, {
      atMs: nowMs,
      actor: actor.id,
      action: 'session.open',
      target: `actor/${actor.id}`,
      after: { role, teams },
    })
  })
  return secret
}

/** Ends a session, and with `everywhere` every session of its actor. */
export async function endSession(secret: string, { everywhere = false } = {}): Promise<void> {
  await database().pool.query(
    `DELETE FROM session WHERE hash = $1
       OR $2 AND actor_id = (SELECT actor_id FROM session WHERE hash = $1)`,
    [hashOf(secret), everywhere],
  )
}

/** Who a session belongs to; undefined where it is unknown or has ended (12 h idle, 7 days in all). */
export async function readSession(secret: string, nowMs: EpochMs): Promise<Actor | undefined> {
  const { prisma } = database()
  const where = {
    hash: hashOf(secret),
    usedAt: { gt: new Date(nowMs - idleMs) },
    createdAt: { gt: new Date(nowMs - absoluteMs) },
  }
  const touched = await prisma.session.updateMany({ where, data: { usedAt: new Date(nowMs) } })
  if (touched.count !== 1) return undefined
  const row = await prisma.session.findUnique({ where: { hash: where.hash } })
  if (!row) return undefined
  const role = z.enum(roles).catch('viewer').parse(row.role)
  const teams = row.allTeams ? 'all' : row.teams
  return { id: row.actorId, role, teams, ...(role === 'editor' && !row.allTeams ? { edits: row.edits } : {}) }
}
