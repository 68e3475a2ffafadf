import { env } from '../env.ts'
import type { Actor } from '../model/actor.ts'
import { readOpenPages } from '../store/installation.ts'
import { readSession } from '../store/sessions.ts'

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/**
 * Who asks with the secret of a session: the session's actor; without a living session a reader where pages are open
 * without sign-in, which they are only on loopback; else nobody.
 */
export async function actorOf(secret: string | undefined, nowMs: number): Promise<Actor | undefined> {
  const actor = secret ? await readSession(secret, nowMs) : undefined
  if (actor) return actor
  const open = loopback.has(env().HOST) && (await readOpenPages())
  return open ? { id: 'visitor', role: 'viewer', teams: 'all' } : undefined
}
