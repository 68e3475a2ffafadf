import type { NextRequest } from 'next/server'
import { sessionCookie } from '#lib/identity/actor.ts'
import { openSession } from '#lib/store/sessions.ts'
import { takeTurn } from '../../_requests/take-turn.ts'
import { signedIn } from '../signed-in.ts'

/** Uses up a one-time link and opens a session. */
export async function GET(_request: NextRequest, { params }: { params: Promise<{ link: string }> }) {
  const busy = await takeTurn('signIn')
  if (busy) return busy
  const session = await openSession((await params).link, Date.now())
  return signedIn(sessionCookie(), session, '/')
}
