import type { NextRequest } from 'next/server'
import { sessionCookie } from '#lib/identity/actor.ts'
import { finishSignIn } from '#lib/identity/oidc.ts'
import { accessRules, oidcSettings } from '#lib/identity/sign-in-settings.ts'
import { log } from '#lib/log.ts'
import { actorOfIdentity } from '#lib/model/access.ts'
import { startSession } from '#lib/store/sessions.ts'
import { attemptCookie } from '../attempt-cookie.ts'
import { signedIn } from '../signed-in.ts'

/** Where the identity provider sends the browser back to. */
export async function GET({ nextUrl, cookies }: NextRequest): Promise<Response> {
  const settings = oidcSettings()
  if (!settings) return new Response('No identity provider is set up.\n', { status: 404 })
  const nowMs = Date.now()
  const attempt = cookies.get(attemptCookie())?.value
  const finished = await finishSignIn(settings, { query: nextUrl.search, attempt, nowMs })
  if ('refused' in finished) log().warn({ reason: finished.refused }, 'a sign-in was refused')
  const actor = 'refused' in finished ? undefined : actorOfIdentity(finished.identity, accessRules().rules)
  if (!actor || 'refused' in finished) return signedIn(sessionCookie(), undefined, '/')
  const replaces = cookies.get(sessionCookie())?.value
  const session = await startSession(actor, { name: finished.identity.name, nowMs, replaces })
  return signedIn(sessionCookie(), session, finished.returnTo)
}
