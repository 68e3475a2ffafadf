import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AwsCredentialIdentity } from '@smithy/types'
import type { Account } from '#lib/model/account.ts'
import type { Meter } from './meter.ts'

/** We do not connect to an account although AWS would let us. */
export class RefusedConnectionError extends Error {
  readonly code: 'open-trust-policy' | 'wrong-account'

  constructor(code: RefusedConnectionError['code'], message: string) {
    super(message)
    this.name = 'RefusedConnectionError'
    this.code = code
  }
}

type StsOptions = {
  readonly account: Account
  readonly requestHandler: NodeHttpHandler
  readonly meter: Meter
  /** The ordinary ones of the worker unless given. */
  readonly credentials?: AwsCredentialIdentity
}

const attempts = 8

/**
 * Asks for the role without the external id, which must be denied: a role that does not require it could be used by
 * anyone who can make this worker assume it (the confused deputy). Throws `RefusedConnectionError` where AWS agrees.
 */
export async function probeTrust(options: StsOptions): Promise<void> {
  const { roleArn } = options.account
  const asked = { RoleArn: roleArn, RoleSessionName: 'headroom-probe', DurationSeconds: 900 }
  const agreed = await ask(options, (sts) => sts.send(new AssumeRoleCommand(asked))).then(
    () => true,
    (error: unknown) => {
      if (isDenial(error)) return false
      throw error
    },
  )
  if (!agreed) return
  throw new RefusedConnectionError(
    'open-trust-policy',
    `your trust policy does not require the external id: ${roleArn} can be assumed without it. ` +
      'Add the condition StringEquals sts:ExternalId to the trust policy of the role.',
  )
}

/**
 * Compares the account that these credentials belong to with the configured one. Throws `RefusedConnectionError` where
 * they differ; an endpoint that does not know the question is not held against the account.
 */
export async function checkIdentity(options: StsOptions): Promise<void> {
  const { account } = options
  const identity = await ask(options, (sts) => sts.send(new GetCallerIdentityCommand({}))).catch(
    () => undefined,
  )
  if (identity?.Account === undefined || identity.Account === account.id) return
  throw new RefusedConnectionError('wrong-account', wrongAccountText(account, identity.Account))
}

/** Credentials and configuration disagree. */
export function wrongAccountText({ id, roleArn }: Account, found: string): string {
  const how = roleArn === undefined ? "the worker's own credentials lead" : `${roleArn} leads`
  return `${how} to account ${found}, and the configuration says ${id}. Correct the role or the id.`
}

async function ask<T>(
  { account, requestHandler, meter, credentials }: StsOptions,
  send: (sts: STSClient) => Promise<T>,
): Promise<T> {
  const sts = new STSClient({
    region: account.regions[0] ?? 'us-east-1',
    requestHandler,
    maxAttempts: attempts,
    ...(credentials === undefined ? {} : { credentials }),
  })
  sts.middlewareStack.use(meter.plugin())
  return send(sts)
}

function isDenial(error: unknown): boolean {
  return error instanceof Error && /^AccessDenied/.test(error.name)
}
