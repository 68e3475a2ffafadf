import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { clientOf, startTiny } from '#tests/support/simulator.ts'

const role = 'arn:aws:iam::444455556666:role/HeadroomReader'
let simulator: Simulator

beforeAll(async () => {
  simulator = await startTiny()
})

afterAll(() => simulator.close())

test('plain credentials are those of the hub account', async () => {
  const sts = new STSClient(clientOf(simulator))
  const identity = await sts.send(new GetCallerIdentityCommand({}))
  expect(identity.Account).toBe('111122223333')
  sts.destroy()
})

test('an assumed role acts in its own account', async () => {
  const sts = new STSClient(await assumedClientOf(simulator, '444455556666'))
  const identity = await sts.send(new GetCallerIdentityCommand({}))
  expect(identity.Account).toBe('444455556666')
  expect(identity.Arn).toBe('arn:aws:sts::444455556666:assumed-role/HeadroomReader/headroom')
  sts.destroy()
})

test.each([
  ['a wrong external id', { RoleArn: role, ExternalId: 'guess' }],
  ['no external id', { RoleArn: role }],
  ['another role', { RoleArn: role.replace('HeadroomReader', 'Admin'), ExternalId: 'secret-of-shop' }],
])('%s is refused', async (_what, input) => {
  const sts = new STSClient(clientOf(simulator))
  const refused = sts.send(new AssumeRoleCommand({ ...input, RoleSessionName: 'headroom' }))
  await expect(refused).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(/sts:AssumeRole/),
  })
  sts.destroy()
})

test('a made-up session is refused', async () => {
  const credentials = { accessKeyId: 'ASIA1234', secretAccessKey: 'x', sessionToken: 'eyJhIjoxfQ' }
  const sts = new STSClient({ ...clientOf(simulator), credentials })
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  })
  sts.destroy()
})
