import { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterEach, describe, expect, test } from 'vitest'
import { accountCredentials } from '#lib/collect/credentials.ts'
import { createMeter } from '#lib/collect/meter.ts'
import type { Account } from '#lib/model/account.ts'
import { dayMs } from '#lib/model/time.ts'
import { startSimulator } from '#lib/simulate/index.ts'
import type { World, WorldAccount } from '#lib/simulate/world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

let opened: Opened | undefined
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

async function open(shop: Partial<WorldAccount> = {}): Promise<Opened> {
  opened = await openTiny({ world: worldWith({ deniedActions: [], configRecorder: true, ...shop }) })
  return opened
}

/** Problems of an inventory of the account, and what it found. */
async function inventory({ collector, account }: Opened, change: Partial<Account> = {}) {
  const { problems, resources } = await collector.inventory({ ...account('shop'), ...change }, tinyNowMs)
  return { problems, count: resources.length }
}

describe('the external id', () => {
  test('is tried by asking without it: what AWS denies is connected', async () => {
    const { problems, count } = await inventory(await open())
    expect(problems).toEqual([])
    expect(count).toBeGreaterThan(10)
    const asked = opened?.simulator.ledger.filter(({ action }) => action === 'sts:AssumeRole')
    expect(asked?.map(({ status }) => status)).toEqual([403, 200])
  })

  test('that the trust policy does not require refuses the connection, and nothing is read', async () => {
    const { problems, count } = await inventory(await open({ openTrust: true }))
    expect(count).toBe(0)
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(problem).toMatchObject({
        scope: '444455556666',
        action: 'sts:AssumeRole',
        code: 'open-trust-policy',
        text: expect.stringContaining('your trust policy does not require the external id'),
      })
    }
    const called = new Set(opened?.simulator.ledger.map(({ action }) => action))
    expect([...called]).toEqual(['sts:AssumeRole'])
  })

  test('is not tried where the configuration says that the endpoint evaluates no trust policy', async () => {
    const { problems, count } = await inventory(await open({ openTrust: true }), {
      externalIdRequired: false,
    })
    expect(problems).toEqual([])
    expect(count).toBeGreaterThan(10)
  })

  test('that is wrong is refused by AWS and named with the missing action', async () => {
    const { problems } = await inventory(await open(), { externalId: 'guess' })
    expect(problems[0]).toMatchObject({ scope: '444455556666', action: 'sts:AssumeRole', code: 'aws-denied' })
  })

  test('is tried again once a day', async () => {
    const simulator = await startSimulator({
      seed: 7,
      anchorMs: tinyNowMs,
      now: () => tinyNowMs,
      world: worldWith({}) satisfies World,
    })
    process.env.AWS_ENDPOINT_URL = simulator.endpoint
    let nowMs = Date.now()
    const requestHandler = new NodeHttpHandler({})
    const clock = { now: () => nowMs, sleep: async () => undefined }
    const credentials = accountCredentials({ clock, requestHandler, meter: createMeter() })
    const account = simulator.accounts.find(({ name }) => name === 'shop')
    if (!account) throw new Error('the tiny world has no shop')
    const statuses = async () => {
      await credentials.of(account)()
      return simulator.ledger.filter(({ action }) => action === 'sts:AssumeRole').map(({ status }) => status)
    }
    expect(await statuses()).toEqual([403, 200])
    nowMs += 2 * 3_600_000
    expect(await statuses()).toEqual([403, 200, 200])
    nowMs += dayMs
    expect(await statuses()).toEqual([403, 200, 200, 403, 200])
    requestHandler.destroy()
    await simulator.close()
  })
})

describe('a region that is denied', () => {
  test('is named for itself with the missing actions, and the other region is whole', async () => {
    const { collector, account } = await open({ deniedRegions: ['eu-west-1'] })
    const { problems, resources, complete } = await collector.inventory(account('shop'), tinyNowMs)
    expect(new Set(problems.map(({ scope }) => scope))).toEqual(new Set(['444455556666/eu-west-1']))
    for (const problem of problems) {
      expect(problem).toMatchObject({ code: 'aws-denied', action: expect.stringMatching(/^[\w-]+:\w+$/) })
    }
    expect(problems.map(({ action }) => action)).toContain('ec2:DescribeInstances')
    expect(resources.length).toBeGreaterThan(10)
    // Nothing there is called deleted for want of an answer.
    expect(new Set(complete.map(({ region }) => region))).toEqual(new Set(['us-east-1']))
  })
})

describe('the account of a role', () => {
  test('is compared with the configured one: credentials of another account are refused', async () => {
    // The hub's own credentials lead to the management account.
    const { problems, count } = await inventory(await open(), { roleArn: undefined, externalId: undefined })
    expect(count).toBe(0)
    expect(problems[0]).toMatchObject({ scope: '444455556666', code: 'wrong-account' })
    expect(problems[0]?.text).toMatch(/lead to account 111122223333, and the configuration says 444455556666/)
  })

  test('that is refused leaves the others alone', async () => {
    const both = await open({ openTrust: true })
    const [refused, other] = await Promise.all([
      inventory(both),
      both.collector.inventory(both.account('management'), tinyNowMs),
    ])
    expect(refused.count).toBe(0)
    expect(other.problems).toEqual([])
  })
})
