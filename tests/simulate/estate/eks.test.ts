import { describe, expect, test } from 'vitest'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { eksSupport } from '#lib/resources/eks-versions.ts'
import { eksPoolOf } from '#lib/simulate/estate/eks-pool.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { eksPoolRows } from '#lib/simulate/estate/inventory/eks-pools.ts'
import { average, frame, resourceNamed, resources } from './truth.ts'

const world = openEstate(frame)
const shop = { accountId: '444455556666', region: 'us-east-1', nowMs: frame.anchorMs }
const training = { accountId: '777788889999', region: 'us-west-2', nowMs: frame.anchorMs }
const service = 'Amazon Elastic Container Service for Kubernetes'

const costOn = (day: string) =>
  world
    .costs(day, frame.anchorMs)
    .find(
      ({ grouping, key, accountId }) =>
        grouping === 'service' && key === service && accountId === shop.accountId,
    )?.usd

describe('the clusters', () => {
  test('have six pools of four kinds, three of them without a group', () => {
    const pools = resources.filter(({ resourceClass }) => resourceClass === 'eks-node-pool')
    expect(pools).toHaveLength(6)
    expect(pools.filter(({ group }) => group === undefined)).toHaveLength(3)
  })

  test('describe each cluster once and every node group with its group', () => {
    const clusters = world.things?.(shop, 'eks-cluster') ?? []
    expect(clusters.map(({ name }) => name)).toEqual(['shop-prod'])
    const groups = new Set(world.groups(shop).map(({ name }) => name))
    for (const { groupName } of world.things?.(shop, 'eks-nodegroup') ?? [])
      expect(groups).toContain(groupName)
  })

  test('put their nodes into the subnets that are there', () => {
    const subnets = new Set((world.things?.(shop, 'subnet') ?? []).map(({ id }) => id))
    const nodes = world.instances(shop).filter(({ tags }) => 'kubernetes.io/cluster/shop-prod' in tags)
    expect(nodes.length).toBeGreaterThan(10)
    for (const { subnetId = '' } of nodes) expect(subnets).toContain(subnetId)
  })

  test('keep a node and its metrics for as long as its group has it', () => {
    const ids = (nowMs: number) =>
      resourceNamed('shop-prod/general')
        .instances?.(nowMs)
        .map(({ instanceId }) => instanceId)
    const now = ids(frame.anchorMs) ?? []
    expect((ids(frame.anchorMs + 40 * dayMs) ?? []).slice(0, 6)).toEqual(now.slice(0, 6))
  })
})

describe('Extended Support', () => {
  test('is a step of $12 a day in the cost of the cluster', () => {
    const [cluster] = world.things?.(shop, 'eks-cluster') ?? []
    const support = eksSupport(cluster?.version ?? '', frame.anchorMs)
    expect(support?.extendedSupport).toBe(true)
    const lastDay = Date.parse(support?.supportEndsOn ?? '')
    // 24 h x $0.10 and 24 h x $0.60.
    expect(costOn(isoDay(lastDay))).toBeCloseTo(2.4, 9)
    expect(costOn(isoDay(lastDay + dayMs))).toBeCloseTo(14.4, 9)
  })

  test('is told at any anchor: the version is one that has just ended', () => {
    for (const at of ['2026-01-10T00:00:00Z', '2026-06-10T00:00:00Z', '2027-02-01T00:00:00Z']) {
      const anchorMs = Date.parse(at)
      const there = openEstate({ seed: 7, anchorMs })
      const [cluster] = there.things?.({ ...shop, nowMs: anchorMs }, 'eks-cluster') ?? []
      expect(eksSupport(cluster?.version ?? '', anchorMs)?.extendedSupport).toBe(true)
    }
  })
})

describe('the gang that waits', () => {
  test('twenty-one of 32 GPUs are given out, five or six a node: 11 are free and no node has eight', () => {
    const metrics = world.metrics(training).filter(({ metric }) => metric.name === 'node_gpu_usage_total')
    const fromMs = Math.floor(frame.anchorMs / dayMs) * dayMs - dayMs
    const given = metrics.map((metric) => {
      return (
        world.values(metric, 'Average', { fromMs, toMs: fromMs + dayMs, periodMs: dayMs })[0] ?? Number.NaN
      )
    })
    expect(given).toEqual([5, 5, 5, 6])
    expect(Math.max(...given.map((count) => 8 - count))).toBe(3)
  })
})

test('nodes use what the table says at their busiest hour', () => {
  // m7i.xlarge has 4 vCPU: at 58 % of the busiest hour and a broad day, between 1 and 2.4 cores on average.
  const cores = average('shop-prod/elastic', 'node_cpu_usage_total', -7, 0) / 1000
  expect(cores).toBeGreaterThan(1)
  expect(cores).toBeLessThan(2.4)
})

test('every row of the table is a pool of its own name', () => {
  const names = eksPoolRows.map((row) => eksPoolOf(row, frame).name)
  expect(new Set(names).size).toBe(names.length)
})
