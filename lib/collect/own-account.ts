import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { Account } from '#lib/model/account.ts'
import type { Aws } from './aws.ts'
import type { Inventory } from './collector.ts'
import { wrongAccountText } from './connection.ts'

/**
 * Reads an account without a role only where the worker's own credentials are of that account: else everything in it
 * would be taken for another's. An endpoint that does not know the question, or
 * is taken at its word, is not held against it.
 */
export async function ofOwnAccount(
  aws: Aws,
  account: Account,
  read: () => Promise<Inventory>,
): Promise<Inventory> {
  if (account.roleArn !== undefined || account.externalIdRequired === false) return read()
  const found = await callerAccount(aws, account)
  if (found === undefined || found === account.id) return read()
  const action = 'sts:GetCallerIdentity'
  const text = `Account ${account.id} is refused: ${wrongAccountText(account, found)}`
  const problems = [{ scope: account.id, action, code: 'wrong-account', text }]
  return {
    resources: [],
    changes: [],
    series: [],
    problems,
    complete: [],
    counts: { resources: 0, series: 0 },
  }
}

function callerAccount(aws: Aws, account: Account): Promise<string | undefined> {
  return aws
    .at({ account, region: account.regions[0] ?? 'us-east-1' })
    .call('sts:GetCallerIdentity', ({ sts }, sending) => sts.send(new GetCallerIdentityCommand({}), sending))
    .then(
      (identity) => identity.Account,
      () => undefined,
    )
}
