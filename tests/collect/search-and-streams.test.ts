import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { dayMs } from '#lib/model/time.ts'
import type { Place, WorldChange } from '#lib/simulate/world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

let opened: Opened
let inventory: Inventory
beforeAll(async () => {
  opened = await openTiny({ world: worldWith({ deniedActions: [], configRecorder: false }) })
  inventory = await opened.collector.inventory(opened.account('shop'), tinyNowMs)
})
afterAll(() => opened.close())

function found(name: string, from = inventory) {
  const resource = from.resources.find((one) => one.nativeId === name && one.region === 'us-east-1')
  if (!resource) throw new Error(`${name} was not found`)
  const changes = from.changes.find(({ resourceId }) => resourceId === resource.id)?.changes ?? []
  const series = from.series.filter(({ resourceId }) => resourceId === resource.id)
  return { resource, changes, series }
}

describe('an OpenSearch domain', () => {
  test('has its nodes, masters, warm nodes, zones and owner', () => {
    const { resource } = found('products')
    expect(resource).toMatchObject({
      resourceClass: 'opensearch-domain',
      arn: 'arn:aws:es:us-east-1:444455556666:domain/products',
      shape: 'r6g.xlarge.search',
      count: 3,
      zoneCount: 3,
      team: 'search',
      facts: {
        engine: 'OpenSearch',
        engineVersion: '2.17',
        masterType: 'm6g.large.search',
        masterCount: 3,
        warmCount: 2,
        volumeType: 'gp3',
        volumeGib: 512,
        iops: 3000,
        knn: false,
      },
    })
  })

  test('has the capacity of all its nodes, known since nodes or volumes were last changed', () => {
    const { changes } = found('products')
    // r6g.xlarge: 4 vCPU, 32 GiB, heap 16, of which 92 % before writes are blocked; volume 0.95 x 512 - 20 = 466.4 GiB.
    expect(changes.at(-1)).toMatchObject({ source: 'inventory', shape: 'r6g.xlarge.search', count: 3 })
    expect(changes.at(-1)?.capacity).toEqual({
      cpu: 12,
      memory: expect.closeTo(3 * 0.92 * 16, 9),
      storage: 3 * 466.4,
      shards: 1200,
    })
    const changedMs = Math.floor((tinyNowMs - 70 * dayMs) / 1000) * 1000
    expect(changes.map(({ fromMs, source }) => [fromMs, source])).toEqual([
      [0, 'assumed'],
      [changedMs, 'inventory'],
    ])
  })

  test('has its series at domain level, those of masters only where there are masters', () => {
    const { series } = found('products')
    expect(series.map(({ key }) => key).sort()).toEqual([
      'cpu-utilization',
      'free-storage',
      'heap-pressure',
      'master-cpu',
      'shards',
      'used-space',
      'write-rejections',
    ])
    const free = series.find(({ key }) => key === 'free-storage')
    expect(free?.metric.dimensions).toEqual({ DomainName: 'products', ClientId: '444455556666' })
    expect(free?.statistics).toEqual(['Minimum'])
    expect(found('small-a').series.map(({ key }) => key)).not.toContain('master-cpu')
  })

  test('of a type that the region does not describe has no capacity that is guessed', () => {
    const { resource, changes } = found('logs')
    expect(resource.facts).toMatchObject({ engine: 'Elasticsearch', engineVersion: '7.10' })
    expect(changes.at(-1)?.capacity).toEqual({})
  })
})

describe('an MSK cluster', () => {
  test('has brokers, volumes, version and access', () => {
    expect(found('events').resource).toMatchObject({
      resourceClass: 'msk-cluster',
      shape: 'kafka.m7g.large',
      count: 3,
      zoneCount: 3,
      team: 'payments',
      facts: { brokerKind: 'standard', ownVolumes: true, kafkaVersion: '3.7.x', iamAccess: true },
    })
  })

  test('has the capacity of all its brokers', () => {
    // m7g.large: 2 vCPU, 8 GiB, 0.937 Gbit/s, 1,000 partitions, 3,000 connections under IAM.
    expect(found('events').changes.at(-1)?.capacity).toEqual({
      cpu: 6,
      memory: 24,
      storage: 3000,
      network: expect.closeTo(2.811, 9),
      partitions: 3000,
      connections: 9000,
    })
  })

  test('has one series per broker and metric', () => {
    const { series } = found('events')
    const user = series.filter(({ key }) => key === 'cpu-user')
    expect(user.map(({ member }) => member)).toEqual(['1', '2', '3'])
    expect(user[2]?.metric).toEqual({
      namespace: 'AWS/Kafka',
      name: 'CpuUser',
      dimensions: { 'Cluster Name': 'events', 'Broker ID': '3' },
    })
    expect(series.filter(({ key }) => key === 'connections')).toHaveLength(3)
    expect(found('fast').series.filter(({ key }) => key === 'connections')).toEqual([])
    expect(series.find(({ key }) => key === 'all-partitions')?.metric.dimensions).toEqual({
      'Cluster Name': 'events',
    })
  })

  test('of Express brokers has no volumes and no network of its own; a serverless one has no brokers', () => {
    const { resource, changes } = found('fast')
    expect(resource.facts).toMatchObject({ brokerKind: 'express', ownVolumes: false })
    expect(changes.at(-1)?.capacity).toEqual({ cpu: 6, memory: 24, partitions: 3000 })
    const serverless = found('sometimes')
    expect(serverless.resource).toMatchObject({ shape: 'serverless', facts: { clusterType: 'serverless' } })
    expect(serverless.series).toEqual([])
  })
})

