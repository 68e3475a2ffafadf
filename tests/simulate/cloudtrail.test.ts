import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyAccounts, tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

let simulator: Simulator
let client: CloudTrailClient

beforeAll(async () => {
  const accounts = tinyAccounts.map((account) => ({ ...account, deniedActions: [] }))
  simulator = await startTiny({ world: { ...tinyWorld, accounts } })
  client = new CloudTrailClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  client.destroy()
  await simulator.close()
})

async function lookup(input: LookupEventsCommandInput) {
  const answer = await client.send(new LookupEventsCommand(input))
  return {
    names: answer.Events?.map((event) => event.EventName),
    events: answer.Events ?? [],
    next: answer.NextToken,
  }
}

test('lists the changes of 90 days, newest first', async () => {
  const { names, events } = await lookup({})
  expect(names).toEqual([
    'ModifyDBInstance',
    'ModifyDBInstance',
    'UpdateAutoScalingGroup',
    'ModifyInstanceCpuOptions',
    'ModifyInstanceAttribute',
  ])
  expect(events[1]?.Username).toBe('ana')
  expect(events[1]?.EventTime?.getTime()).toBe(tinyNowMs - 9 * dayMs)
  const record = JSON.parse(events[1]?.CloudTrailEvent ?? '{}')
  expect(record.requestParameters).toMatchObject({
    dBInstanceIdentifier: 'orders',
    dBInstanceClass: 'db.m7g.large',
  })
})

test('looks up by resource, by event name and by time', async () => {
  const byResource = { AttributeKey: 'ResourceName' as const, AttributeValue: 'web' }
  expect((await lookup({ LookupAttributes: [byResource] })).names).toEqual(['UpdateAutoScalingGroup'])
  const byName = { AttributeKey: 'EventName' as const, AttributeValue: 'ModifyDBInstance' }
  expect((await lookup({ LookupAttributes: [byName] })).events).toHaveLength(2)
  expect((await lookup({ StartTime: new Date(tinyNowMs - 8 * dayMs) })).events).toHaveLength(1)
})

test('pages by MaxResults and refuses two attributes', async () => {
  const first = await lookup({ MaxResults: 4 })
  const second = await lookup({ MaxResults: 4, NextToken: first.next })
  expect([first.events.length, second.events.length, second.next]).toEqual([4, 1, undefined])
  const attribute = { AttributeKey: 'EventName' as const, AttributeValue: 'x' }
  await expect(lookup({ LookupAttributes: [attribute, attribute] })).rejects.toMatchObject({
    name: 'InvalidLookupAttributesException',
  })
})
