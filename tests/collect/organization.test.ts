import { afterEach, describe, expect, test } from 'vitest'
import type { AccountSelection, Organization } from '#lib/model/account.ts'
import type { World, WorldAccount } from '#lib/simulate/world.ts'
import { tinyAccounts, tinyWorld } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

const [hub, shop] = tinyAccounts
if (!hub || !shop) throw new Error('the tiny world has no accounts')

function member(number: number, rest: Partial<WorldAccount> = {}): WorldAccount {
  const id = String(200_000_000_000 + number)
  return {
    ...shop,
    payer: false,
    regions: ['us-east-1'],
    configRecorder: false,
    deniedActions: [],
    ...rest,
    id,
    name: rest.name ?? `team-${number}`,
  }
}

/** Thirty accounts: two pages. */
const accounts: readonly WorldAccount[] = [
  { ...hub, tags: { env: 'prod' } },
  ...Array.from({ length: 26 }, (_, i) => member(i)),
  member(90, { name: 'gone', suspended: true }),
  member(91, { organizationalUnits: ['ou-sim0-workload'], tags: { env: 'prod' } }),
  member(92, { organizationalUnits: ['ou-sim0-workload', 'ou-sim0-produces'], tags: { env: 'prod' } }),
]
const world: World = { ...tinyWorld, accounts }

let opened: Opened | undefined
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

async function list(change: Partial<Organization> = {}, of: World = world) {
  opened = await openTiny({ world: of })
  const organization: Organization = {
    payer: opened.account('management'),
    regions: ['eu-west-1'],
    roleTemplate: 'arn:aws:iam::{account}:role/path/Reader',
    externalId: 'headroom-1',
    ...change,
  }
  return opened.collector.organization(organization)
}

const select = (change: Partial<AccountSelection>): AccountSelection => ({
  accounts: [],
  organizationalUnits: [],
  tags: {},
  ...change,
})

const names = (listed: Awaited<ReturnType<typeof list>>) => listed.accounts?.map(({ name }) => name)

describe('an organization', () => {
  test('is listed over all pages, without accounts that are suspended, each with its role', async () => {
    const { accounts: listed = [], problems } = await list()
    expect(problems).toEqual([])
    expect(listed).toHaveLength(29)
    expect(listed.map(({ name }) => name)).not.toContain('gone')
    expect(listed.find(({ name }) => name === 'team-7')).toEqual({
      id: '200000000007',
      name: 'team-7',
      regions: ['eu-west-1'],
      roleArn: 'arn:aws:iam::200000000007:role/path/Reader',
      externalId: 'headroom-1',
      payer: false,
    })
    expect(listed.filter(({ payer }) => payer).map(({ id }) => id)).toEqual([hub.id])
  })

  test('can be narrowed to accounts, to units with those below, and by tags', async () => {
    expect(names(await list({ include: select({ accounts: ['200000000003'] }) }))).toEqual(['team-3'])
    await opened?.close()
    expect(names(await list({ include: select({ organizationalUnits: ['ou-sim0-workload'] }) }))).toEqual([
      'team-91',
      'team-92',
    ])
    await opened?.close()
    expect(names(await list({ include: select({ tags: { env: 'prod' } }) }))).toEqual([
      'management',
      'team-91',
      'team-92',
    ])
  })

  test('leaves out what is excluded, whatever includes it', async () => {
    const listed = await list({
      include: select({ tags: { env: 'prod' } }),
      exclude: select({ organizationalUnits: ['ou-sim0-produces'], accounts: [hub.id] }),
    })
    expect(names(listed)).toEqual(['team-91'])
  })

  test('asks for units and tags only where they are named', async () => {
    await list()
    const asked = new Set(opened?.simulator.ledger.map(({ action }) => action))
    expect([...asked].filter((action) => action.startsWith('organizations:'))).toEqual([
      'organizations:ListAccounts',
    ])
  })

  test('that may not be listed is a problem with the missing action, and not an empty estate', async () => {
    const deniedActions = ['organizations:ListAccounts']
    const denied = { ...world, accounts: [{ ...hub, deniedActions }, ...accounts.slice(1)] }
    const listed = await list({}, denied)
    expect(listed.accounts).toBeUndefined()
    expect(listed.problems).toMatchObject([
      { scope: hub.id, code: 'aws-denied', action: 'organizations:ListAccounts' },
    ])
  })

  test('with a unit that does not exist is a problem of that question', async () => {
    const listed = await list({ include: select({ organizationalUnits: ['ou-sim0-nonesuch'] }) })
    expect(listed.accounts).toBeUndefined()
    expect(listed.problems).toMatchObject([{ action: 'organizations:ListAccountsForParent' }])
  })
})
