import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Inventory, openCollector } from '#lib/collect/index.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import type { World } from '#lib/simulate/world.ts'
import { eksWorld } from '#tests/support/eks-world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

let opened: Opened
let inventory: Inventory
beforeAll(async () => {
  opened = await openTiny({ world: eksWorld })
  inventory = await opened.collector.inventory(opened.account('shop'), tinyNowMs)
})
afterAll(() => opened.close())

function poolNamed(name: string, found: Inventory = inventory): Resource {
  const pool = found.resources.find((one) => one.resourceClass === 'eks-node-pool' && one.name === name)
  if (!pool) throw new Error(`no pool ${name} was found`)
  return pool
}

function seriesOf(name: string): string[] {
  const { id } = poolNamed(name)
  const own = inventory.series.filter(({ resourceId }) => resourceId === id)
  return own.map(({ key, member, metric }) => `${key} ${member} ${metric.namespace}/${metric.name}`).sort()
}

function capacityNow(name: string, found: Inventory = inventory) {
  const { id } = poolNamed(name, found)
  return found.changes.find(({ resourceId }) => resourceId === id)?.changes.at(-1)
}

describe('pools of EKS nodes', () => {
  test('are found by tags and by what EKS lists', () => {
    const names = inventory.resources.flatMap(({ resourceClass, name }) =>
      resourceClass === 'eks-node-pool' ? name : [],
    )
    expect(names.sort()).toEqual([
      'auto/general-purpose',
      'prod/elastic',
      'prod/general',
      'prod/gpus',
      'prod/self-nodes',
      'prod/spare',
    ])
  })

  test('take their groups, instances and GPUs with them: a thing is sized once', () => {
    const others = inventory.resources.filter(({ resourceClass }) => resourceClass !== 'eks-node-pool')
    const sized = others.map(({ nativeId }) => nativeId)
    for (const member of ['i-0a1', 'i-0b1', 'i-0c1', 'i-0d1', 'i-0e1', 'eks-general-1', 'self-nodes']) {
      expect(sized).not.toContain(member)
    }
    expect(others.filter(({ resourceClass }) => resourceClass === 'gpu-pool')).toEqual([])
    // What only may see the cluster is no node of it.
    expect(sized).toContain('i-0f1')
  })

  test('say who manages them', () => {
    expect(poolNamed('prod/general').facts.manager).toBe('managed-node-group')
    expect(poolNamed('prod/elastic').facts.manager).toBe('karpenter')
    expect(poolNamed('auto/general-purpose').facts.manager).toBe('auto-mode')
    expect(poolNamed('prod/self-nodes').facts.manager).toBe('self-managed')
  })

  test('count their nodes by type, the most common one being the shape', () => {
    const elastic = poolNamed('prod/elastic')
    expect(elastic).toMatchObject({ shape: 'm7i.xlarge', count: 3, zoneCount: 1 })
    expect(elastic.facts.types).toBe('m7i.xlarge × 2, c7i.2xlarge × 1')
    expect(poolNamed('prod/spare')).toMatchObject({ shape: 'm7i.xlarge', count: 0 })
  })

  test('tell the version, the end of its standard support and the surcharge', () => {
    // 1.33 left standard support on 2026-07-29; the tests look at it in November 2026.
    expect(poolNamed('prod/general').facts).toMatchObject({
      kubernetesVersion: '1.33',
      supportEndsOn: '2026-07-29',
      extendedSupport: true,
      extendedSupportHourlyUsd: 0.5,
    })
    const { facts } = poolNamed('auto/general-purpose')
    expect(facts).toMatchObject({ supportEndsOn: '2027-03-27', extendedSupport: false })
    expect(facts.extendedSupportHourlyUsd).toBeUndefined()
  })

  test('take the team of the node group, else of the nodes, else of the cluster', () => {
    expect(poolNamed('prod/general').team).toBe('platform')
    expect(poolNamed('prod/elastic').team).toBe('platform')
    expect(poolNamed('prod/self-nodes').team).toBe('platform')
  })
})

