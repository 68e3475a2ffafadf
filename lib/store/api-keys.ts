import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { type Actor, mayAdminister } from '../model/actor.ts'
import { type ApiKey, keyScopes } from '../model/api-key.ts'
import type { EpochMs } from '../model/time.ts'
import { appendAudit } from './audit.ts'
import { database, transaction } from './client.ts'

export type NewKey = Pick<ApiKey, 'name' | 'scope' | 'team' | 'expiresMs'>

const pattern = /^hr_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/

/** Makes a key and returns it: it is shown this once, only the SHA-256 of its secret is kept. For admins. */
export async function createApiKey(actor: Actor, key: NewKey, nowMs: EpochMs): Promise<string> {
  refuseOthers(actor)
  if (key.scope === 'admin' && key.team !== undefined) {
    throw new AppError(
      'invalid-input',
      'An admin key is of no team: leave the team out, or choose read or write.',
    )
  }
  if (key.expiresMs <= nowMs) throw new AppError('invalid-input', 'The key would have ended already.')
  const prefix = randomBytes(6).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  await transaction(async (client) => {
    await client.query(
      `INSERT INTO api_key (prefix, hash, name, scope, team, created_at, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, to_timestamp($6::float8), $7, to_timestamp($8::float8))`,
      [
        prefix,
        hashOf(secret),
        key.name,
        key.scope,
        key.team ?? null,
        nowMs / 1000,
        actor.id,
        key.expiresMs / 1000,
      ],
    )
    const entry = {
      atMs: nowMs,
      actor: actor.id,
      action: 'api-key.create',
      target: `api-key/${prefix}`,
      after: key,
    }
    await appendAudit(client, entry)
  })
  return `hr_${prefix}_${secret}`
}

/** Whose a key is; undefined where it is malformed, unknown, revoked or has ended. */
export async function readApiKey(text: string, nowMs: EpochMs): Promise<Actor | undefined> {
  const [, prefix, secret] = pattern.exec(text) ?? []
  if (prefix === undefined || secret === undefined) return undefined
  const row = await database().prisma.apiKey.findUnique({ where: { prefix } })
  if (!row || !timingSafeEqual(Buffer.from(row.hash, 'hex'), Buffer.from(hashOf(secret), 'hex')))
    return undefined
  if (row.revokedAt || row.expiresAt.getTime() <= nowMs) return undefined
  await database().prisma.apiKey.updateMany({ where: { prefix }, data: { usedAt: new Date(nowMs) } })
  const teams = row.team === null ? 'all' : [row.team]
  const id = `api-key ${prefix}`
  if (row.scope === 'admin') return { id, role: 'admin', teams }
  return { id, role: row.scope === 'write' ? (teams === 'all' ? 'reviewer' : 'editor') : 'viewer', teams }
}

/** Ends a key at once. For admins; false where it is unknown or has been revoked. */
export async function revokeApiKey(actor: Actor, prefix: string, nowMs: EpochMs): Promise<boolean> {
  refuseOthers(actor)
  return transaction(async (client) => {
    const { rowCount } = await client.query(
      'UPDATE api_key SET revoked_at = to_timestamp($2::float8) WHERE prefix = $1 AND revoked_at IS NULL',
      [prefix, nowMs / 1000],
    )
    if (rowCount !== 1) return false
    await appendAudit(client, {
      atMs: nowMs,
      actor: actor.id,
      action: 'api-key.revoke',
      target: `api-key/${prefix}`,
    })
    return true
  })
}

/** Every key, the newest first. For admins; nothing for others. */
export async function listApiKeys(actor: Actor): Promise<ApiKey[]> {
  if (!mayAdminister(actor)) return []
  const rows = await database().prisma.apiKey.findMany({ orderBy: { createdAt: 'desc' } })
  return rows.map(({ prefix, name, scope, team, createdAt, createdBy, expiresAt, usedAt, revokedAt }) => ({
    prefix,
    name,
    scope: z.enum(keyScopes).parse(scope),
    ...(team === null ? {} : { team }),
    createdMs: createdAt.getTime(),
    createdBy,
    expiresMs: expiresAt.getTime(),
    ...(usedAt === null ? {} : { usedMs: usedAt.getTime() }),
    ...(revokedAt === null ? {} : { revokedMs: revokedAt.getTime() }),
  }))
}

function refuseOthers(actor: Actor): void {
  if (!mayAdminister(actor)) throw new AppError('not-permitted', 'API keys are for admins.')
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
