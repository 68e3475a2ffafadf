import { createHmac } from 'node:crypto'
import type { ClaimedDelivery, StoredDigest } from '#lib/model/delivery.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { Posted } from './post.ts'

/** Escapes what Slack reads as markup: mentions, channels and links come from no name. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const blockCharactersMax = 2900
const blocksMax = 40

/** The digest as blocks of plain text for an incoming webhook of Slack. */
export function slackMessage(url: string, digest: StoredDigest, late: boolean): Posted {
  const title = `${late ? 'Late: ' : ''}${digest.subject}`
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: [...title].slice(0, 150).join(''), emoji: false } },
    ...sectionsOf(digest.text).map((text) => ({
      type: 'section',
      text: { type: 'plain_text', text, emoji: false },
    })),
  ]
  const body = JSON.stringify({
    text: escapeSlack(title),
    blocks: blocks.slice(0, blocksMax),
    unfurl_links: false,
  })
  return { url, headers: {}, body }
}

function sectionsOf(text: string): string[] {
  return text.split('\n\n').map((section) => [...section].slice(0, blockCharactersMax).join(''))
}

export type Signature = { readonly secret: string; readonly nowMs: EpochMs }

/**
 * The digest as JSON. `x-headroom-signature` is `t=SECONDS,v1=HEX` with the HMAC-SHA256 over `SECONDS.BODY`;
 * `x-headroom-delivery` is the same for every try.
 */
export function webhookMessage(
  url: string,
  { digest, delivery }: { readonly digest: StoredDigest; readonly delivery: ClaimedDelivery },
  { secret, nowMs }: Signature,
): Posted {
  const { week, team, late } = delivery
  const { subject, text, asOfMs } = digest
  const asOf = new Date(asOfMs).toISOString()
  const body = JSON.stringify({ kind: 'digest', week, team, asOf, late, subject, text, data: digest.body })
  const seconds = Math.floor(nowMs / 1000)
  return {
    url,
    body,
    headers: {
      'x-headroom-signature': `t=${seconds},v1=${signatureOf(secret, `${seconds}.${body}`)}`,
      'x-headroom-delivery': `${week}/${encodeURIComponent(team)}`,
    },
  }
}

/** HMAC-SHA256 in hexadecimal. */
export function signatureOf(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}
