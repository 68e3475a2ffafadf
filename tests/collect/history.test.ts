import { describe, expect, test } from 'vitest'
import { trailChange } from '#lib/collect/cloudtrail.ts'
import { configHistory } from '#lib/collect/config-history.ts'
import {
  capacityTimeline,
  type History,
  type HistoryChange,
  type Sizing,
} from '#lib/collect/history-change.ts'
import { mergeDatabaseEvents } from '#lib/collect/rds-events.ts'
import { dayMs } from '#lib/model/time.ts'

const nowMs = Date.UTC(2026, 10, 22)
const ago = (days: number) => nowMs - days * dayMs

type Case = {
  what: string
  today: Sizing
  history?: History
  createdDays?: number
  expected: readonly [days: number, shape: string, source: string][]
}

const trail = (...changes: [days: number, sizing: Sizing][]): History => ({
  knownFromMs: ago(90),
  source: 'cloudtrail',
  changes: changes.map(
    ([days, sizing]): HistoryChange => ({ atMs: ago(days), source: 'cloudtrail', ...sizing }),
  ),
})
const config = (...changes: [days: number, sizing: Sizing][]): History => ({
  knownFromMs: ago(changes[0]?.[0] ?? 0),
  source: 'config',
  changes: changes.map(([days, sizing]): HistoryChange => ({ atMs: ago(days), source: 'config', ...sizing })),
})

describe('a capacity timeline', () => {
  test.each<Case>([
    {
      what: 'without a source is assumed until now',
      today: { shape: 'b' },
      createdDays: 400,
      expected: [
        [400, 'b', 'assumed'],
        [0, 'b', 'inventory'],
      ],
    },
    {
      what: 'of a source that saw nothing is known for as long as it watched',
      today: { shape: 'b' },
      history: trail(),
      createdDays: 400,
      expected: [
        [400, 'b', 'assumed'],
        [90, 'b', 'cloudtrail'],
      ],
    },
    {
      what: 'of a young resource is known from its creation',
      today: { shape: 'b' },
      history: trail(),
      createdDays: 30,
      expected: [[30, 'b', 'cloudtrail']],
    },
    {
      what: 'assumes today’s size before the first change that CloudTrail tells',
      today: { shape: 'c' },
      history: trail([40, { shape: 'b' }], [10, { shape: 'c' }]),
      createdDays: 400,
      expected: [
        [400, 'c', 'assumed'],
        [40, 'b', 'cloudtrail'],
        [10, 'c', 'cloudtrail'],
      ],
    },
    {
      what: 'assumes the first recorded size before AWS Config began to record',
      today: { shape: 'c' },
      history: config([200, { shape: 'a' }], [10, { shape: 'c' }]),
      createdDays: 400,
      expected: [
        [400, 'a', 'assumed'],
        [200, 'a', 'config'],
        [10, 'c', 'config'],
      ],
    },
    {
      what: 'leaves out recorded items that change no size',
      today: { shape: 'a' },
      history: config([200, { shape: 'a' }], [100, { shape: 'a' }], [50, { shape: 'a' }]),
      createdDays: 200,
      expected: [[200, 'a', 'config']],
    },
    {
      what: 'is in time order whatever the order of the source',
      today: { shape: 'c' },
      history: config([10, { shape: 'c' }], [200, { shape: 'a' }]),
      createdDays: 200,
      expected: [
        [200, 'a', 'config'],
        [10, 'c', 'config'],
      ],
    },
    {
      what: 'is assumed while a part is not known yet',
      today: { shape: 'b', storageGib: 200 },
      history: trail([40, { shape: 'b' }], [10, { storageGib: 200 }]),
      createdDays: 400,
      expected: [
        [400, 'b', 'assumed'],
        [10, 'b', 'cloudtrail'],
      ],
    },
  ])('$what', ({ today, history, createdDays, expected }) => {
    const timeline = capacityTimeline({
      history,
      today,
      createdMs: createdDays === undefined ? undefined : ago(createdDays),
      nowMs,
      capacityOf: ({ storageGib = 1 }) => ({ storage: storageGib }),
    })
    expect(timeline.map(({ fromMs, shape, source }) => [(nowMs - fromMs) / dayMs, shape, source])).toEqual(
      expected,
    )
  })

  test('vCPU by CpuOptions stay with their shape', () => {
    const seen: Sizing[] = []
    capacityTimeline({
      history: trail([40, { shape: 'a' }], [10, { shape: 'b' }]),
      today: { shape: 'b', vcpu: 1 },
      nowMs,
      capacityOf: (sizing) => {
        seen.push(sizing)
        return {}
      },
    })
    expect(seen.map(({ shape, vcpu }) => [shape, vcpu])).toEqual([
      ['b', 1],
      ['a', undefined],
      ['b', 1],
    ])
  })
})

