import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PodGroup } from '#lib/model/pod-group.ts'
import { nodesFor } from '#lib/recommend/packing.ts'

const room = { cpu: 8, memoryGib: 32, pods: 58, addresses: 56 }
const group = (count: number, cpu: number, memoryGib: number, ownAddress = true): PodGroup => ({
  count,
  cpu,
  memoryGib,
  ownAddress,
})

describe('nodes that pods pack on', () => {
  test.each<{ what: string; groups: PodGroup[]; nodes: number | undefined }>([
    { what: 'no pods need none', groups: [], nodes: 0 },
    { what: '16 pods of half a vCPU fill one node of 8', groups: [group(16, 0.5, 1)], nodes: 1 },
    { what: 'one more needs a second', groups: [group(17, 0.5, 1)], nodes: 2 },
    { what: 'memory decides where it is scarcer: 9 of 8 GiB', groups: [group(9, 0.1, 8)], nodes: 3 },
    // 3 of 5 vCPU lie on a node each, the small ones fill the 3 vCPU that each leaves.
    { what: 'small pods fill what large ones leave', groups: [group(3, 5, 4), group(9, 1, 1)], nodes: 3 },
    { what: '57 tiny pods meet the addresses and not the pods', groups: [group(57, 0.01, 0.01)], nodes: 2 },
    {
      what: 'on the host network the kubelet decides',
      groups: [group(58, 0.01, 0.01, false)],
      nodes: 1,
    },
    { what: 'a pod larger than a node fits on none', groups: [group(1, 9, 1)], nodes: undefined },
    { what: 'pods that ask for nothing still count', groups: [group(113, 0, 0)], nodes: 3 },
  ])('$what', ({ groups, nodes }) => {
    expect(nodesFor(groups, room)).toBe(nodes)
  })

  const gpuRoom = { ...room, cpu: 192, memoryGib: 1152, gpus: 8 }
  const gpuPods = (count: number, gpu: number): PodGroup => ({ ...group(count, 4, 16), gpu })
  test.each<{ what: string; groups: PodGroup[]; nodes: number | undefined }>([
    { what: 'eight pods of one GPU share a node', groups: [gpuPods(8, 1)], nodes: 1 },
    { what: 'a gang of four pods with eight GPUs each takes four nodes', groups: [gpuPods(4, 8)], nodes: 4 },
    // 5 + 5 leave 3 and 3: six pods of one GPU fill them.
    { what: 'small ones fill what large ones leave', groups: [gpuPods(2, 5), gpuPods(6, 1)], nodes: 2 },
    { what: 'three of five GPUs share no node', groups: [gpuPods(3, 5)], nodes: 3 },
    { what: 'a pod of sixteen GPUs fits on none', groups: [gpuPods(1, 16)], nodes: undefined },
  ])('of GPUs: $what', ({ groups: pods, nodes }) => {
    expect(nodesFor(pods, gpuRoom)).toBe(nodes)
  })

  test('without GPUs hold no pod that asks for one', () => {
    expect(nodesFor([gpuPods(1, 1)], room)).toBeUndefined()
  })

  test('0.1 + 0.2 vCPU ten times is three vCPU', () => {
    expect(nodesFor([group(10, 0.2, 0.1), group(10, 0.1, 0.1)], { ...room, cpu: 3 })).toBe(1)
  })

  const groups = fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      cpu: fc.double({ min: 0.01, max: 8, noNaN: true }),
      memoryGib: fc.double({ min: 0.01, max: 32, noNaN: true }),
      ownAddress: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )

  test('are never fewer than the sums ask for, and at most twice that and one', () => {
    fc.assert(
      fc.property(groups, (pods) => {
        const sum = (of: (one: PodGroup) => number) =>
          pods.reduce((total, one) => total + one.count * of(one), 0)
        const shares = [
          sum(({ cpu }) => cpu) / room.cpu,
          sum(({ memoryGib }) => memoryGib) / room.memoryGib,
          sum(() => 1) / room.pods,
        ]
        const nodes = nodesFor(pods, room) ?? Number.NaN
        expect(nodes).toBeGreaterThanOrEqual(Math.ceil(Math.max(...shares) - 1e-6))
        // Two amounts and two counts: no two nodes together are emptier than one in all of them.
        expect(nodes).toBeLessThanOrEqual(2 * shares.reduce((total, one) => total + one, 0) + 1)
      }),
    )
  })

  test('are no more when the nodes get larger', () => {
    fc.assert(
      fc.property(groups, (pods) => {
        const larger = { cpu: 16, memoryGib: 64, pods: 116, addresses: 112 }
        expect(nodesFor(pods, larger)).toBeLessThanOrEqual(nodesFor(pods, room) ?? Number.NaN)
      }),
    )
  })
})
