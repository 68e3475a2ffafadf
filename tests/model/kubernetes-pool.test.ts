import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fragmentedText, gangWaits, gangWaitsText, kubernetesPoolUse } from '#lib/model/kubernetes-pool.ts'
import type { KubernetesNode, KubernetesPod, KubernetesSnapshot } from '#lib/model/kubernetes-snapshot.ts'

const node = (index: number, gpu: number, pool = 'gpus'): KubernetesNode => ({
  name: `node-${index}`,
  instanceId: `i-${index}`,
  pool,
  allocatable: { cpu: 16, memoryGib: 60, gpu, pods: 58 },
})

let number = 0
const pod = (gpu: number, rest: Partial<KubernetesPod> = {}): KubernetesPod => ({
  namespace: 'research',
  name: `pod-${number++}`,
  pools: [],
  daemonSet: false,
  hostNetwork: false,
  requests: { cpu: 2, memoryGib: 4, gpu },
  ...rest,
})

function snapshotOf(nodes: readonly KubernetesNode[], pods: readonly KubernetesPod[]): KubernetesSnapshot {
  const nothing = { autoscalers: [], budgets: [], nodePools: [], unread: [] }
  return { cluster: 'ml', takenMs: 0, nodes, pods, ...nothing }
}

/** Nodes of eight GPUs with so many given out one by one. */
function gpuCluster(given: readonly number[], waiting: readonly KubernetesPod[]): KubernetesSnapshot {
  const nodes = given.map((_, i) => node(i, 8))
  const placed = given.flatMap((count, i) =>
    Array.from({ length: count }, () => pod(1, { node: `node-${i}` })),
  )
  return snapshotOf(nodes, [...placed, ...waiting])
}

const useOf = (snapshot: KubernetesSnapshot, name = 'gpus') => {
  const instanceIds = new Set(
    snapshot.nodes.flatMap(({ instanceId = '', pool }) => (pool === name ? instanceId : [])),
  )
  return kubernetesPoolUse(snapshot, { name, instanceIds })
}

describe('a gang that waits', () => {
  test('does not fit eleven free GPUs of which three lie together', () => {
    // 4 nodes x 8 GPUs, 5 + 5 + 5 + 6 given out: 3 + 3 + 3 + 2 = 11 are free.
    const use = useOf(gpuCluster([5, 5, 5, 6], [pod(8, { name: 'finetune' })]))
    expect(use).toMatchObject({ freeGpus: 11, largestFreeGpuBlock: 3, pendingPods: 1 })
    expect(use.gangs).toEqual([
      { name: 'research/finetune', pods: 1, gpus: 8, gpusPerPod: 8, fits: false, nodesToStart: 1 },
    ])
    expect(fragmentedText(use)).toBe(
      'research/finetune waits for 8 GPUs on one node. 11 are free, but the largest free block on a node is 3.',
    )
  })

  test('of eight pods with one GPU each fits them', () => {
    const gang = Array.from({ length: 8 }, () => pod(1, { gang: 'sweep' }))
    const use = useOf(gpuCluster([5, 5, 5, 6], gang))
    expect(use.gangs).toEqual([
      { name: 'research/sweep', pods: 8, gpus: 8, gpusPerPod: 1, fits: true, nodesToStart: 0 },
    ])
    expect(fragmentedText(use)).toBeUndefined()
  })

  test('of four pods with two GPUs each fits three nodes with three and one with two', () => {
    const gang = Array.from({ length: 4 }, () => pod(2, { gang: 'pairs' }))
    expect(useOf(gpuCluster([5, 5, 5, 6], gang)).gangs[0]?.fits).toBe(true)
    expect(useOf(gpuCluster([5, 5, 5, 7], gang)).gangs[0]?.fits).toBe(false)
  })

  test('that is larger than what is free is not called fragmented', () => {
    expect(fragmentedText(useOf(gpuCluster([8, 8, 7], [pod(8)])))).toBeUndefined()
  })

  test('always fits when one node is free enough for all of it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }), (sizes) => {
        const gang = sizes.map((gpu) => pod(gpu, { gang: 'small' }))
        return useOf(gpuCluster([7, 0, 7], gang)).gangs[0]?.fits === true
      }),
    )
  })
})

