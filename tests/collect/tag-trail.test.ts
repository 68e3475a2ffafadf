import { afterEach, describe, expect, test } from 'vitest'
import { type TagEvent, tagChanges, tagsSince } from '#lib/collect/tag-trail.ts'
import type { Tags } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import type { World, WorldTagChange } from '#lib/simulate/world.ts'
import { tinyNowMs } from '../support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

const setAt = (day: number, set: Tags): TagEvent => ({ atMs: day, set, removed: [] })
const removedAt = (day: number, ...removed: string[]): TagEvent => ({ atMs: day, set: {}, removed })

describe('tags told back from today', () => {
  test.each<{ what: string; today: Tags; events: TagEvent[]; states: [number, Tags][] }>([
    { what: 'nothing where no call is known', today: { team: 'a' }, events: [], states: [] },
    {
      what: 'a move between two calls',
      today: { team: 'b', env: 'prod' },
      events: [setAt(2, { team: 'b' }), setAt(1, { team: 'a' })],
      states: [
        [1, { team: 'a', env: 'prod' }],
        [2, { team: 'b', env: 'prod' }],
      ],
    },
    {
      what: 'a tag that was taken away and given back',
      today: { team: 'a' },
      events: [setAt(1, { team: 'a' }), removedAt(2, 'team'), setAt(3, { team: 'a' })],
      states: [
        [1, { team: 'a' }],
        [2, {}],
        [3, { team: 'a' }],
      ],
    },
    {
      what: 'the state since a single call, and nothing before it',
      today: { team: 'b' },
      events: [setAt(5, { team: 'b' })],
      states: [[5, { team: 'b' }]],
    },
  ])('$what', ({ today, events, states }) => {
    expect(tagsSince(today, events).map(({ atMs, tags }) => [atMs, tags])).toEqual(states)
  })
})

describe('an event that changed tags', () => {
  const eventOf = (record: object) => ({
    EventTime: new Date(1000),
    CloudTrailEvent: JSON.stringify(record),
  })

  test('of several instances is of each of them', () => {
    const requestParameters = {
      resourcesSet: { items: [{ resourceId: 'i-1' }, { resourceId: 'vol-2' }] },
      tagSet: { items: [{ key: 'team', value: 'a' }] },
    }
    expect(tagChanges(eventOf({ eventName: 'CreateTags', requestParameters }))).toEqual([
      { key: 'instance/i-1', change: { atMs: 1000, set: { team: 'a' }, removed: [] } },
      { key: 'instance/vol-2', change: { atMs: 1000, set: { team: 'a' }, removed: [] } },
    ])
  })

  test.each([
    {
      what: 'failed',
      record: { eventName: 'CreateTags', errorCode: 'Client.Unauthorized', requestParameters: {} },
    },
    { what: 'has no parameters', record: { eventName: 'CreateTags', requestParameters: null } },
    { what: 'is no record', record: [] },
  ])('is left out where it $what', ({ record }) => {
    expect(tagChanges(eventOf(record))).toEqual([])
    expect(tagChanges({ EventTime: new Date(0), CloudTrailEvent: '{' })).toEqual([])
  })
})

describe('an account without a recorder', () => {
  let opened: Opened | undefined
  afterEach(() => opened?.close())

  const movedMs = tinyNowMs - 20 * dayMs
  const change = (kind: WorldTagChange['kind'], id: string, team: string, atMs: number): WorldTagChange => ({
    ...{ atMs, kind, id, actor: 'ana' },
    before: { team: 'before', gone: 'x' },
    after: { team },
  })
  /** Each was given to another team 50 days ago, and to its present one 20 days ago. */
  const tagged: readonly WorldTagChange[] = [
    ['instance', 'i-00000000000000000', 'payments'],
    ['group', 'web', 'web'],
    ['database', 'orders', 'payments'],
  ].flatMap(([kind = '', id = '', team = '']) => [
    change(kind as WorldTagChange['kind'], id, 'early', movedMs - 30 * dayMs),
    change(kind as WorldTagChange['kind'], id, team, movedMs),
  ])

  test('tells of the moves of 90 days through CloudTrail, of instances, groups and databases', async () => {
    const world: World = {
      ...worldWith({ deniedActions: [], configRecorder: false }),
      tagChanges: ({ accountId, region }) =>
        accountId === '444455556666' && region === 'us-east-1' ? tagged : [],
    }
    opened = await openTiny({ world })
    const { owners = [], resources } = await opened.collector.inventory(opened.account('shop'), tinyNowMs)
    const told = (nativeId: string) => {
      const id = resources.find((resource) => resource.nativeId === nativeId)?.id
      const changes = owners.find(({ resourceId }) => resourceId === id)?.changes ?? []
      return changes.map(({ team, source, fromMs }) => [team, source, Math.round((fromMs - movedMs) / dayMs)])
    }
    for (const [nativeId, team] of [
      ['i-00000000000000000', 'payments'],
      ['web', 'web'],
      ['orders', 'payments'],
    ] as const) {
      expect(told(nativeId)).toEqual([
        ['early', 'cloudtrail', -30],
        [team, 'cloudtrail', 0],
      ])
    }
    expect(told('orders-replica')).toEqual([])
  })
})
