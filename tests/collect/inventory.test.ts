import { afterEach, describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { readInstanceTypes } from '#lib/collect/instance-types.ts'
import { resourceId } from '#lib/collect/inventory/identity.ts'
import { readInventory } from '#lib/collect/inventory/index.ts'
import { type Resource, resourceClasses } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import type { World } from '#lib/simulate/world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openHastyAws, openTiny } from './open.ts'
import { richWorld, worldWith } from './rich-world.ts'

let opened: Opened | undefined
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

async function inventory(world: World = richWorld, name = 'shop'): Promise<Inventory> {
  await opened?.close()
  opened = await openTiny({ world })
  const aws = openHastyAws()
  const found = await readInventory({
    aws,
    account: opened.account(name),
    nowMs: tinyNowMs,
    teamTagKeys: ['team', 'owner'],
    instanceTypes: readInstanceTypes,
  })
  aws.close()
  return found
}

function resourceOf({ resources }: Inventory, nativeId: string): Resource {
  const found = resources.find((resource) => resource.nativeId === nativeId)
  if (!found) throw new Error(`no resource ${nativeId}`)
  return found
}
const seriesOf = (found: Inventory, nativeId: string) => {
  const { id } = resourceOf(found, nativeId)
  return found.series.filter((series) => series.resourceId === id)
}
const changesOf = (found: Inventory, nativeId: string) => {
  const { id } = resourceOf(found, nativeId)
  return found.changes.find((one) => one.resourceId === id)?.changes ?? []
}

describe('what is found', () => {
  test('every thing is listed once: members belong to their group or pool, the terminated are gone', async () => {
    const { resources, complete, counts } = await inventory()
    const byClass = Object.groupBy(resources, ({ resourceClass }) => resourceClass)
    const ids = (list: Resource[] = []) => list.map(({ nativeId }) => nativeId)
    expect(ids(byClass.asg)).toEqual(['web', 'mixed'])
    expect(ids(byClass['gpu-pool'])).toEqual(['train', 'render'])
    expect(ids(byClass['rds-instance'])).toEqual(['orders', 'orders-replica', 'unpriced'])
    const alone = ids(byClass['ec2-instance'])
    expect(alone).toHaveLength(13)
    expect(alone).toEqual(expect.arrayContaining(['i-burstable', 'i-hostile', 'i-lone-gpu']))
    expect(complete).toEqual(
      ['us-east-1', 'eu-west-1'].flatMap((region) =>
        resourceClasses.map((resourceClass) => ({ region, resourceClass: resourceClass })),
      ),
    )
    expect(counts).toMatchObject({ resources: resources.length, asg: 2, 'gpu-pool': 2 })
  })

  test('an id is a hash of account, region, class and native id', async () => {
    // printf '444455556666/us-east-1/rds-instance/orders' | sha256sum | xxd -r -p | base32 | head -c 10
    const id = resourceId('444455556666/us-east-1/rds-instance/orders')
    expect(id).toMatch(/^[a-z2-7]{10}$/)
    expect(resourceOf(await inventory(), 'orders').id).toBe(id)
  })

  test('a database tells what sizing needs', async () => {
    const orders = resourceOf(await inventory(), 'orders')
    expect(orders).toMatchObject({ shape: 'db.m7g.large', team: 'payments', zoneCount: 2, count: 1 })
    expect(orders.facts).toMatchObject({
      engine: 'postgres',
      engineVersion: '16.6',
      multiAz: true,
      storageGib: 200,
      storageGibMax: 500,
      volumeType: 'gp3',
      iops: 3000,
      throughputMibps: 125,
      maintenanceWindow: 'sun:03:00-sun:03:30',
    })
    expect(resourceOf(await inventory(), 'orders-replica').facts.replicaOf).toBe('orders')
  })

  test('a pool counts its GPUs over all members', async () => {
    const found = await inventory()
    expect(resourceOf(found, 'train')).toMatchObject({
      name: 'train',
      team: 'ml',
      shape: 'g6.12xlarge',
      count: 2,
      zoneCount: 2,
      facts: { gpuPerMember: 4, gpuModel: 'NVIDIA L4' },
    })
    expect(changesOf(found, 'train').at(-1)?.capacity.gpu).toBe(8)
    expect(resourceOf(found, 'render')).toMatchObject({ team: 'media', count: 1 })
  })

  test('tags are data: hostile ones arrive as they are', async () => {
    const found = await inventory()
    expect(resourceOf(found, 'i-hostile')).toMatchObject({
      team: "'; drop table",
      tags: { constructor: '<b>' },
    })
    expect(resourceOf(found, 'i-burstable')).toMatchObject({ team: 'ops', exempt: 'standby' })
    expect(resourceOf(found, 'i-00000000000000004').team).toBeUndefined()
  })

  test('CpuOptions are told where they differ from the type', async () => {
    const found = await inventory()
    expect(resourceOf(found, 'i-00000000000000002').facts.vcpu).toBe(1)
    expect(resourceOf(found, 'i-00000000000000000').facts.vcpu).toBeUndefined()
  })
})

describe('series', () => {
  test('credits are asked for burstable shapes only', async () => {
    const found = await inventory()
    const keys = (nativeId: string) => seriesOf(found, nativeId).map(({ key }) => key)
    expect(keys('i-burstable')).toContain('credit-balance')
    expect(keys('i-hostile')).not.toContain('credit-balance')
    expect(keys('orders')).toContain('swap-usage')
  })

  test('memory is found whatever dimensions the agent appends, the active set first', async () => {
    const found = await inventory()
    const memory = (nativeId: string) =>
      seriesOf(found, nativeId).find(({ key }) => key === 'memory-used')?.metric.dimensions
    expect(memory('i-burstable')).toEqual({
      InstanceId: 'i-burstable',
      InstanceType: 't3.large',
      ImageId: 'ami-1',
    })
    expect(memory('i-hostile')).toEqual({ InstanceId: 'i-hostile', ImageId: 'ami-new' })
    expect(memory('web')).toEqual({ AutoScalingGroupName: 'web' })
    expect(memory('i-00000000000000000')).toBeUndefined()
  })

  test('GPUs are members of their pool', async () => {
    const series = seriesOf(await inventory(), 'train')
    expect(series.map(({ key, member }) => `${key} ${member}`)).toEqual([
      'gpu-utilization i-gpu1/gpu0',
      'gpu-memory-used i-gpu1/gpu0',
      'gpu-memory-used i-gpu1/gpu1',
    ])
  })

  test('one minute in a recent hour tells detailed monitoring', async () => {
    const found = await inventory()
    expect(resourceOf(found, 'i-00000000000000000').facts.detailedMonitoring).toBe(false)
    expect(resourceOf(found, 'train').facts.detailedMonitoring).toBe(false)
  })
})

describe('past sizes', () => {
  test('AWS Config tells them where a recorder runs', async () => {
    const found = await inventory(worldWith({ configRecorder: true, deniedActions: [] }))
    const known = changesOf(found, 'orders').filter(({ source }) => source === 'config')
    expect(known.map(({ shape, capacity }) => [shape, capacity.cpu, capacity.storage])).toEqual([
      ['db.m7g.xlarge', 4, 100],
      ['db.m7g.large', 2, 100],
      ['db.m7g.large', 2, 200],
    ])
    // CloudTrail names who made the changes of its 90 days.
    expect(known.slice(1).map(({ actor }) => actor)).toEqual(['ana', 'rds'])
    expect(known[0]?.actor).toBeUndefined()
    expect(found.problems).toEqual([])
  })

  test('AWS Config tells them without a name where CloudTrail is denied, and it is said', async () => {
    const denied = worldWith({ configRecorder: true, deniedActions: ['cloudtrail:LookupEvents'] })
    const found = await inventory(denied)
    const known = changesOf(found, 'orders').filter(({ source }) => source === 'config')
    expect(known.map(({ shape, actor }) => [shape, actor])).toEqual([
      ['db.m7g.xlarge', undefined],
      ['db.m7g.large', undefined],
      ['db.m7g.large', undefined],
    ])
    expect(found.problems.map(({ action }) => action)).toContain('cloudtrail:LookupEvents')
  })

  test('CloudTrail tells 90 days of them, and who did it; before that today is assumed', async () => {
    const found = await inventory(worldWith({ configRecorder: false, deniedActions: [] }))
    const changes = changesOf(found, 'orders')
    expect(changes.map(({ fromMs, source }) => [Math.round((tinyNowMs - fromMs) / dayMs), source])).toEqual([
      [500, 'assumed'],
      // The class is known from here on, the storage only from the next change.
      [9, 'assumed'],
      [5, 'rds-event'],
    ])
    expect(changes.map(({ actor }) => actor)).toEqual([undefined, 'ana', 'rds'])
    expect(changes.map(({ capacity }) => capacity.storage)).toEqual([200, 200, 200])
  })

  test('a resource that CloudTrail saw unchanged had today’s size for 90 days', async () => {
    const found = await inventory(worldWith({ configRecorder: false, deniedActions: [] }))
    const changes = changesOf(found, 'orders-replica')
    expect(changes.map(({ fromMs, source }) => [Math.round((tinyNowMs - fromMs) / dayMs), source])).toEqual([
      [500, 'assumed'],
      [90, 'cloudtrail'],
    ])
  })

  test('a group is sized at its maximum', async () => {
    const found = await inventory(worldWith({ configRecorder: false, deniedActions: [] }))
    // 6 members of m7i.large: 2 vCPU and 8 GiB each.
    expect(changesOf(found, 'web').at(-1)).toMatchObject({
      count: 6,
      capacity: { cpu: 12, memory: 48, 'group-maximum': 6 },
    })
  })
})

describe('what is denied', () => {
  test('history that is denied is named and assumed; the rest stands', async () => {
    const found = await inventory()
    expect(found.problems.map(({ code, action }) => [code, action])).toEqual([
      ['aws-denied', 'cloudtrail:LookupEvents'],
      ['aws-denied', 'rds:DescribeEvents'],
    ])
    expect(changesOf(found, 'orders').map(({ source }) => source)).toEqual(['assumed', 'inventory'])
  })

  test.each([
    { action: 'rds:DescribeDBInstances', missing: 'rds-instance', left: 'ec2-instance' },
    { action: 'ec2:DescribeInstances', missing: 'ec2-instance', left: 'rds-instance' },
    { action: 'autoscaling:DescribeAutoScalingGroups', missing: 'asg', left: 'rds-instance' },
  ])(
    '$action costs its class, names the action, and calls nothing deleted',
    async ({ action, missing, left }) => {
      const found = await inventory(worldWith({ deniedActions: [action] }))
      expect(found.problems).toMatchObject([
        { code: 'aws-denied', action, scope: '444455556666/us-east-1' },
        { code: 'aws-denied', action, scope: '444455556666/eu-west-1' },
      ])
      expect(found.complete).toEqual([])
      expect(found.counts[missing]).toBe(0)
      expect(found.counts[left]).toBeGreaterThan(0)
    },
  )

  test('an account whose role cannot be assumed says so once', async () => {
    const found = await inventory(worldWith({ deniedActions: ['sts:AssumeRole'] }))
    expect(found.problems).toMatchObject([
      { code: 'aws-denied', action: 'sts:AssumeRole', scope: '444455556666' },
    ])
    expect(found.resources).toEqual([])
    expect(found.complete).toEqual([])
  })
})

test('what AWS lists twice is kept once, and said', async () => {
  const world: World = {
    ...richWorld,
    instances: (place) => richWorld.instances(place).flatMap((one) => [one, one]),
    databases: (place) => richWorld.databases(place).flatMap((one) => [one, one]),
  }
  const [once, twice] = [await inventory(), await inventory(world)]
  expect(twice.resources).toEqual(once.resources)
  expect(twice.series).toHaveLength(once.series.length)
  expect(twice.problems.find(({ code }) => code === 'resource-repeated')?.text).toMatch(
    /^AWS listed \d+ resources of .+ more than once \(.+\); each is kept once\.$/,
  )
})