describe('the use of a pool', () => {
  test('sums what its pods ask for and tells the share of the DaemonSets', () => {
    const daemon = { daemonSet: true, requests: { cpu: 0.25, memoryGib: 0.5, gpu: 0 } }
    const pods = [
      pod(0, { node: 'node-0' }),
      pod(0, { node: 'node-0', ...daemon }),
      pod(0, { node: 'node-1', ...daemon }),
    ]
    const use = useOf(snapshotOf([node(0, 0, 'web'), node(1, 0, 'web'), node(2, 0, 'other')], pods), 'web')
    expect(use.nodes).toBe(2)
    expect(use.pods).toBe(3)
    expect(use.podsOnFullestNode).toBe(2)
    expect(use.requests).toEqual({ cpu: 2.5, memoryGib: 5, gpu: 0 })
    expect(use.daemonSets).toEqual({ cpu: 0.5, memoryGib: 1, gpu: 0, pods: 2 })
    expect(use.allocatable).toEqual({ cpu: 32, memoryGib: 120, gpu: 0, pods: 116 })
  })

  test('tells whose GPUs are given out and which queue waits', () => {
    const use = useOf(
      snapshotOf(
        [node(0, 8)],
        [
          pod(4, { node: 'node-0' }),
          pod(2, { node: 'node-0', namespace: 'serving' }),
          pod(8, { queue: 'research-queue' }),
        ],
      ),
    )
    expect([...use.gpusByNamespace]).toEqual([
      ['research', 4],
      ['serving', 2],
    ])
    expect([...use.gpusByQueue]).toEqual([['research-queue', 8]])
  })

  test('counts a pending pod where its selector sends it, and one without selector only where one pool could take it', () => {
    const nodes = [node(0, 0, 'web'), node(1, 0, 'batch'), node(2, 8, 'gpus')]
    const snapshot = snapshotOf(nodes, [pod(0), pod(0, { pools: ['batch'] }), pod(1)])
    expect(useOf(snapshot, 'web').pendingPods).toBe(0)
    expect(useOf(snapshot, 'batch').pendingPods).toBe(1)
    expect(useOf(snapshot, 'gpus').pendingPods).toBe(1)
  })

  test('of a pool without nodes is nothing', () => {
    const use = kubernetesPoolUse(snapshotOf([], []), { name: 'empty', instanceIds: new Set() })
    expect(use).toMatchObject({ nodes: 0, pods: 0, freeGpus: 0, largestFreeGpuBlock: 0, gangs: [] })
  })
})

describe('what waits, by the size of a gang', () => {
  const hours = 3_600_000
  const waiting = [
    pod(8, { name: 'a', createdMs: 2 * hours }),
    pod(8, { name: 'b', createdMs: hours }),
    ...Array.from({ length: 4 }, () => pod(8, { gang: 'large', createdMs: 5 * hours })),
    pod(1, { name: 'small' }),
  ]
  const use = useOf(gpuCluster([5, 5, 5, 6], waiting))

  test('says how many wait, since when, and the whole nodes that start one', () => {
    expect(gangWaits(use)).toEqual([
      { gpus: 32, gangs: 1, nodesToStart: 4, sinceMs: 5 * hours },
      { gpus: 8, gangs: 2, nodesToStart: 1, sinceMs: hours },
      { gpus: 1, gangs: 1, nodesToStart: 0 },
    ])
  })

  test('in words', () => {
    expect(gangWaitsText(use, 9 * hours)).toBe(
      '32 GPUs: 1 gang, for 4 h, starts with 4 nodes more; 8 GPUs: 2 gangs, for 8 h, starts with 1 node more; 1 GPU: 1 gang, has room now',
    )
    expect(gangWaitsText({ gangs: [] }, 0)).toBeUndefined()
  })

  test('a pod larger than every node never starts', () => {
    const never = useOf(gpuCluster([0], [pod(16, { name: 'huge' })]))
    expect(gangWaitsText(never, 0)).toBe('16 GPUs: 1 gang, larger than a node')
  })
})
