import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { readInstanceTypes } from '#lib/collect/instance-types.ts'
import { readInventory } from '#lib/collect/inventory/index.ts'
import type { Resource } from '#lib/model/resource.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { openHastyAws } from './open.ts'

const nowMs = Date.UTC(2026, 10, 25, 3, 20)
const world = openEstate({ seed: 7, anchorMs: nowMs })
const aws = openHastyAws()
const classes: readonly string[] = [
  'aurora-cluster',
  'aurora-serverless',
  'documentdb-cluster',
  'redshift-cluster',
]
let simulator: Simulator
let found: readonly Inventory[] = []

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7, anchorMs: nowMs, now: () => nowMs, world })
  process.env.AWS_ENDPOINT_URL = simulator.endpoint
  process.env.AWS_ACCESS_KEY_ID = 'AKIASIMULATED'
  process.env.AWS_SECRET_ACCESS_KEY = 'secret'
  const named = simulator.accounts.filter(({ name }) => name !== 'acquired-labs')
  found = await Promise.all(
    named.map((account) =>
      readInventory({ aws, account, nowMs, teamTagKeys: ['team'], instanceTypes: readInstanceTypes }),
    ),
  )
})
afterAll(async () => {
  aws.close()
  await simulator.close()
})

const ours = () =>
  found.flatMap(({ resources }) => resources).filter((one) => classes.includes(one.resourceClass))

function resource(name: string): Resource {
  const one = found.flatMap(({ resources }) => resources).find((candidate) => candidate.name === name)
  if (!one) throw new Error(`the inventory has no ${name}`)
  return one
}
const seriesOf = (name: string) => {
  const { id } = resource(name)
  return found.flatMap(({ series }) => series).filter(({ resourceId }) => resourceId === id)
}
const capacityOf = (name: string) => {
  const { id } = resource(name)
  return found
    .flatMap(({ changes }) => changes)
    .find(({ resourceId }) => resourceId === id)
    ?.changes.at(-1)?.capacity
}

describe('clusters of the estate', () => {
  test('are found with owner, once, and their instances are no resources of their own', () => {
    const byClass = Object.groupBy(ours(), (one) => one.resourceClass)
    const names = (of: string) => (byClass[of as keyof typeof byClass] ?? []).map(({ name }) => name).sort()
    expect(names('aurora-cluster')).toEqual([
      'audit-aurora',
      'labels-aurora',
      'loyalty-aurora',
      'profile-aurora',
      'staging-aurora',
    ])
    expect(names('aurora-serverless')).toEqual(['preview-aurora', 'reports-aurora', 'tenant-portal-aurora'])
    expect(names('documentdb-cluster')).toEqual(['catalog-docdb', 'consent-docdb'])
    expect(names('redshift-cluster')).toEqual(['bi-redshift', 'finance-redshift'])
    const databases = found.flatMap(({ resources }) => resources).map(({ nativeId }) => nativeId)
    expect(databases.filter((id) => /-(aurora|docdb)-\d$/.test(id))).toEqual([])
    expect(ours().every(({ team }) => team !== undefined)).toBe(true)
  })

  test('have every metric that is published of them, and no other', () => {
    for (const one of ours()) {
      const place = { accountId: one.accountId, region: one.region, nowMs }
      const collected = seriesOf(one.name)
      const ids = collected.map(({ metric }) => world.findMetric(place, metric)?.id)
      expect([one.name, ids.filter((id) => id === undefined)]).toEqual([one.name, []])
      const own = world
        .metrics(place)
        .filter(({ metric: { dimensions } }) =>
          Object.values(dimensions).some(
            (value) => value === one.nativeId || new RegExp(`^${one.nativeId}-\\d$`).test(value),
          ),
        )
      expect(ids.sort()).toEqual(own.map(({ id }) => id).sort())
    }
  })

  test('a provisioned Aurora cluster tells its members, and series per member', () => {
    expect(resource('profile-aurora')).toMatchObject({
      shape: 'db.r6g.2xlarge',
      count: 3,
      zoneCount: 3,
      facts: {
        engine: 'aurora-postgresql',
        engineVersion: '15.8',
        storageType: 'aurora',
        members: 3,
        writer: 'profile-aurora-1',
        readers: 'profile-aurora-2, profile-aurora-3',
        supportEndsOn: '2028-02-29',
      },
    })
    const members = seriesOf('profile-aurora').filter(({ key }) => key === 'cpu-utilization')
    expect(members.map(({ member }) => member)).toEqual([
      'profile-aurora-1',
      'profile-aurora-2',
      'profile-aurora-3',
    ])
    // Three times 8 vCPU, 64 GiB, 126 GiB of local storage and LEAST(2^36 / 9531392, 5000) connections.
    expect(capacityOf('profile-aurora')).toEqual({ cpu: 24, memory: 192, storage: 378, connections: 15_000 })
    expect(resource('loyalty-aurora').facts.storageType).toBe('aurora-iopt1')
    expect(seriesOf('profile-aurora').filter(({ key }) => key === 'replica-lag')).toHaveLength(2)
  })

  test('a burstable cluster has its credits collected, others do not', () => {
    const keys = (name: string) => seriesOf(name).map(({ key }) => key)
    expect(keys('staging-aurora')).toContain('credit-balance')
    expect(keys('profile-aurora')).not.toContain('credit-balance')
  })

  test('Serverless v2 has the capacity of its maximum', () => {
    expect(resource('tenant-portal-aurora')).toMatchObject({
      shape: 'db.serverless',
      facts: { minAcu: 2, maxAcu: 16, autoPause: false },
    })
    expect(capacityOf('tenant-portal-aurora')).toEqual({ acu: 16, memory: 32 })
    // What ran on the mean of two weeks, which its cost is made of: between its bounds.
    const { meanAcu } = resource('tenant-portal-aurora').facts
    expect(meanAcu).toBeGreaterThan(2)
    expect(meanAcu).toBeLessThan(16)
  })

  test('DocumentDB and Redshift have theirs', () => {
    expect(resource('catalog-docdb')).toMatchObject({ shape: 'db.r5.xlarge', count: 3 })
    expect(capacityOf('catalog-docdb')).toEqual({ cpu: 12, memory: 96 })
    expect(resource('bi-redshift')).toMatchObject({ shape: 'ra3.4xlarge', count: 4 })
    expect(capacityOf('bi-redshift')).toEqual({ cpu: 48, memory: 384, storage: 524_288 })
  })
})

