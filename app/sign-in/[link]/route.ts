import { type NextRequest, NextResponse } from 'next/server'
import { sessionCookie } from '#lib/identity/actor.ts'
import { openSession } from '#lib/store/sessions.ts'

/** Uses up a one-time link and opens a session. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ link: string }> }) {
  const session = await openSession((await params).link, Date.now())
  const location = session ? '/' : '/sign-in?failed=1'
  const response = new NextResponse(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
  const secure = request.nextUrl.protocol === 'https:'
  if (session)
    response.cookies.set(sessionCookie, session, { httpOnly: true, sameSite: 'lax', secure, path: '/' })
  return response
}
