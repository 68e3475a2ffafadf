import { type NextRequest, NextResponse } from 'next/server'
import { cookieOptions, sessionCookie } from '#lib/identity/actor.ts'
import { isSameOrigin } from '#lib/identity/same-origin.ts'
import { endSession } from '#lib/store/sessions.ts'

/** Ends the session; with `everywhere` all of its actor. */
export async function POST(request: NextRequest): Promise<Response> {
  if (!isSameOrigin(request.headers)) {
    return new Response('This form was not sent by a page of Headroom.\n', { status: 403 })
  }
  const secret = request.cookies.get(sessionCookie())?.value
  const everywhere = request.nextUrl.searchParams.has('everywhere')
  if (secret) await endSession(secret, { everywhere })
  const headers = { location: '/sign-in', 'cache-control': 'no-store' }
  const response = new NextResponse(null, { status: 303, headers })
  response.cookies.set(sessionCookie(), '', { ...cookieOptions(), maxAge: 0 })
  return response
}
