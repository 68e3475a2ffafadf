import { gzipSync } from 'node:zlib'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import { DescribeSnapshotsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { DescribeDBInstancesCommand, DescribeEventsCommand, RDSClient } from '@aws-sdk/client-rds'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { clientOf, startTiny } from '#tests/support/simulator.ts'
import { tinyAccounts, tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

const shop = '444455556666'
let simulator: Simulator

beforeAll(async () => {
  simulator = await startTiny()
})

afterAll(() => simulator.close())

function post(body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>) {
  return fetch(simulator.endpoint, { method: 'POST', body, headers })
}

const signed = (signingName: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIASIMULATED/20261122/us-east-1/${signingName}/aws4_request, Signature=x`,
})
const listTarget = { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' }

test('reads gzipped bodies', async () => {
  const answer = await post(new Uint8Array(gzipSync('{"Namespace":"none"}')), {
    ...signed('monitoring'),
    ...listTarget,
    'content-encoding': 'gzip',
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.0')
  expect(await answer.json()).toEqual({ Metrics: [] })
})

test.each<[string, Record<string, string>, string, number, RegExp]>([
  ['an unsigned request', listTarget, '{}', 403, /Missing Authentication Token/],
  ['a service that is not simulated', signed('sqs'), '', 404, /'sqs' is not simulated/],
  ['a body that is no JSON', { ...signed('monitoring'), ...listTarget }, '{', 400, /SerializationException/],
  [
    'an unknown target',
    { ...signed('monitoring'), 'x-amz-target': 'X.Y' },
    '{}',
    400,
    /UnknownOperationException/,
  ],
])('%s is refused', async (_what, headers, body, status, text) => {
  const answer = await post(body, headers)
  expect(answer.status).toBe(status)
  expect(await answer.text()).toMatch(text)
})

test('an operation that is not simulated says so', async () => {
  const ec2 = new EC2Client(clientOf(simulator))
  await expect(ec2.send(new DescribeSnapshotsCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
    message: 'The action ec2:DescribeSnapshots is not simulated.',
  })
  ec2.destroy()
})

describe('access denied', () => {
  test('is spelled as each service spells it and names the action', async () => {
    const accounts = tinyAccounts.map((account) => ({
      ...account,
      deniedActions: ['cloudwatch:ListMetrics', 'rds:*', 'cloudtrail:LookupEvents'],
    }))
    const refusing = await startTiny({ world: { ...tinyWorld, accounts } })
    const settings = await assumedClientOf(refusing, shop)
    const cloudwatch = new CloudWatchClient(settings)
    const rds = new RDSClient(settings)
    const cloudtrail = new CloudTrailClient(settings)
    await expect(cloudwatch.send(new ListMetricsCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(
        /assumed-role\/HeadroomReader\/headroom is not authorized to perform: cloudwatch:ListMetrics/,
      ),
    })
    await expect(rds.send(new DescribeDBInstancesCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(rds.send(new DescribeEventsCommand({}))).rejects.toThrow(/rds:DescribeEvents/)
    await expect(cloudtrail.send(new LookupEventsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
    for (const client of [cloudwatch, rds, cloudtrail]) client.destroy()
    await refusing.close()
  })

  test('an account that denies everything still knows who called', async () => {
    const accounts = tinyAccounts.map((account) => ({ ...account, deniedActions: ['*'] }))
    const refusing = await startTiny({ world: { ...tinyWorld, accounts } })
    const client = new CloudWatchClient(await assumedClientOf(refusing, shop))
    await expect(client.send(new ListMetricsCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' })
    client.destroy()
    await refusing.close()
  })
})

test('a busy port is one clear error', async () => {
  const port = Number(new URL(simulator.endpoint).port)
  const options = { port, seed: 1, anchorMs: tinyNowMs, now: () => tinyNowMs, world: tinyWorld }
  await expect(startSimulator(options)).rejects.toMatchObject({
    code: 'busy-port',
    message: expect.stringContaining(`:${port}`),
  })
})

test('the whole estate can be served', async () => {
  const estate = await startSimulator({ seed: 1, anchorMs: tinyNowMs, now: () => tinyNowMs })
  expect(estate.accounts.length).toBeGreaterThan(1)
  for (const account of estate.accounts) {
    expect(account).toMatchObject({
      roleArn: expect.stringContaining(account.id),
      externalId: expect.any(String),
    })
    expect(account).not.toHaveProperty('deniedActions')
  }
  await estate.close()
})
