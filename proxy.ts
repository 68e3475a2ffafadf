import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { isIntended } from './lib/identity/same-origin.ts'
import { isSecure } from './lib/identity/sign-in-settings.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Headers of every answer, with a nonce for its scripts, and a second lock before the routes' own: what changes something must
 * come from our pages, from a program with a key, or be a one-click stop of messages, whose token is the permission.
 */
export function proxy(request: NextRequest): NextResponse {
  const { method, headers, nextUrl } = request
  const ours = reading.has(method) || nextUrl.pathname.startsWith('/unsubscribe/') || isIntended(headers)
  if (!ours) return new NextResponse('This request was not sent by a page of Headroom.\n', { status: 403 })
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'))
  const passed = new Headers(headers)
  passed.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers: passed } })
  response.headers.set('content-security-policy', policy)
  if (isSecure()) response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
  return response
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = { matcher: '/((?!_next/static/).*)' }
