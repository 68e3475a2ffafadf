import type { Config } from '#lib/config.ts'
import type { DeliveryChannel } from '#lib/model/delivery.ts'

/** A list that gets a digest: that of a team, or of everything (team ''). */
export type DigestList = {
  readonly team: string
  readonly zone: string
  readonly recipients: readonly { readonly recipient: string; readonly channel: DeliveryChannel }[]
  readonly slack?: string
  readonly webhook?: string
}

/** Every list of the configuration; each address once a list, however it is spelled. */
export function digestLists({ digest, teams }: Config): DigestList[] {
  const lists = [...(digest ? [{ name: '', ...digest }] : []), ...teams]
  return lists.map(({ name, zone, recipients, slack, webhook }) => {
    const addresses = [...new Set(recipients.map((address) => address.toLowerCase()))]
    return {
      team: name,
      zone,
      recipients: [
        ...addresses.map((recipient) => ({ recipient, channel: 'email' as const })),
        ...(slack === undefined ? [] : [{ recipient: 'slack', channel: 'slack' as const }]),
        ...(webhook === undefined ? [] : [{ recipient: 'webhook', channel: 'webhook' as const }]),
      ],
      ...(slack === undefined ? {} : { slack }),
      ...(webhook === undefined ? {} : { webhook }),
    }
  })
}
