/**
 * Whether a request that changes something comes from our own pages: its Origin names the host that was asked. A
 * foreign one, `null` and none at all are not ours.
 */
export function isSameOrigin(headers: Pick<Headers, 'get'>): boolean {
  const origin = headers.get('origin')
  const host = headers.get('host')
  if (origin === null || host === null || !URL.canParse(origin)) return false
  return new URL(origin).host === host
}
