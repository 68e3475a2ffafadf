import {
  ListAccountsCommand,
  ListAccountsForParentCommand,
  type Account as ListedAccount,
  ListOrganizationalUnitsForParentCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations'
import type { Account, AccountSelection, Organization, Problem } from '#lib/model/account.ts'
import type { Tags } from '#lib/model/resource.ts'
import type { Action } from './access-policy.ts'
import type { Aws, RegionAws } from './aws.ts'
import { problemOf } from './fault.ts'
import { safeTags, tagOf } from './ownership.ts'
import { readAllPages } from './pages.ts'

export type ListedOrganization = {
  /** `undefined` where the organization could not be listed: nothing is known to be gone. */
  readonly accounts: readonly Account[] | undefined
  readonly problems: readonly Problem[]
}

/** The accounts of an organization that are active and selected, with the role that each should grant. */
export async function readOrganization(aws: Aws, organization: Organization): Promise<ListedOrganization> {
  const place = aws.at({ account: organization.payer, region: 'us-east-1' })
  let action: Action = 'organizations:ListAccounts'
  const asking = (next: Action) => {
    action = next
  }
  try {
    const listed = (await listAccounts(place)).filter(isActive)
    const chosen = await selectAccounts({ place, asking, organization, listed })
    return { accounts: chosen.map((account) => connectionOf(account, organization)), problems: [] }
  } catch (error) {
    return { accounts: undefined, problems: [problemOf(error, { scope: organization.payer.id, action })] }
  }
}

function isActive({ State, Status }: ListedAccount): boolean {
  return (State ?? Status) === 'ACTIVE'
}

function connectionOf({ Id: id = '', Name }: ListedAccount, organization: Organization): Account {
  const { payer, regions, roleTemplate, externalId, externalIdRequired } = organization
  if (id === payer.id) return { ...payer, name: safeName(Name) ?? payer.name }
  return {
    id,
    name: safeName(Name) ?? id,
    regions,
    roleArn: roleTemplate.replaceAll('{account}', id),
    payer: false,
    ...(externalId === undefined ? {} : { externalId }),
    ...(externalIdRequired === undefined ? {} : { externalIdRequired }),
  }
}

/** Anyone may name an account; what Postgres cannot keep is cleaned as in tags. */
function safeName(name = ''): string | undefined {
  return tagOf(safeTags([{ key: 'name', value: name }]), 'name')
}

function listAccounts(place: RegionAws): Promise<ListedAccount[]> {
  return readAllPages(async (token) => {
    const page = await place.call('organizations:ListAccounts', ({ organizations }, sending) =>
      organizations.send(new ListAccountsCommand({ MaxResults: 20, NextToken: token }), sending),
    )
    return { items: page.Accounts ?? [], next: page.NextToken }
  })
}

type SelectOptions = {
  readonly place: RegionAws
  readonly asking: (action: Action) => void
  readonly organization: Organization
  readonly listed: readonly ListedAccount[]
}

/** Without `include` all; then those that `exclude` names are taken out. Units and tags are asked for only if named. */
async function selectAccounts(options: SelectOptions): Promise<ListedAccount[]> {
  const { include, exclude } = options.organization
  const included = include && (await matching(options, include))
  const excluded = exclude && (await matching(options, exclude))
  return options.listed.filter(({ Id = '' }) => (included?.has(Id) ?? true) && !excluded?.has(Id))
}

async function matching(options: SelectOptions, selection: AccountSelection): Promise<Set<string>> {
  const found = new Set(selection.accounts)
  for (const unit of selection.organizationalUnits) {
    for (const id of await accountsBelow(options, unit)) found.add(id)
  }
  const wanted = Object.entries(selection.tags)
  if (wanted.length === 0) return found
  for (const { Id: id = '' } of options.listed) {
    const tags = await accountTags(options, id)
    if (wanted.every(([key, value]) => tagOf(tags, key) === value)) found.add(id)
  }
  return found
}

/** Accounts of a unit and of the units below it. */
async function accountsBelow({ place, asking }: SelectOptions, top: string): Promise<string[]> {
  const found: string[] = []
  const units = [top]
  for (let unit = units.pop(); unit !== undefined; unit = units.pop()) {
    const ParentId = unit
    asking('organizations:ListAccountsForParent')
    const accounts = await readAllPages(async (token) => {
      const page = await place.call('organizations:ListAccountsForParent', ({ organizations }, sending) =>
        organizations.send(new ListAccountsForParentCommand({ ParentId, NextToken: token }), sending),
      )
      return { items: page.Accounts ?? [], next: page.NextToken }
    })
    asking('organizations:ListOrganizationalUnitsForParent')
    const below = await readAllPages(async (token) => {
      const page = await place.call(
        'organizations:ListOrganizationalUnitsForParent',
        ({ organizations }, sending) =>
          organizations.send(
            new ListOrganizationalUnitsForParentCommand({ ParentId, NextToken: token }),
            sending,
          ),
      )
      return { items: page.OrganizationalUnits ?? [], next: page.NextToken }
    })
    found.push(...accounts.flatMap(({ Id }) => Id ?? []))
    units.push(...below.flatMap(({ Id }) => Id ?? []))
  }
  return found
}

async function accountTags({ place, asking }: SelectOptions, ResourceId: string): Promise<Tags> {
  asking('organizations:ListTagsForResource')
  const tags = await readAllPages(async (token) => {
    const page = await place.call('organizations:ListTagsForResource', ({ organizations }, sending) =>
      organizations.send(new ListTagsForResourceCommand({ ResourceId, NextToken: token }), sending),
    )
    return { items: page.Tags ?? [], next: page.NextToken }
  })
  return safeTags(tags.map(({ Key, Value }) => ({ key: Key, value: Value })))
}
