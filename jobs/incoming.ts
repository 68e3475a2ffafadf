import type { IncomingMessage } from 'node:http'

const bodyBytesMax = 1024 * 1024

/** Headers that the framework believes and a client must not send. */
const believed =
  /^(x-middleware-|x-nextjs-|x-headroom-|next-resume$|x-forwarded-host$|x-invoke-|x-matched-path$)/

/** Takes away what only we may say, and notes who is at the other end of the connection. */
export function cleanRequest(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) if (believed.test(name)) delete request.headers[name]
  for (let i = request.rawHeaders.length - 2; i >= 0; i -= 2) {
    if (believed.test((request.rawHeaders[i] ?? '').toLowerCase())) request.rawHeaders.splice(i, 2)
  }
  request.headers['x-headroom-peer'] = request.socket.remoteAddress ?? 'unknown'
}

/** Whether a request says that its body is larger than is taken, or does not say how large it is. */
export function isTooLarge({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && Number(length) > bodyBytesMax)
}
