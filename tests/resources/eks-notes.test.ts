import { describe, expect, test } from 'vitest'
import type { Facts, ResourceClass } from '#lib/model/resource.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

function items(
  facts: Facts,
  resourceClass: ResourceClass = 'eks-node-pool',
): Readonly<Record<string, string>> {
  const { resource } = sizingInput(resourceClass)
  const { notes }: ClassDefinition = classDefinitions[resourceClass]
  const context = { resource: { ...resource, facts }, signals: {}, prices: [], shapes: [], nowMs: 0 }
  return Object.fromEntries((notes?.(context) ?? []).map(({ title, text }) => [title, text]))
}

const version = {
  cluster: 'prod',
  kubernetesVersion: '1.33',
  supportEndsOn: '2026-07-29',
  extendedSupportEndsOn: '2027-07-29',
}
const snapshot = {
  cluster: 'prod',
  snapshot: true,
  pods: 120,
  cpuRequested: 24,
  cpuAllocatable: 32,
  memoryRequestedGib: 60,
  memoryAllocatableGib: 120,
  daemonSetCpu: 2,
  pendingPods: 0,
}

describe('the version of the cluster', () => {
  test('in Extended Support tells the surcharge and its end', () => {
    const paying = { ...version, extendedSupport: true, extendedSupportHourlyUsd: 0.5 }
    // $0.50 x 730 h.
    expect(items(paying)['Kubernetes 1.33']).toBe(
      'prod pays for Extended Support since standard support ended on 29 Jul 2026: $365/mo more for the cluster. Extended Support ends on 29 Jul 2027; AWS upgrades the cluster then.',
    )
  })

  test('in standard support tells when it ends and what follows', () => {
    expect(items({ ...version, extendedSupport: false })['Kubernetes 1.33']).toBe(
      'Standard support ends on 29 Jul 2026; after that prod costs $0.60 an hour instead of $0.10.',
    )
  })

  test('from our table is told with its date', () => {
    const text = items({ ...version, extendedSupport: false, supportSource: 'table' })['Kubernetes 1.33']
    expect(text).toMatch(/ Dates from our table of 24 Apr 2026: AWS did not tell them\.$/)
    expect(items({ ...version, extendedSupport: false, supportSource: 'aws' })['Kubernetes 1.33']).toMatch(
      /\$0\.10\.$/,
    )
  })

  test('of a cluster that AWS upgrades by itself costs nothing more', () => {
    const text = items({ ...version, extendedSupport: false, upgradesItself: true })['Kubernetes 1.33']
    expect(text).toBe('Standard support ends on 29 Jul 2026; AWS upgrades prod then by itself.')
  })

  test('that is not known is not told', () => {
    expect(Object.keys(items({ cluster: 'prod', kubernetesVersion: '1.99' }))).toEqual([
      'No Kubernetes snapshot',
    ])
  })
})

describe('the pods', () => {
  test('without a snapshot are not judged, and that is said', () => {
    expect(items({ cluster: 'prod', snapshot: false })['No Kubernetes snapshot']).toMatch(/is not judged/)
  })

  test('with one are told by what they ask for', () => {
    expect(items(snapshot)).toEqual({
      Requests: '120 pods ask for 24 of 32 vCPU (75%) and 60 of 120 GiB (50%). DaemonSets take 2 vCPU of it.',
    })
  })

  test('that wait are counted, or told by why they do', () => {
    expect(items({ ...snapshot, pendingPods: 1 }).Pending).toBe('1 pod waits for a node.')
    expect(items({ ...snapshot, pendingPods: 3 }).Pending).toBe('3 pods wait for a node.')
    expect(items({ ...snapshot, pendingPods: 1, gpusFragmented: 'a waits' }).Pending).toBe('a waits')
  })

  test('tell whose the GPUs are and which queue waits, and nothing where there is none', () => {
    const gpus = { ...snapshot, gpusAllocated: 21, gpusFree: 11, gpuOwners: 'research 21', gpuQueues: 'q 8' }
    expect(items(gpus).GPUs).toBe(
      '21 of 32 GPUs are given out. By namespace: research 21. Queues wait for: q 8.',
    )
    const idle = { ...snapshot, gpusAllocated: 0, gpusFree: 8, gpuOwners: 'none', gpuQueues: 'none' }
    expect(items(idle).GPUs).toBe('0 of 8 GPUs are given out.')
  })

  test('name autoscalers at their maximum and budgets that block', () => {
    const stuck = items({ ...snapshot, autoscalersAtMaximum: 'shop/api', budgetsThatBlock: 'shop/db' })
    expect(stuck.Autoscalers).toMatch(/^At their maximum of replicas in prod: shop\/api\./)
    expect(stuck.Draining).toMatch(/^Disruption budgets of prod that allow no eviction now: shop\/db\./)
  })
})

test('a GPU pool says what only a scheduler would know', () => {
  expect(Object.keys(items({ gpusAllocated: 'not measured' }, 'gpu-pool'))).toEqual(['Not measured'])
  expect(items({ gpuModel: 'H100' }, 'gpu-pool')).toEqual({})
})
