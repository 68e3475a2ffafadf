import { type NextRequest, NextResponse } from 'next/server'
import { cookieOptions } from '#lib/identity/actor.ts'
import { beginSignIn, safeReturn } from '#lib/identity/oidc.ts'
import { oidcSettings } from '#lib/identity/sign-in-settings.ts'
import { takeTurn } from '../../_requests/take-turn.ts'
import { attemptCookie } from '../attempt-cookie.ts'

/** Sends the browser to the identity provider. */
export async function GET(request: NextRequest): Promise<Response> {
  const settings = oidcSettings()
  if (!settings) return new Response('No identity provider is set up.\n', { status: 404 })
  const busy = await takeTurn('signIn')
  if (busy) return busy
  const returnTo = safeReturn(request.nextUrl.searchParams.get('return'))
  const { url, attempt } = await beginSignIn(settings, { returnTo, nowMs: Date.now() })
  const headers = { location: url, 'cache-control': 'no-store' }
  const response = new NextResponse(null, { status: 303, headers })
  response.cookies.set(attemptCookie(), attempt, { ...cookieOptions(), maxAge: 600 })
  return response
}
