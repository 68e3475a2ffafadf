import { type NextRequest, NextResponse } from 'next/server'
import { sessionCookie } from '#lib/identity/actor.ts'
import { openSession } from '#lib/store/sessions.ts'

/** Uses up a one-time link and opens a session. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ link: string }> }) {
  const session = await openSession((await params).link, Date.now())
  const host = request.headers.get('host') ?? 'localhost'
  const secure = request.nextUrl.protocol === 'https:'
  const base = `${request.nextUrl.protocol}//${host}`
  if (!session) return NextResponse.redirect(`${base}/sign-in?failed=1`, 303)
  const response = NextResponse.redirect(`${base}/`, 303)
  response.cookies.set(sessionCookie, session, { httpOnly: true, sameSite: 'lax', secure, path: '/' })
  return response
}
