import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import type { WorldAccount } from '../world.ts'
import { parseInput } from './json-input.ts'

const requestSchema = z.object({
  NextToken: z.string().optional(),
  MaxResults: z.number().int().min(1).max(20).optional(),
})

/** ListAccounts: from the management account only; pages of at most 20. */
export function listAccounts(call: Call): Answer {
  const request = parseInput(requestSchema, call.input, 'InvalidInputException')
  const payer = call.accounts.find((account) => account.payer)
  if (!call.account.payer || payer === undefined) {
    throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.")
  }
  const page = pageOf(call.accounts, {
    kind: 'ListAccounts',
    size: request.MaxResults ?? 20,
    token: request.NextToken,
    invalidCode: 'InvalidInputException',
  })
  return json({ Accounts: page.items.map((account) => element(account, payer.id)), NextToken: page.next })
}

function element(account: WorldAccount, payerId: string): object {
  return {
    Id: account.id,
    Arn: `arn:aws:organizations::${payerId}:account/o-simulated0/${account.id}`,
    Email: `aws+${account.name}@example.com`,
    Name: account.name,
    Status: 'ACTIVE',
    State: 'ACTIVE',
    JoinedMethod: account.payer ? 'INVITED' : 'CREATED',
    JoinedTimestamp: 1_700_000_000,
  }
}
