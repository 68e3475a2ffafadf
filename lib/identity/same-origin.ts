import { env } from '../env.ts'

/**
 * Whether a request that changes something comes from our own pages: its Origin is the host that was asked, or the public
 * address; where there is no Origin, the browser says itself that it comes from here (Sec-Fetch-Site). A foreign one, `null`
 * and none at all are not ours.
 */
export function isSameOrigin(headers: Pick<Headers, 'get'>): boolean {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  if (origin === null) return site === 'same-origin'
  if (!URL.canParse(origin)) return false
  if (origin === env().PUBLIC_URL) return true
  const host = headers.get('host')
  return host !== null && new URL(origin).host === host
}

/**
 * Whether a request may change something at all: it comes from our own pages, or it shows a key, which no browser sends along
 * by itself and beside which no cookie counts.
 */
export function isIntended(headers: Pick<Headers, 'get'>): boolean {
  return headers.get('authorization') !== null || isSameOrigin(headers)
}
