import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Actor } from '../model/actor.ts'
import { actorOf } from './actor-of.ts'
import { isSecure } from './sign-in-settings.ts'

/** Name of the session cookie: over https bound to this host. */
export function sessionCookie(): string {
  return isSecure() ? '__Host-headroom-session' : 'headroom-session'
}

/** Of a cookie that a script never reads and that other sites do not send along. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/' } as const
}

/** Who asks: see `actorOf`; else the way to sign in. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor(Date.now())
  return actor ?? redirect('/sign-in')
}

/** The same for routes that answer instead of redirecting. */
export async function currentActor(nowMs: number): Promise<Actor | undefined> {
  const [jar, sent] = await Promise.all([cookies(), headers()])
  const session = jar.get(sessionCookie())?.value
  return actorOf(
    { session, authorization: sent.get('authorization'), header: (name) => sent.get(name) },
    nowMs,
  )
}
