import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KubernetesPod } from '#lib/model/kubernetes-snapshot.ts'
import { groupPods, parsePodGroups, podGroupsText } from '#lib/model/pod-group.ts'

const pod = (cpu: number, memoryGib: number, hostNetwork = false): KubernetesPod => ({
  namespace: 'shop',
  name: 'pod',
  pools: [],
  daemonSet: false,
  hostNetwork,
  requests: { cpu, memoryGib, gpu: 0 },
})

describe('groups of pods', () => {
  test('hold those that ask for the same, the largest first, and read as text', () => {
    const pods = [pod(0.5, 1), pod(2, 4), pod(0.5, 1), pod(0.05, 0.0625, true)]
    const text = podGroupsText(groupPods(pods))
    expect(text).toBe('1 × 2/4, 2 × 0.5/1, 1 × 0.05/0.063 host')
    expect(parsePodGroups(text)).toEqual(groupPods(pods))
  })

  test('of no pods, and of what is no text of groups, are none', () => {
    expect(podGroupsText(groupPods([]))).toBe('')
    expect(parsePodGroups('')).toEqual([])
    expect(parsePodGroups('many pods')).toEqual([])
  })

  test('come back from their text, and never ask for less than their pods', () => {
    const amount = fc.double({ min: 0, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount, fc.boolean()), { maxLength: 20 }), (rows) => {
        const groups = groupPods(rows.map(([cpu, memory, host]) => pod(cpu, memory, host)))
        const asked = groups.reduce((sum, { cpu, count }) => sum + cpu * count, 0)
        const wanted = rows.reduce((sum, [cpu]) => sum + cpu, 0)
        expect(parsePodGroups(podGroupsText(groups))).toEqual(groups)
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length)
        expect(asked).toBeGreaterThanOrEqual(wanted - 1e-6 * (1 + rows.length))
      }),
    )
  })
})

test('GPUs stand in the text and come back from it', () => {
  const groups = [
    { count: 2, cpu: 8, memoryGib: 60, gpu: 4, ownAddress: true },
    { count: 3, cpu: 0.1, memoryGib: 0.063, ownAddress: false },
  ]
  expect(podGroupsText(groups)).toBe('2 × 8/60 gpu4, 3 × 0.1/0.063 host')
  expect(parsePodGroups(podGroupsText(groups))).toEqual(groups)
})
