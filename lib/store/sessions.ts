import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../model/actor.ts'
import { dayMs, type EpochMs, hourMs } from '../model/time.ts'
import { database } from './client.ts'

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

/** Uses up a link and opens a session; undefined where the link is unknown, used or too old. */
export async function openSession(linkSecret: string, nowMs: EpochMs): Promise<string | undefined> {
  const { prisma } = database()
  const now = new Date(nowMs)
  const used = await prisma.signInLink.updateMany({
    where: { hash: hashOf(linkSecret), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  if (used.count !== 1) return undefined
  const { secret, hash } = newSecret()
  await prisma.session.create({
    data: { hash, actorId: 'local-admin', role: 'admin', createdAt: now, usedAt: now },
  })
  return secret
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
  return row ? { id: row.actorId, role: row.role === 'admin' ? 'admin' : 'viewer', teams: 'all' } : undefined
}