describe('a CloudTrail event', () => {
  const event = (requestParameters: object, rest: object = {}) => ({
    EventTime: new Date(ago(3)),
    Username: 'ana',
    CloudTrailEvent: JSON.stringify({ requestParameters, ...rest }),
  })
  const change = { atMs: ago(3), source: 'cloudtrail', actor: 'ana' }
  test.each([
    {
      what: 'resizes an instance',
      event: event({ instanceId: 'i-1', instanceType: { value: 'm7i.large' } }),
      found: { id: 'i-1', change: { ...change, shape: 'm7i.large' } },
    },
    {
      what: 'sets a group’s maximum',
      event: event({ autoScalingGroupName: 'web', maxSize: 9 }),
      found: { id: 'web', change: { ...change, count: 9 } },
    },
    {
      what: 'grows a database',
      event: event({ dBInstanceIdentifier: 'db', allocatedStorage: 500 }),
      found: { id: 'db', change: { ...change, storageGib: 500 } },
    },
    {
      what: 'changes CPU options',
      event: event({
        ModifyInstanceCpuOptionsRequest: { InstanceId: 'i-1', CoreCount: 2, ThreadsPerCore: 1 },
      }),
      found: { id: 'i-1', change: { ...change, vcpu: 2 } },
    },
    {
      what: 'that failed changed nothing',
      event: event(
        { instanceId: 'i-1', instanceType: { value: 'x' } },
        { errorCode: 'UnauthorizedOperation' },
      ),
      found: undefined,
    },
    {
      what: 'of another attribute is none of ours',
      event: event({ instanceId: 'i-1', disableApiTermination: { value: true } }),
      found: undefined,
    },
    {
      what: 'that cannot be read is left out',
      event: { EventTime: new Date(), CloudTrailEvent: '{' },
      found: undefined,
    },
    {
      what: 'without parameters is left out',
      event: { EventTime: new Date(), CloudTrailEvent: '{"requestParameters":null}' },
      found: undefined,
    },
  ])('$what', ({ event: given, found }) => {
    expect(trailChange(given)).toEqual(found)
  })
})

describe('AWS Config items', () => {
  const item = (days: number, configuration: unknown) => ({
    configurationItemCaptureTime: new Date(ago(days)),
    configuration: typeof configuration === 'string' ? configuration : JSON.stringify(configuration),
  })
  test('tell an instance’s type and vCPU; unreadable ones are left out', () => {
    const subject = { kind: 'instance' as const, id: 'i-1', configId: 'i-1' }
    const history = configHistory(subject, [
      item(20, { instanceType: 'm7i.large', cpuOptions: { coreCount: 1, threadsPerCore: 2 } }),
      item(10, '{ broken'),
      item(9, { nothing: true }),
      item(5, { instanceType: 'm7i.xlarge' }),
    ])
    expect(history?.knownFromMs).toBe(ago(20))
    expect(history?.changes.map(({ shape, vcpu }) => [shape, vcpu])).toEqual([
      ['m7i.large', 2],
      ['m7i.xlarge', undefined],
    ])
  })

  test('a null is what is not set, and not an item that cannot be read', () => {
    const group = configHistory({ kind: 'group', id: 'web', configId: 'arn' }, [
      item(4, { maxSize: 6, instances: [{ instanceType: 'm7i.large' }], mixedInstancesPolicy: null }),
      item(3, { maxSize: 8, instances: null, mixedInstancesPolicy: { launchTemplate: null } }),
    ])
    expect(group?.changes.map(({ count, shape }) => [count, shape])).toEqual([
      [6, 'm7i.large'],
      [8, undefined],
    ])
    const instance = configHistory({ kind: 'instance', id: 'i-1', configId: 'i-1' }, [
      item(4, { instanceType: 'm7i.large', cpuOptions: null }),
    ])
    expect(instance?.changes.map(({ shape }) => shape)).toEqual(['m7i.large'])
    const database = configHistory({ kind: 'database', id: 'db', configId: 'db-1' }, [
      item(4, { dBInstanceClass: 'db.r7g.large', allocatedStorage: null }),
    ])
    expect(database?.changes.map(({ shape, storageGib }) => [shape, storageGib])).toEqual([
      ['db.r7g.large', undefined],
    ])
  })

  test('that tell nothing are no history', () => {
    expect(configHistory({ kind: 'group', id: 'web', configId: 'arn' }, [item(3, 'null')])).toBeUndefined()
  })
})

describe('RDS events', () => {
  const merge = (changes: readonly HistoryChange[], Message: string) => {
    const byId = new Map<string, History>([['db', { knownFromMs: ago(90), source: 'cloudtrail', changes }]])
    const events = [{ SourceIdentifier: 'db', Date: new Date(ago(2)), Message }]
    return mergeDatabaseEvents({ byId, events, nowMs }).get('db')?.changes
  }
  const asked: HistoryChange = { atMs: ago(4), source: 'cloudtrail', shape: 'db.m7g.large', actor: 'ana' }

  test('tell when a change took effect that CloudTrail saw asked for', () => {
    expect(merge([asked], 'Finished applying modification to DB instance class')).toEqual([
      { ...asked, atMs: ago(2), source: 'rds-event' },
    ])
  })

  test('leave a request alone that is older than a maintenance window or of another kind', () => {
    const old = { ...asked, atMs: ago(30) }
    expect(merge([old], 'Finished applying modification to DB instance class')?.[0]).toEqual(old)
    expect(merge([asked], 'Finished applying modification to allocated storage')?.[0]).toEqual(asked)
  })

  test('of other things tell nothing', () => {
    expect(merge([asked], 'DB instance restarted')).toEqual([asked])
  })
})
