import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AwsCredentialIdentity } from '@smithy/types'
import type { Account } from '#lib/model/account.ts'
import { dayMs } from '#lib/model/time.ts'
import { checkIdentity, probeTrust } from './connection.ts'
import type { Clock } from './limiter.ts'
import type { Meter } from './meter.ts'

export type Credentials = () => Promise<AwsCredentialIdentity>

export type AccountCredentials = {
  /** One provider per account, shared by its clients. */
  of(account: Account): Credentials
  /** AWS called them expired: assume the role again on next use. */
  renew(account: Account): void
}

export type CredentialsOptions = {
  readonly clock: Clock
  readonly requestHandler: NodeHttpHandler
  readonly meter: Meter
}

/** The role of an account could not be assumed; `cause` is what STS said. */
export class AssumeRoleError extends Error {
  readonly action = 'sts:AssumeRole'

  constructor(account: Account, cause: unknown) {
    super(`assuming ${account.roleArn ?? 'the default credentials'} of account ${account.id} failed`, {
      cause,
    })
    this.name = 'AssumeRoleError'
  }
}

const refreshBeforeMs = 5 * 60_000
const retryDeniedMs = 30_000

/** Credentials per account: its role assumed with its external id from the default chain, else that chain itself. */
export function accountCredentials({ clock, requestHandler, meter }: CredentialsOptions): AccountCredentials {
  const providers = new Map<string, { get: Credentials; forget: () => void }>()
  const open = (account: Account) => {
    const sts = { account, requestHandler, meter }
    const resolve = account.roleArn ? assumeRole(sts) : fromNodeProviderChain()
    return remembered({ account, resolve: connected({ sts, resolve, clock }), clock })
  }
  const find = (account: Account) => {
    const found = providers.get(account.id) ?? open(account)
    providers.set(account.id, found)
    return found
  }
  return { of: (account) => find(account).get, renew: (account) => find(account).forget() }
}

type ConnectedOptions = { readonly sts: AssumeOptions; readonly resolve: Credentials; readonly clock: Clock }

/** Once a day the trust of the role is tried before it is assumed; the first time it is asked where it leads. */
function connected({ sts, resolve, clock }: ConnectedOptions): Credentials {
  const { roleArn, externalId, externalIdRequired = true } = sts.account
  const probed = roleArn !== undefined && externalId !== undefined && externalIdRequired
  let probedMs = Number.NEGATIVE_INFINITY
  let identified = roleArn === undefined || !externalIdRequired
  return async () => {
    if (probed && clock.now() >= probedMs + dayMs) {
      await probeTrust(sts)
      probedMs = clock.now()
    }
    const credentials = await resolve()
    if (!identified) await checkIdentity({ ...sts, credentials })
    identified = true
    return credentials
  }
}

type AssumeOptions = Omit<CredentialsOptions, 'clock'> & { readonly account: Account }

function assumeRole({ account, requestHandler, meter }: AssumeOptions): Credentials {
  return fromTemporaryCredentials({
    params: {
      RoleArn: account.roleArn,
      RoleSessionName: 'headroom',
      DurationSeconds: 3600,
      ...(account.externalId === undefined ? {} : { ExternalId: account.externalId }),
    },
    clientConfig: { region: account.regions[0] ?? 'us-east-1', requestHandler, maxAttempts: 8 },
    clientPlugins: [meter.plugin()],
  })
}

type RememberedOptions = { readonly account: Account; readonly resolve: Credentials; readonly clock: Clock }

/** Shares one resolution among all who ask; renews five minutes early; a refusal is remembered for half a minute. */
function remembered({ account, resolve, clock }: RememberedOptions) {
  let held: { readonly value: Promise<AwsCredentialIdentity>; untilMs: number } | undefined
  const get: Credentials = () => {
    if (held && clock.now() < held.untilMs) return held.value
    const value = resolve().catch((error: unknown) => {
      throw new AssumeRoleError(account, error)
    })
    const mine = { value, untilMs: Number.POSITIVE_INFINITY }
    held = mine
    value.then(
      ({ expiration }) => {
        if (expiration) mine.untilMs = Math.max(clock.now() + 1000, expiration.getTime() - refreshBeforeMs)
      },
      () => {
        mine.untilMs = clock.now() + retryDeniedMs
      },
    )
    return value
  }
  const forget = () => {
    held = undefined
  }
  return { get, forget }
}
