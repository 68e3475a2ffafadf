import type { ClaimedDelivery, DeliveryOutcome, StoredDigest } from '#lib/model/delivery.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { composeMessage } from './message.ts'
import { type PostRules, postOnce } from './post.ts'
import { sendBySes } from './ses.ts'
import { type HandOver, type SmtpServer, sendBySmtp } from './smtp.ts'
import { slackMessage, webhookMessage } from './webhook.ts'

/** How messages leave; what is absent is not set up, and deliveries that need it wait. */
export type Transports = {
  readonly baseUrl: string
  readonly from?: string
  readonly smtp?: SmtpServer
  readonly sesRegion?: string
  readonly webhookSecret?: string
  /** Addresses of Slack and webhooks by team. */
  readonly posts: ReadonlyMap<string, { readonly slack?: string; readonly webhook?: string }>
  readonly postRules?: PostRules
}

export type Delivering = {
  readonly delivery: ClaimedDelivery
  readonly digest: StoredDigest
  readonly transports: Transports
  readonly nowMs: EpochMs
}

/** Sends one claimed delivery through its channel and says how that ended; never throws. */
export async function deliver(given: Delivering, handOver: HandOver): Promise<DeliveryOutcome> {
  const { delivery, digest, transports, nowMs } = given
  if (delivery.channel === 'email') return sendMail(given, handOver)
  const urls = transports.posts.get(delivery.team)
  const url = delivery.channel === 'slack' ? urls?.slack : urls?.webhook
  if (url === undefined)
    return { kind: 'failed', note: `headroom.yaml names no ${delivery.channel} for it any more.` }
  if (delivery.channel === 'slack') {
    return postOnce(slackMessage(url, digest, delivery.late), handOver, transports.postRules)
  }
  const secret = transports.webhookSecret
  if (secret === undefined)
    return { kind: 'retry', note: 'WEBHOOK_SECRET is not set: webhooks are signed or not sent.' }
  return postOnce(
    webhookMessage(url, { digest, delivery }, { secret, nowMs }),
    handOver,
    transports.postRules,
  )
}

async function sendMail(
  { delivery, digest, transports }: Delivering,
  handOver: HandOver,
): Promise<DeliveryOutcome> {
  const { from, smtp, sesRegion, baseUrl } = transports
  if (from === undefined) return { kind: 'retry', note: 'MAIL_FROM is not set: no e-mail can be sent.' }
  const message = await composeMessage(digest, delivery, { from, baseUrl })
  const addressed = { from, to: delivery.recipient, message }
  if (sesRegion !== undefined) return sendBySes(sesRegion, addressed, handOver)
  if (smtp !== undefined) return sendBySmtp(smtp, addressed, handOver)
  return { kind: 'retry', note: 'Neither SMTP_URL nor SES_REGION is set: no e-mail can be sent.' }
}
