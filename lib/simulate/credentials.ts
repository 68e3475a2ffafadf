import { createHash } from 'node:crypto'
import type { EpochMs } from '#lib/model/time.ts'
import { AwsError } from './aws-error.ts'
import type { Session, Sessions } from './call.ts'
import type { WorldAccount } from './world.ts'

/** Who signed, where and for which service: the SigV4 credential scope and the session token. */
export type Signature = {
  readonly accessKeyId: string
  readonly region: string
  readonly signingName: string
  readonly sessionToken?: string
}

export type Caller = { readonly account: WorldAccount; readonly arn: string }

export type Credentials = Sessions & {
  /** The account behind a signature. Throws an `AwsError` for unknown or expired sessions. */
  caller(signature: Signature): Caller
}

export type CredentialsOptions = {
  readonly accounts: readonly WorldAccount[]
  readonly wallMs: () => EpochMs
  /** A session that is refused as expired from its second call on (a fault). */
  readonly expiresEarly: (serial: number) => boolean
  /** Sessions end after so long, whatever was asked for (a fault). */
  readonly sessionMs?: number | undefined
}

/** Name of the role that an account grants whose world names none. */
export const readerRole = 'HeadroomReader'

/** Name of the role that an account grants to the hub. */
export function roleName(account: WorldAccount): string {
  return account.roleArn?.split('/').at(-1) ?? readerRole
}

/** The account that unassumed credentials belong to: the payer. */
export function hubAccount(accounts: readonly WorldAccount[]): WorldAccount {
  const hub = accounts.find((account) => account.payer) ?? accounts[0]
  if (hub === undefined) throw new Error('the simulated world has no accounts')
  return hub
}

/** Parses `Authorization: AWS4-HMAC-SHA256 Credential=KEY/DAY/REGION/SERVICE/aws4_request, ...`. */
export function parseSignature(authorization: string | undefined, token: string | undefined): Signature {
  const scope = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization ?? '')
  const [, accessKeyId, region, signingName] = scope ?? []
  if (accessKeyId === undefined || region === undefined || signingName === undefined) {
    throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', 403)
  }
  return token === undefined
    ? { accessKeyId, region, signingName }
    : { accessKeyId, region, signingName, sessionToken: token }
}

type TokenState = {
  readonly accountId: string
  readonly expiresMs: EpochMs
  readonly serial: number
  readonly early: boolean
}

/**
 * Sessions carry their account and end inside the token, so that they outlive a restart of the simulator.
 * Credentials without a session token are those of the hub account.
 */
export function openCredentials(options: CredentialsOptions): Credentials {
  const hub = hubAccount(options.accounts)
  const uses = new Map<number, number>()
  let serial = 0
  return {
    issue(accountId, durationSeconds) {
      serial++
      const state: TokenState = {
        accountId,
        expiresMs: options.wallMs() + (options.sessionMs ?? durationSeconds * 1000),
        serial,
        early: options.expiresEarly(serial),
      }
      return sessionOf(state)
    },
    caller(signature) {
      if (signature.sessionToken === undefined) return hubCaller(hub, signature)
      const state = decodeState(signature)
      const use = (uses.get(state.serial) ?? 0) + 1
      if (state.early) uses.set(state.serial, use)
      if (state.expiresMs <= options.wallMs() || (state.early && use > 1)) {
        throw new AwsError('ExpiredToken', 'The security token included in the request is expired', 403)
      }
      const account = options.accounts.find((candidate) => candidate.id === state.accountId)
      if (account === undefined) throw invalidToken()
      return { account, arn: `arn:aws:sts::${account.id}:assumed-role/${roleName(account)}/headroom` }
    },
  }
}

function hubCaller(hub: WorldAccount, signature: Signature): Caller {
  if (signature.accessKeyId.startsWith('ASIA')) throw invalidToken()
  return { account: hub, arn: `arn:aws:iam::${hub.id}:user/headroom` }
}

function invalidToken(): AwsError {
  return new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403)
}

function sessionOf(state: TokenState): Session {
  const sessionToken = Buffer.from(JSON.stringify(state)).toString('base64url')
  const digest = createHash('sha256').update(sessionToken).digest()
  return {
    accessKeyId: accessKeyOf(sessionToken),
    secretAccessKey: digest.toString('base64').slice(0, 40),
    sessionToken,
    expiresMs: state.expiresMs,
  }
}

function accessKeyOf(sessionToken: string): string {
  const digest = createHash('sha256').update(`key/${sessionToken}`).digest('hex')
  return `ASIA${digest.slice(0, 16).toUpperCase()}`
}

function decodeState(signature: Signature): TokenState {
  const token = signature.sessionToken ?? ''
  if (accessKeyOf(token) !== signature.accessKeyId) throw invalidToken()
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as TokenState
  } catch {
    throw invalidToken()
  }
}
