import { lookup } from 'node:dns/promises'
import { request } from 'node:https'
import { isIP } from 'node:net'
import { errorText } from '#lib/errors.ts'
import type { DeliveryOutcome } from '#lib/model/delivery.ts'
import { isPublicAddress } from './public-address.ts'
import type { HandOver } from './smtp.ts'

const timeoutMs = 5_000
const answerBytesMax = 64 * 1024

export type Posted = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type PostRules = {
  /** Public addresses alone unless given. */
  readonly isAllowed?: (address: string) => boolean
  /** Certificates to trust besides the usual ones. */
  readonly ca?: string
}

/**
 * Posts to an address that a user has set: https alone, the name is resolved once and the connection goes to exactly that
 * address, which must be public; no redirect is followed, 5 s, 64 kB.
 */
export async function postOnce(
  posted: Posted,
  handOver: HandOver,
  rules: PostRules = {},
): Promise<DeliveryOutcome> {
  let handed = false
  try {
    const url = new URL(posted.url)
    if (url.protocol !== 'https:')
      return { kind: 'failed', note: `${url.protocol} is refused: only https is sent to` }
    const address = await resolved(url.hostname)
    if (!(rules.isAllowed ?? isPublicAddress)(address)) {
      return { kind: 'failed', note: `${url.hostname} is at ${address}, which is not a public address` }
    }
    if (!(await handOver())) return { kind: 'retry', note: 'the delivery was taken over by another worker' }
    handed = true
    return outcomeOf(await send(url, address, posted, rules.ca))
  } catch (error) {
    const note = errorText(error).slice(0, 500)
    return handed && !neverConnected(error)
      ? { kind: 'unknown', note: `No answer: ${note}` }
      : { kind: 'retry', note }
  }
}

async function resolved(hostname: string): Promise<string> {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) ? bare : (await lookup(bare)).address
}

function send(url: URL, address: string, { headers, body }: Posted, ca: string | undefined): Promise<number> {
  return new Promise((done, fail) => {
    const call = request(
      url,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
        lookup: (_host, options, answer) => {
          const family = isIP(address)
          if (options.all) answer(null, [{ address, family }])
          else answer(null, address, family)
        },
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
        ...(ca === undefined ? {} : { ca }),
      },
      (response) => {
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > answerBytesMax) response.destroy()
        })
        response.on('close', () => done(response.statusCode ?? 0))
        response.on('error', () => done(response.statusCode ?? 0))
      },
    )
    call.on('error', fail)
    call.end(body)
  })
}

function outcomeOf(status: number): DeliveryOutcome {
  if (status >= 200 && status < 300) return { kind: 'sent' }
  if (status === 429) return { kind: 'retry', note: 'The receiver asks to send later (429).' }
  if (status >= 300 && status < 500) return { kind: 'failed', note: `The receiver answered ${status}.` }
  return { kind: 'unknown', note: `The receiver answered ${status}: it may have taken the message.` }
}

const beforeConnection = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function neverConnected(error: unknown): boolean {
  return error instanceof Error && 'code' in error && beforeConnection.has(String(error.code))
}
