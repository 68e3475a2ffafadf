import { describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { readInstanceTypes } from '#lib/collect/instance-types.ts'
import { readInventory } from '#lib/collect/inventory/index.ts'
import { clusterWorld } from '#tests/support/cluster-world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { openHastyAws, openTiny } from './open.ts'

async function inventory(deniedActions: readonly string[] = []): Promise<Inventory> {
  const opened = await openTiny({ world: clusterWorld(deniedActions) })
  const aws = openHastyAws()
  const found = await readInventory({
    aws,
    account: opened.account('shop'),
    nowMs: tinyNowMs,
    teamTagKeys: ['team'],
    instanceTypes: readInstanceTypes,
  })
  aws.close()
  await opened.close()
  return found
}

const ids = ({ resources }: Inventory, resourceClass: string) =>
  resources.filter((one) => one.resourceClass === resourceClass).map(({ nativeId }) => nativeId)

/** Actions that were denied, in whatever region. */
const denied = ({ problems }: Inventory) => [
  ...new Set(problems.flatMap(({ code, action }) => (code === 'aws-denied' ? [action] : []))),
]

describe('a cluster', () => {
  test('of unequal members counts those of the writer’s class and names the others', async () => {
    const found = await inventory()
    const profile = found.resources.find(({ nativeId }) => nativeId === 'profile')
    expect(profile).toMatchObject({
      shape: 'db.r7g.xlarge',
      count: 2,
      zoneCount: 2,
      facts: { members: 3, otherClasses: 'profile-3 (db.r7g.large)' },
    })
    const members = found.series
      .filter(({ resourceId, key }) => resourceId === profile?.id && key === 'freeable-memory')
      .map(({ member }) => member)
    expect(members).toEqual(['profile-1', 'profile-2'])
  })

  test('without a writer is named, the others stand, and nothing of its class is called deleted', async () => {
    const found = await inventory()
    expect(ids(found, 'aurora-cluster')).toHaveLength(21)
    expect(ids(found, 'aurora-serverless')).toEqual(['portal'])
    expect(found.problems.map(({ text }) => text).join()).toContain('the cluster orphan')
    const whole = found.complete.filter(({ region }) => region === 'us-east-1')
    expect(whole.map(({ resourceClass }) => resourceClass)).not.toContain('aurora-cluster')
  })
})

describe('a refusal', () => {
  test('of the clusters leaves databases and Redshift whole', async () => {
    const found = await inventory(['rds:DescribeDBClusters'])
    expect(ids(found, 'aurora-cluster')).toEqual([])
    expect(ids(found, 'rds-instance')).toEqual(['orders', 'orders-replica'])
    expect(ids(found, 'redshift-cluster')).toEqual(['bi'])
    expect(denied(found)).toEqual(['rds:DescribeDBClusters'])
    const whole = found.complete.map(({ resourceClass }) => resourceClass)
    expect(whole).toContain('rds-instance')
    expect(whole).not.toContain('documentdb-cluster')
  })

  test('of the volumes leaves the instances without facts of them', async () => {
    const found = await inventory(['ec2:DescribeVolumes'])
    expect(ids(found, 'ec2-instance').length).toBeGreaterThan(5)
    expect(found.resources.some(({ facts }) => 'volumes' in facts)).toBe(false)
    expect(denied(found)).toEqual(['ec2:DescribeVolumes'])
  })
})
