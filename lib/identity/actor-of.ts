import { env } from '../env.ts'
import { RateLimitError } from '../errors.ts'
import { actorOfIdentity } from '../model/access.ts'
import type { Actor } from '../model/actor.ts'
import { readApiKey } from '../store/api-keys.ts'
import { readOpenPages } from '../store/installation.ts'
import { takeToken } from '../store/rate-limits.ts'
import { readSession } from '../store/sessions.ts'
import { accessRules, trustedJwtSettings } from './sign-in-settings.ts'
import { identityOfJwt } from './trusted-jwt.ts'

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** What a request shows of who asks. */
export type Credentials = {
  readonly session: string | undefined
  readonly authorization: string | null
  readonly header: (name: string) => string | null
}

/**
 * Who asks. An Authorization header is an API key or nobody; then a token of a trusted proxy, where one is set up, or nobody;
 * then the session; without a living one a reader where pages are open without sign-in, which they are only on loopback.
 * Throws a `RateLimitError` where a key has asked too often.
 */
export async function actorOf(credentials: Credentials, nowMs: number): Promise<Actor | undefined> {
  const { authorization, session } = credentials
  if (authorization !== null) return keyActor(authorization, nowMs)
  const trusted = trustedJwtSettings()
  const token = trusted && credentials.header(trusted.header)
  if (trusted && token) {
    const identity = await identityOfJwt(token, trusted, nowMs)
    return identity && actorOfIdentity(identity, accessRules().rules)
  }
  const actor = session ? await readSession(session, nowMs) : undefined
  if (actor) return actor
  const open = !trusted && loopback.has(env().HOST) && (await readOpenPages())
  return open ? { id: 'visitor', role: 'viewer', teams: 'all' } : undefined
}

async function keyActor(authorization: string, nowMs: number): Promise<Actor | undefined> {
  const [, key] = /^Bearer (hr_\S+)$/i.exec(authorization) ?? []
  const actor = key && (await readApiKey(key, nowMs))
  if (!actor) return undefined
  const waitSeconds = await takeToken('apiKey', actor.id, nowMs)
  if (waitSeconds > 0) throw new RateLimitError(waitSeconds)
  return actor
}
