import type { Transports } from '#lib/deliver/deliver.ts'
import { env } from '#lib/env.ts'
import type { Problem } from '#lib/model/account.ts'
import type { DeliveryChannel } from '#lib/model/delivery.ts'
import type { DigestList } from './digest-lists.ts'

/** How this worker sends, from the environment and the configuration. */
export function transportsOf(lists: readonly DigestList[]): Transports {
  const { PUBLIC_URL, HOST, PORT, MAIL_FROM, SMTP_URL, SES_REGION, WEBHOOK_SECRET } = env()
  const posts = lists.map(({ team, slack, webhook }) => {
    return [team, { ...(slack && { slack }), ...(webhook && { webhook }) }] as const
  })
  return {
    baseUrl: PUBLIC_URL ?? `http://${HOST}:${PORT}`,
    posts: new Map(posts),
    ...(MAIL_FROM && { from: MAIL_FROM }),
    ...(SMTP_URL && { smtp: { url: SMTP_URL } }),
    ...(SES_REGION && { sesRegion: SES_REGION }),
    ...(WEBHOOK_SECRET && { webhookSecret: WEBHOOK_SECRET }),
  }
}

const lacks: Readonly<Record<DeliveryChannel, string>> = {
  email: 'Set MAIL_FROM, and SMTP_URL or SES_REGION.',
  slack: '',
  webhook: 'Set WEBHOOK_SECRET: webhooks are signed or not sent.',
}

/** The lists without what cannot be sent yet, and a problem for each channel that lacks its setting: nothing is planned there. */
export function sendable(
  lists: readonly DigestList[],
  { from, smtp, sesRegion, webhookSecret }: Transports,
): { readonly lists: readonly DigestList[]; readonly problems: readonly Problem[] } {
  const ready: Readonly<Record<DeliveryChannel, boolean>> = {
    email: from !== undefined && (smtp !== undefined || sesRegion !== undefined),
    slack: true,
    webhook: webhookSecret !== undefined,
  }
  const waiting = new Set(
    lists.flatMap(({ recipients }) => recipients.map(({ channel }) => channel)).filter((one) => !ready[one]),
  )
  return {
    lists: lists.map((list) => ({
      ...list,
      recipients: list.recipients.filter(({ channel }) => ready[channel]),
    })),
    problems: [...waiting].map((channel) => ({
      scope: 'digest',
      code: 'digest-not-set-up',
      text: `headroom.yaml names recipients by ${channel}, and nothing is sent to them. ${lacks[channel]}`,
    })),
  }
}