describe('RDS of all engines', () => {
  test('commercial engines tell their licence and keep their provisioned IOPS', () => {
    expect(resource('fleet-sqlserver').facts).toMatchObject({
      engine: 'sqlserver-se',
      licenseModel: 'license-included',
      volumeType: 'io1',
      iops: 6000,
    })
    expect(capacityOf('fleet-sqlserver')).toMatchObject({ connections: 32_767 })
    // 32 x 2^30 / 9868951 = 3481.5
    expect(capacityOf('hr-oracle')).toMatchObject({ connections: 3481, storage: 500 })
  })

  test('tell when standard support ends, and what Extended Support charges now', () => {
    expect(resource('erp-mysql57').facts).toMatchObject({
      supportEndsOn: '2024-02-29',
      extendedSupport: 'year-3',
    })
    expect(resource('crm-mysql80').facts).toMatchObject({
      supportEndsOn: '2026-07-31',
      extendedSupport: 'year-1-2',
    })
    expect(resource('labels-aurora').facts).toMatchObject({ extendedSupport: 'year-1-2' })
    const supported = resource('cart-mysql').facts
    expect(supported.supportEndsOn).toBe('2029-07-31')
    expect(supported.extendedSupport).toBeUndefined()
    expect(resource('hr-oracle').facts.supportEndsOn).toBeUndefined()
  })
})

test('an instance tells its volumes and the units that they pay', () => {
  expect(resource('vault-1').facts).toMatchObject({
    volumes: 1,
    volumeGib: 100,
    volumeTypes: 'gp3',
    volumeIops: 3000,
    'ebs/gp3-gib-month': 100,
  })
})

test('the clusters of a region are listed once for three classes', () => {
  const asked = simulator.ledger.filter(({ action }) => action === 'rds:DescribeDBClusters')
  const places = simulator.accounts
    .filter(({ name }) => name !== 'acquired-labs')
    .flatMap(({ id, regions }) => regions.map((region) => `${id}/${region}`))
  expect(asked.map(({ accountId, region }) => `${accountId}/${region}`).sort()).toEqual(places.sort())
})