describe('capacity and series', () => {
  test('of a node group is that of its maximum, with a limit on its number', () => {
    // m7i.xlarge: 4 vCPU and 16 GiB, six of them.
    expect(capacityNow('prod/general')).toMatchObject({
      count: 6,
      capacity: { cpu: 24, memory: 96, 'group-maximum': 6 },
    })
    expect(poolNamed('prod/general').facts.bounded).toBe(true)
  })

  test('of a pool that nothing known bounds has no end of its own', () => {
    expect(capacityNow('prod/elastic')).toMatchObject({ count: 3, capacity: {} })
    expect(poolNamed('prod/elastic').facts).toMatchObject({ bounded: false, snapshot: false })
  })

  test('reads the CPU of a node group from its group, whose history is whole', () => {
    expect(seriesOf('prod/general')).toEqual([
      'cpu-utilization  AWS/EC2/CPUUtilization',
      'members  AWS/AutoScaling/GroupInServiceInstances',
      'pods-running i-0a1 ContainerInsights/node_number_of_running_pods',
    ])
  })

  test('reads Container Insights where it is paid for, of nodes and not of pods', () => {
    expect(seriesOf('prod/elastic')).toEqual([
      ...['i-0b1', 'i-0b2', 'i-0b3'].map(
        (id) => `cpu-millicores ${id} ContainerInsights/node_cpu_usage_total`,
      ),
      ...['i-0b1', 'i-0b2'].map((id) => `memory-bytes ${id} ContainerInsights/node_memory_working_set`),
      ...['i-0b1', 'i-0b2', 'i-0b3'].map(
        (id) => `pods-running ${id} ContainerInsights/node_number_of_running_pods`,
      ),
    ])
    const found = inventory.series.find(({ key, member }) => key === 'cpu-millicores' && member === 'i-0b1')
    expect(found?.metric.dimensions).not.toHaveProperty('PodName')
  })

  test('reads the CPU of each node from EC2 where it is not', () => {
    expect(seriesOf('auto/general-purpose')).toEqual(['cpu-utilization i-0c1 AWS/EC2/CPUUtilization'])
  })

  test('reads allocated GPUs by node and their memory by GPU', () => {
    expect(seriesOf('prod/gpus')).toEqual([
      'cpu-utilization i-0d1 AWS/EC2/CPUUtilization',
      'gpu-memory-used-bytes i-0d1/gpu0 ContainerInsights/node_gpu_memory_used',
      'gpu-memory-used-bytes i-0d1/gpu1 ContainerInsights/node_gpu_memory_used',
      'gpus-allocated i-0d1 ContainerInsights/node_gpu_usage_total',
    ])
    const { facts } = poolNamed('prod/gpus')
    expect(facts).toMatchObject({
      gpu: true,
      gpuPerMember: 4,
      gpusAllocated: 'by Container Insights',
      gpuOwners: 'not measured',
    })
  })
})

describe('what is refused', () => {
  test('leaves the pools that tags tell, and names the action', async () => {
    const accounts = eksWorld.accounts.map((one) => ({ ...one, deniedActions: ['eks:*'] }))
    const denied = await openTiny({ world: { ...eksWorld, accounts } })
    const found = await denied.collector.inventory(denied.account('shop'), tinyNowMs)
    expect(poolNamed('prod/general', found).facts).toMatchObject({ minSize: 1, maxSize: 6 })
    expect(poolNamed('prod/general', found).facts.kubernetesVersion).toBeUndefined()
    expect(found.problems.some(({ action }) => action === 'eks:ListClusters')).toBe(true)
    expect(found.complete.some(({ resourceClass }) => resourceClass === 'eks-node-pool')).toBe(false)
    await denied.close()
  })

  test('a node group without its own tags is found by what EKS lists', async () => {
    const bare: World = {
      ...eksWorld,
      groups: (place) => eksWorld.groups(place).map((group) => ({ ...group, tags: {} })),
      instances: (place) =>
        eksWorld
          .instances(place)
          .map((one) => (one.groupName === 'eks-general-1' ? { ...one, tags: {} } : one)),
    }
    const untagged = await openTiny({ world: bare })
    const found = await untagged.collector.inventory(untagged.account('shop'), tinyNowMs)
    expect(poolNamed('prod/general', found).facts).toMatchObject({ minSize: 1, maxSize: 6 })
    expect(poolNamed('prod/general', found).count).toBe(2)
    expect(found.resources.map(({ nativeId }) => nativeId)).not.toContain('eks-general-1')
    await untagged.close()
  })
})

