import { NextResponse } from 'next/server'
import { cookieOptions } from '#lib/identity/actor.ts'

/** Leads on with the session in its cookie, or back to the page of sign-in where there is none. */
export function signedIn(cookie: string, session: string | undefined, returnTo: string): NextResponse {
  const location = session ? returnTo : '/sign-in?failed=1'
  const response = new NextResponse(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
  if (session) response.cookies.set(cookie, session, cookieOptions())
  return response
}
