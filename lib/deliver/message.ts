import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { ClaimedDelivery, StoredDigest } from '#lib/model/delivery.ts'
import { displayText } from '#lib/present/display-text.ts'
import { latePlace, unsubscribePlace } from './digest-html.ts'
import { escapeHtml } from './html.ts'

export type MailSettings = {
  /** Sender address. */
  readonly from: string
  /** Address of the pages, without a slash at its end. */
  readonly baseUrl: string
}

/** Id of the message: the same for every try, so that a server or a reader can tell a repeat. */
export function messageId({ week, team, recipient }: ClaimedDelivery, from: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([week, team, recipient]))
    .digest('hex')
    .slice(0, 32)
  return `<${week}.${hash}@${from.split('@')[1]}>`
}

/** Where the recipient stops the messages, in one click or on the page. */
export function unsubscribeUrl(delivery: ClaimedDelivery, baseUrl: string): string | undefined {
  return delivery.unsubscribeToken && `${baseUrl}/unsubscribe/${delivery.unsubscribeToken}`
}

const lateText =
  'This message is late: it could not be sent on Monday morning. Its numbers are those of the time named in it.'

/** The digest as one MIME message for one recipient: text, HTML, pictures by content id. */
export async function composeMessage(
  digest: StoredDigest,
  delivery: ClaimedDelivery,
  { from, baseUrl }: MailSettings,
): Promise<Buffer> {
  const stop = unsubscribeUrl(delivery, baseUrl)
  const isTest = delivery.week.startsWith('test-')
  const marks = [isTest ? 'Test: ' : '', delivery.late ? 'Late: ' : ''].join('')
  const lateRow = `<tr><td class="pad" style="padding:16px 32px 0;font-size:14px;color:#8A5200">${escapeHtml(lateText)}</td></tr>`
  const html = digest.html
    .replace(latePlace, delivery.late ? lateRow : '')
    .replaceAll(`href="${unsubscribePlace}"`, `href="${escapeHtml(stop ?? `${baseUrl}/digests`)}"`)
  const text = `${delivery.late ? `${lateText}\n\n` : ''}${digest.text}${stop ? `\n\nStop these e-mails: ${stop}` : ''}\n`
  const message = new MailComposer({
    from: { name: 'Headroom', address: from },
    to: { name: '', address: delivery.recipient },
    subject: displayText(`${marks}${digest.subject}`, 220),
    messageId: messageId(delivery, from),
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(stop
        ? { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
    text,
    html,
    attachments: digest.images.map(({ cid, base64 }) => {
      return {
        cid,
        content: Buffer.from(base64, 'base64'),
        contentType: 'image/png',
        filename: `${cid.split('@')[0]}.png`,
        contentDisposition: 'inline' as const,
      }
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return message.compile().build()
}
