import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import type { WorldAccount } from '../world.ts'
import { parseInput } from './json-input.ts'

const paged = {
  NextToken: z.string().optional(),
  MaxResults: z.number().int().min(1).max(20).optional(),
}
const listSchema = z.object(paged)
const parentSchema = z.object({
  ...paged,
  ParentId: z.string().regex(/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/),
})
const tagsSchema = z.object({ NextToken: z.string().optional(), ResourceId: z.string().min(1) })

/** The root of the simulated organization. */
export const rootId = 'r-sim0'

const invalidCode = 'InvalidInputException'

/** ListAccounts: from the management account only; pages of at most 20. */
export function listAccounts(call: Call): Answer {
  const request = parseInput(listSchema, call.input, invalidCode)
  const payer = managementOf(call)
  const page = pageOf(call.accounts, {
    kind: 'ListAccounts',
    size: request.MaxResults ?? 20,
    token: request.NextToken,
    invalidCode,
  })
  return json({ Accounts: page.items.map((account) => element(account, payer.id)), NextToken: page.next })
}

/** ListAccountsForParent: those directly in a unit or in the root. */
export function listAccountsForParent(call: Call): Answer {
  const request = parseInput(parentSchema, call.input, invalidCode)
  const payer = managementOf(call)
  requireParent(call, request.ParentId)
  const inside = call.accounts.filter((account) => unitsOf(account).at(-1) === request.ParentId)
  const page = pageOf(inside, {
    kind: 'ListAccountsForParent',
    size: request.MaxResults ?? 20,
    token: request.NextToken,
    invalidCode,
  })
  return json({ Accounts: page.items.map((account) => element(account, payer.id)), NextToken: page.next })
}

/** ListOrganizationalUnitsForParent: units directly below a unit or the root. */
export function listOrganizationalUnitsForParent(call: Call): Answer {
  const request = parseInput(parentSchema, call.input, invalidCode)
  const payer = managementOf(call)
  requireParent(call, request.ParentId)
  const below = call.accounts.flatMap((account) => {
    const path = unitsOf(account)
    const at = path.indexOf(request.ParentId)
    return at < 0 ? [] : path.slice(at + 1, at + 2)
  })
  const page = pageOf([...new Set(below)], {
    kind: 'ListOrganizationalUnitsForParent',
    size: request.MaxResults ?? 20,
    token: request.NextToken,
    invalidCode,
  })
  const units = page.items.map((id) => ({
    Id: id,
    Arn: `arn:aws:organizations::${payer.id}:ou/o-simulated0/${id}`,
    Name: id,
  }))
  return json({ OrganizationalUnits: units, NextToken: page.next })
}

/** ListTagsForResource: of an account, all in one page. */
export function listTagsForResource(call: Call): Answer {
  const request = parseInput(tagsSchema, call.input, invalidCode)
  managementOf(call)
  const account = call.accounts.find(({ id }) => id === request.ResourceId)
  if (!account) throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.")
  return json({ Tags: Object.entries(account.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) })
}

/** Units from the root down to the account's own. */
function unitsOf(account: WorldAccount): readonly string[] {
  return [rootId, ...(account.organizationalUnits ?? [])]
}

function requireParent(call: Call, parentId: string): void {
  if (call.accounts.some((account) => unitsOf(account).includes(parentId))) return
  throw new AwsError(
    'ParentNotFoundException',
    "You specified a root or an organizational unit that doesn't exist.",
  )
}

/** Organizations answers the management account alone. */
function managementOf(call: Call): WorldAccount {
  const payer = call.accounts.find((account) => account.payer)
  if (call.account.payer && payer !== undefined) return payer
  throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.")
}

function element(account: WorldAccount, payerId: string): object {
  const state = account.suspended === true ? 'SUSPENDED' : 'ACTIVE'
  return {
    Id: account.id,
    Arn: `arn:aws:organizations::${payerId}:account/o-simulated0/${account.id}`,
    Email: `aws+${account.name}@example.com`,
    Name: account.name,
    Status: state,
    State: state,
    JoinedMethod: account.payer ? 'INVITED' : 'CREATED',
    JoinedTimestamp: 1_700_000_000,
  }
}
