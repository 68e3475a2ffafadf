import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Actor } from '../model/actor.ts'
import { actorOf } from './actor-of.ts'

/** Name of the session cookie. */
export const sessionCookie = 'headroom-session'

/** Who asks: the session's actor, or a reader where pages are open without sign-in; else the way to sign in. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor(Date.now())
  return actor ?? redirect('/sign-in')
}

/** The same for routes that answer instead of redirecting. */
export async function currentActor(nowMs: number): Promise<Actor | undefined> {
  return actorOf((await cookies()).get(sessionCookie)?.value, nowMs)
}
