import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { clientOf, startTiny } from '#tests/support/simulator.ts'

const shop = '444455556666'
let simulator: Simulator

beforeAll(async () => {
  simulator = await startTiny()
})

afterAll(() => simulator.close())

describe('ListAccounts', () => {
  test('pages through the accounts for the management account', async () => {
    const client = new OrganizationsClient(clientOf(simulator))
    const first = await client.send(new ListAccountsCommand({ MaxResults: 1 }))
    const second = await client.send(new ListAccountsCommand({ MaxResults: 1, NextToken: first.NextToken }))
    expect(first.Accounts).toMatchObject([{ Id: '111122223333', Name: 'management', Status: 'ACTIVE' }])
    expect(second.Accounts).toMatchObject([{ Id: shop, Name: 'shop' }])
    expect(second.NextToken).toBeUndefined()
    client.destroy()
  })

  test('is refused to a member account', async () => {
    const client = new OrganizationsClient(await assumedClientOf(simulator, shop))
    await expect(client.send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
    client.destroy()
  })
})