describe('the price list', () => {
  test('has nodes, brokers and their storage', async () => {
    const { shapes, prices, problems } = await opened.collector.shapes(opened.account('shop'), 'us-east-1')
    expect(problems).toEqual([])
    const shapeOf = (name: string) => shapes.find((shape) => shape.name === name)
    expect(shapeOf('r6g.xlarge.search')).toMatchObject({
      service: 'opensearch',
      family: 'r6g',
      arch: 'arm64',
      capacity: { cpu: 4, memory: 0.92 * 16, shards: 400, 'graph-memory': 8 },
    })
    // The region does not describe OR1: the price list does.
    expect(shapeOf('or1.large.search')?.capacity.cpu).toBe(2)
    expect(shapeOf('kafka.m7g.large')).toMatchObject({
      service: 'msk',
      family: 'kafka.m7g',
      capacity: { cpu: 2, memory: 8, network: 0.937, partitions: 1000 },
    })
    expect(shapeOf('express.m7g.large')?.capacity).toEqual({ cpu: 2, memory: 8, partitions: 1000 })
    const priceOf = (shape: string, key: string) =>
      prices.find((price) => price.shape === shape && price.key === key)
    expect(priceOf('r6g.xlarge.search', 'opensearch')).toMatchObject({ hourlyUsd: 0.335, asOf: '2026-10-05' })
    expect(priceOf('kafka.m7g.large', 'msk')?.hourlyUsd).toBe(0.204)
    expect(priceOf('express.m7g.xlarge', 'msk')?.derived).toBe(true)
    expect(priceOf('', 'opensearch-gp3-gib-month')?.hourlyUsd).toBeCloseTo(0.122 / 730, 9)
    expect(priceOf('', 'msk-gib-month')?.hourlyUsd).toBeCloseTo(0.1 / 730, 9)
    const keys = prices.map(({ shape, key }) => `${shape} ${key}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test('a refused action is named, the others go on, and nothing of its class is called deleted', async () => {
  const refused = ['es:ListTags', 'kafka:ListNodes']
  const denied = await openTiny({ world: worldWith({ deniedActions: refused, configRecorder: false }) })
  const partly = await denied.collector.inventory(denied.account('shop'), tinyNowMs)
  const actions = partly.problems.map(({ action }) => action)
  expect(actions).toEqual(expect.arrayContaining(refused))
  expect(found('products', partly).resource.tags).toEqual({})
  expect(found('events', partly).changes.at(-1)?.capacity.cpu).toBe(6)
  const complete = partly.complete
    .filter(({ region }) => region === 'us-east-1')
    .map((one) => one.resourceClass)
  expect(complete).not.toContain('opensearch-domain')
  expect(complete).not.toContain('msk-cluster')
  await denied.close()
})

describe('the past of an MSK cluster', () => {
  const grownMs = tinyNowMs - 20 * dayMs
  const resizedMs = tinyNowMs - 10 * dayMs
  const createdMs = tinyNowMs - 400 * dayMs
  const cluster = { kind: 'kafka', id: 'events', actor: 'ana' } as const
  const changes: readonly WorldChange[] = [
    { ...cluster, atMs: createdMs, shape: 'kafka.m7g.xlarge', count: 3, storageGib: 600 },
    { ...cluster, atMs: grownMs, shape: 'kafka.m7g.xlarge', count: 3, storageGib: 1000 },
    { ...cluster, atMs: resizedMs, shape: 'kafka.m7g.large', count: 3, storageGib: 1000 },
  ]
  const timeline = async (configRecorder: boolean) => {
    const world = worldWith({ deniedActions: [], configRecorder })
    const changed = { ...world, changes: (place: Place) => (place.region === 'us-east-1' ? changes : []) }
    const past = await openTiny({ world: changed })
    const read = await past.collector.inventory(past.account('shop'), tinyNowMs)
    await past.close()
    return found('events', read).changes.map((one) => [
      one.fromMs,
      one.source,
      one.shape,
      one.capacity.storage,
    ])
  }

  test('comes from AWS Config where a recorder runs', async () => {
    expect(await timeline(true)).toEqual([
      [createdMs, 'config', 'kafka.m7g.xlarge', 1800],
      [grownMs, 'config', 'kafka.m7g.xlarge', 3000],
      [resizedMs, 'config', 'kafka.m7g.large', 3000],
    ])
  })

  test('comes from CloudTrail elsewhere: brokers and volumes since each was changed', async () => {
    expect(await timeline(false)).toEqual([
      [createdMs, 'assumed', 'kafka.m7g.large', 3000],
      [grownMs, 'assumed', 'kafka.m7g.large', 3000],
      [resizedMs, 'cloudtrail', 'kafka.m7g.large', 3000],
    ])
  })
})
