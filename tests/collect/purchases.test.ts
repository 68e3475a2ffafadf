import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { dayMs } from '#lib/model/time.ts'
import type { World, WorldInstance } from '#lib/simulate/world.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

const box = (instanceId: string, rest: Partial<WorldInstance> = {}): WorldInstance => ({
  instanceId,
  instanceType: 'm7i.large',
  state: 'running',
  zone: 'us-east-1a',
  launchMs: tinyNowMs - 90 * dayMs,
  tags: {},
  volumes: [],
  ...rest,
})
const gpu = { instanceType: 'g6.12xlarge', tags: { 'headroom:gpu-pool': 'render' } }
const instances = [
  box('i-01'),
  box('i-02', { platform: 'Windows' }),
  box('i-03', { spot: true }),
  box('i-04', { groupName: 'web', spot: true }),
  box('i-05', { groupName: 'web' }),
  box('i-06', gpu),
  box('i-07', { ...gpu, state: 'stopped' }),
]
const isHome = ({ accountId, region }: { accountId: string; region: string }) =>
  accountId === '444455556666' && region === 'us-east-1'
const world: World = {
  ...tinyWorld,
  instances: (place) => (isHome(place) ? instances : []),
  groups: (place) => tinyWorld.groups(place).map((group) => ({ ...group, instanceIds: ['i-04', 'i-05'] })),
  databases: (place) =>
    tinyWorld.databases(place).map((one) => ({ ...one, clusterId: `cluster-of-${one.identifier}` })),
}

describe('how instances are bought', () => {
  let opened: Opened
  let found: Inventory
  beforeAll(async () => {
    opened = await openTiny({ world })
    found = await opened.collector.inventory(opened.account('shop'), tinyNowMs)
  })
  afterAll(() => opened.close())
  const named = (nativeId: string) => {
    const one = found.resources.find((resource) => resource.nativeId === nativeId)
    if (!one) throw new Error(`${nativeId} is not found`)
    return one
  }

  test('Linux on demand is not said; a licence and the Spot market are', () => {
    expect(named('i-01').facts).not.toHaveProperty('platform')
    expect(named('i-01').facts).not.toHaveProperty('spotMembers')
    expect(named('i-02').facts.platform).toBe('Windows')
    expect(named('i-03').facts.spotMembers).toBe(1)
  })

  test('of a group the members on the Spot market are counted', () => {
    expect(named('web').facts.spotMembers).toBe(1)
  })

  test('a stopped GPU instance gives its pool no GPUs', () => {
    const pool = named('render')
    expect(pool.count).toBe(1)
    const [change] = found.changes.find(({ resourceId }) => resourceId === pool.id)?.changes ?? []
    expect(change?.capacity.gpu).toBe(4)
  })

  test('a member of a Multi-AZ DB cluster names its cluster', () => {
    expect(named('orders').facts.multiAzCluster).toBe('cluster-of-orders')
  })
})