describe('with a snapshot of the cluster', () => {
  let folder: string
  let found: Inventory
  let again: Opened
  beforeAll(async () => {
    again = await openTiny({ world: eksWorld })
    folder = await mkdtemp(join(tmpdir(), 'headroom-snapshot-'))
    const nodes = ['i-0b1', 'i-0b2', 'i-0b3'].map((id, i) => ({
      metadata: { name: `node-${i}`, labels: { 'karpenter.sh/nodepool': 'elastic' } },
      spec: { providerID: `aws:///us-east-1a/${id}` },
      status: { allocatable: { cpu: '3920m', memory: '14Gi', pods: '58' } },
    }))
    const pods = ['a', 'b', 'c'].map((name, i) => ({
      metadata: { name, namespace: 'shop' },
      spec: {
        nodeName: i === 2 ? undefined : 'node-0',
        nodeSelector: { 'karpenter.sh/nodepool': 'elastic' },
        containers: [{ resources: { requests: { cpu: '500m', memory: '1Gi' } } }],
      },
      status: { phase: 'Running' },
    }))
    const limits = { metadata: { name: 'elastic' }, spec: { limits: { cpu: '64', memory: '1000Gi' } } }
    const empty = { metadata: { name: 'burst' }, spec: { limits: { cpu: '32' } } }
    const files = { nodes, pods, nodepools: [limits, empty] }
    for (const [name, items] of Object.entries(files)) {
      const path = join(folder, `${name}.json`)
      await writeFile(path, JSON.stringify({ items }))
      await utimes(path, tinyNowMs / 1000, tinyNowMs / 1000)
    }
    const { accounts } = opened.simulator
    const kubernetes = [{ cluster: 'prod', snapshot: folder }]
    const collector = openCollector({ accounts, teamTagKeys: ['team'], kubernetes })
    found = await collector.inventory(opened.account('shop'), tinyNowMs)
    collector.close()
  })
  afterAll(async () => {
    await again.close()
    await rm(folder, { recursive: true })
  })

  test('the limits of the NodePool bound the pool', () => {
    // Mean node: (4 + 8 + 4) / 3 = 16/3 vCPU; 64 vCPU are 12 of them, each with the mean memory of 16 GiB.
    const { capacity } = capacityNow('prod/elastic', found) ?? {}
    expect(capacity?.cpu).toBeCloseTo(64, 9)
    expect(capacity?.memory).toBeCloseTo(12 * 16, 9)
    expect(capacity?.pods).toBeCloseTo(12 * 58, 9)
  })

  test('a NodePool without nodes is there all the same', () => {
    expect(poolNamed('prod/burst', found)).toMatchObject({ count: 0, facts: { manager: 'karpenter' } })
  })

  test('a snapshot that nobody renewed for two days is left out and named', async () => {
    const { accounts } = opened.simulator
    const kubernetes = [{ cluster: 'prod', snapshot: folder }]
    const collector = openCollector({ accounts, teamTagKeys: ['team'], kubernetes })
    const late = await collector.inventory(opened.account('shop'), tinyNowMs + 3 * dayMs)
    collector.close()
    expect(late.problems.map(({ text }) => text)).toContain(
      'The Kubernetes snapshot of prod is of 2026-11-22, more than two days old: it is left out. See whether its CronJob runs.',
    )
    expect(poolNamed('prod/elastic', late).facts.snapshot).toBe(false)
  })

  test('pods, requests and what waits are told', () => {
    expect(poolNamed('prod/elastic', found).facts).toMatchObject({
      snapshot: true,
      pods: 2,
      podsOnFullestNode: 2,
      cpuRequested: 1,
      memoryRequestedGib: 2,
      pendingPods: 1,
    })
  })

  test('a folder that is not there is a problem and stops nothing', async () => {
    const { accounts } = opened.simulator
    const kubernetes = [{ cluster: 'prod', snapshot: '/nonexistent/snapshot' }]
    const collector = openCollector({ accounts, teamTagKeys: ['team'], kubernetes })
    const without = await collector.inventory(opened.account('shop'), tinyNowMs)
    collector.close()
    expect(without.problems.some(({ text }) => text.includes('/nonexistent/snapshot'))).toBe(true)
    expect(poolNamed('prod/elastic', without).facts.snapshot).toBe(false)
  })
})

test('a pool whose newest node is nine days old is known since then', () => {
  const { id } = poolNamed('prod/elastic')
  const changes = inventory.changes.find(({ resourceId }) => resourceId === id)?.changes ?? []
  expect(changes.map(({ source }) => source)).toEqual(['assumed', 'inventory'])
  expect(changes[1]?.fromMs).toBe(tinyNowMs - 9 * dayMs)
})
