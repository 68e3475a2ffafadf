import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { Account } from '#lib/model/account.ts'
import type { Place } from './aws.ts'
import { type Clients, createClients } from './clients.ts'
import { accountCredentials } from './credentials.ts'
import type { Clock } from './limiter.ts'
import type { Meter } from './meter.ts'

/** Credentials and clients of every account, opened when they are first asked for. */
export type Sessions = {
  clientsOf(place: Place): Clients
  /** How often the credentials of the account were renewed. */
  generation(account: Account): number
  /** Renews credentials that AWS calls expired, unless another request that met them has done so already. */
  renew(account: Account, sentWith: number): void
  close(): void
}

export function openSessions({ clock, meter }: { clock: Clock; meter: Meter }): Sessions {
  const handlers = new Map<string, NodeHttpHandler>()
  const clients = new Map<string, Clients>()
  const renewals = new Map<string, number>()
  const handlerOf = (accountId: string) => {
    const handler = handlers.get(accountId) ?? openHandler()
    handlers.set(accountId, handler)
    return handler
  }
  const credentials = accountCredentials({ clock, requestHandler: handlerOf('sts'), meter })
  const generation = (account: Account) => renewals.get(account.id) ?? 0
  return {
    generation,
    clientsOf({ account, region }) {
      const key = `${account.id}/${region}`
      const made = clients.get(key) ?? createClients({ region, ...parts(account) })
      clients.set(key, made)
      return made
    },
    renew(account, sentWith) {
      if (generation(account) !== sentWith) return
      renewals.set(account.id, sentWith + 1)
      credentials.renew(account)
      for (const key of clients.keys()) if (key.startsWith(`${account.id}/`)) clients.delete(key)
    },
    close() {
      for (const handler of handlers.values()) handler.destroy()
    },
  }

  function parts(account: Account) {
    return { credentials: credentials.of(account), requestHandler: handlerOf(account.id), meter }
  }
}

/** A handler an account: one that hangs keeps its own sockets busy and not those of the others. */
function openHandler(): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: 2000,
    requestTimeout: 20_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true, maxSockets: 64 },
    httpsAgent: { keepAlive: true, maxSockets: 64 },
  })
}
