import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { roleName } from '../credentials.ts'
import { intParam } from '../wire/params.ts'
import { isoTime } from '../wire/xml.ts'
import type { WorldAccount } from '../world.ts'

/** AssumeRole into the reader role of any account that knows the external id. */
export function assumeRole(call: Call): Answer {
  const roleArn = call.params.get('RoleArn') ?? ''
  const sessionName = call.params.get('RoleSessionName') ?? ''
  const durationSeconds = intParam(call.params, 'DurationSeconds', { min: 900, max: 43_200 }) ?? 3600
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName) || Number.isNaN(durationSeconds)) {
    throw new AwsError('ValidationError', 'RoleSessionName or DurationSeconds failed to satisfy constraint.')
  }
  const account = trustingAccount(call, roleArn)
  const accountId = account.id
  const session = call.sessions.issue(accountId, durationSeconds)
  return xml({
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: isoTime(session.expiresMs),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROA${accountId}:${sessionName}`,
      Arn: `arn:aws:sts::${accountId}:assumed-role/${roleName(account)}/${sessionName}`,
    },
  })
}

/** The account whose role trusts this caller. A wrong role and a wrong external id look alike, as at AWS. */
function trustingAccount(call: Call, roleArn: string): WorldAccount {
  const externalId = call.params.get('ExternalId')
  const account = call.accounts.find((candidate) => candidate.roleArn === roleArn)
  const trusted =
    account !== undefined &&
    (account.externalId === externalId || account.openTrust === true) &&
    !account.deniedActions.includes('sts:AssumeRole')
  if (trusted) return account
  throw new AwsError(
    'AccessDenied',
    `User: ${call.callerArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    403,
  )
}

export function getCallerIdentity(call: Call): Answer {
  const userId = call.callerArn.includes(':user/') ? 'AIDASIMULATED' : 'AROASIMULATED:headroom'
  return xml({ UserId: userId, Account: call.account.id, Arn: call.callerArn })
}
