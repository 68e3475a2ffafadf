import { DescribeRegionsCommand } from '@aws-sdk/client-ec2'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterEach, describe, expect, test } from 'vitest'
import { type Aws, openAws } from '#lib/collect/aws.ts'
import { accountCredentials } from '#lib/collect/credentials.ts'
import { createMeter } from '#lib/collect/meter.ts'
import { readAllPages, TokenLoopError } from '#lib/collect/pages.ts'
import { minuteMs } from '#lib/model/time.ts'
import { type Opened, openTiny } from './open.ts'

let opened: Opened | undefined
let aws: Aws | undefined
afterEach(async () => {
  aws?.close()
  await opened?.close()
})

/** A clock that only waiting moves. */
function openVirtual(ms = { now: Date.now() }) {
  const sleep = async (wait: number) => {
    ms.now += wait
    await new Promise(setImmediate)
  }
  aws = openAws({ clock: { now: () => ms.now, sleep }, random: () => 0.5 })
  return { aws, ms }
}

// DescribeInstances stands for any request: what is sent does not matter here.
const ask = (from: Aws, account: Parameters<Aws['at']>[0]['account']) =>
  from.at({ account, region: 'us-east-1' }).call('ec2:DescribeInstances', ({ ec2 }, options) => {
    return ec2.send(new DescribeRegionsCommand({}), options)
  })

describe('one account and API that is down', () => {
  test('is asked eight times while the retry budget lasts, and after five failures left alone for a minute', async () => {
    opened = await openTiny({ faults: { resetShare: 1 } })
    const { aws, ms } = openVirtual()
    const hub = { ...opened.account('management'), roleArn: undefined }
    for (let i = 0; i < 5; i++) await expect(ask(aws, hub)).rejects.toThrow()
    const sent = aws.usage().calls['ec2:DescribeRegions'] ?? 0
    // Five calls and the budget of 24 retries.
    expect(sent).toBe(29)
    await expect(ask(aws, hub)).rejects.toThrow()
    expect(aws.usage().calls['ec2:DescribeRegions']).toBe(sent)
    ms.now += 61_000
    await expect(ask(aws, hub)).rejects.toThrow()
    expect(aws.usage().calls['ec2:DescribeRegions']).toBeGreaterThan(sent)
  })
})

describe('credentials', () => {
  test('an account assumes its role once for all its requests and regions', async () => {
    opened = await openTiny()
    const { aws } = openVirtual()
    const shop = opened.account('shop')
    await Promise.all([ask(aws, shop), ask(aws, shop), ask(aws, shop)])
    // Once without the external id, which is refused.
    expect(aws.usage().calls).toMatchObject({ 'sts:AssumeRole': 2, 'ec2:DescribeRegions': 3 })
  })

  test('are renewed five minutes before they end', async () => {
    opened = await openTiny()
    const meter = createMeter()
    const clock = { ms: Date.now(), now: () => clock.ms, sleep: async () => undefined }
    const requestHandler = new NodeHttpHandler()
    const get = accountCredentials({ clock, requestHandler, meter }).of(opened.account('shop'))
    const assumed = async (minutes: number) => {
      clock.ms += minutes * minuteMs
      await get()
      return meter.usage().calls['sts:AssumeRole']
    }
    // The first time it is asked for without the external id too.
    expect([await assumed(0), await assumed(54), await assumed(2)]).toEqual([2, 2, 3])
    requestHandler.destroy()
  })

  test('without the external id the role is refused', async () => {
    opened = await openTiny()
    const { aws } = openVirtual()
    const shop = { ...opened.account('shop'), externalId: undefined }
    await expect(ask(aws, shop)).rejects.toThrow(/assuming .* failed/)
    // A refusal is remembered: the next request does not ask again at once.
    await expect(ask(aws, shop)).rejects.toThrow()
    expect(aws.usage().calls['sts:AssumeRole']).toBe(1)
  })
})

test('a listing whose token repeats ends with an error and not never', async () => {
  const pages = ['a', 'b', 'a']
  const reading = readAllPages(async () => ({ items: [1], next: pages.shift() }))
  await expect(reading).rejects.toThrow(TokenLoopError)
})

test('a listing whose tokens are new for ever ends too', async () => {
  let page = 0
  const reading = readAllPages(async () => ({ items: [], next: String(page++) }))
  await expect(reading).rejects.toThrow('no end in 10000 pages')
})
