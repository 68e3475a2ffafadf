import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { env } from '../env.ts'
import type { Actor } from '../model/actor.ts'
import { readOpenPages } from '../store/installation.ts'
import { readSession } from '../store/sessions.ts'

/** Name of the session cookie. */
export const sessionCookie = 'headroom-session'

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Who asks: the session's actor, or a reader where pages are open without sign-in; else the way to sign in. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor(Date.now())
  return actor ?? redirect('/sign-in')
}

/** The same for routes that answer instead of redirecting. */
export async function currentActor(nowMs: number): Promise<Actor | undefined> {
  const secret = (await cookies()).get(sessionCookie)?.value
  const actor = secret ? await readSession(secret, nowMs) : undefined
  if (actor) return actor
  const open = loopback.has(env().HOST) && (await readOpenPages())
  return open ? { id: 'visitor', role: 'viewer', teams: 'all' } : undefined
}
