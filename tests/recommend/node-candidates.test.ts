import { describe, expect, test } from 'vitest'
import type { Facts } from '#lib/model/resource.ts'
import { recommend } from '#lib/recommend/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

/** Pods by the addresses of the type (EC2's interface limits): 4 x 14 + 2 up to 2xlarge, 8 x 29 + 2 above. */
const podsOf: Readonly<Record<string, number>> = { xlarge: 58, '2xlarge': 58, '4xlarge': 234, '8xlarge': 234 }

/** Pods use 12 vCPU and 40 GiB: less than they ask for. */
const example = sizingInput('eks-node-pool', {
  demand: { cpu: { median: 12 }, memory: { median: 40 } },
})

/** Ten m7i.xlarge in three zones, at least six; each offers 3.92 vCPU, 14 GiB and 58 pods. */
function poolInput(facts: Facts) {
  const known = {
    cpuAllocatable: 39.2,
    memoryAllocatableGib: 140,
    podsAllocatable: 580,
    podsByAddressesPerNode: 58,
    daemonSetRequests: '1 × 0.25/0.2, 2 × 0.1/0.063 host',
  }
  const shapes = example.shapes.map((shape) =>
    shape.service === 'ec2' && podsOf[shape.size] !== undefined
      ? { ...shape, podsByAddresses: podsOf[shape.size] as number }
      : shape,
  )
  const resource = { ...example.resource, facts: { ...example.resource.facts, ...known, ...facts } }
  return { ...example, shapes, resource }
}

describe('a pool of EKS nodes', () => {
  test('is consolidated onto the whole nodes that its pods pack on, at the same bounds', () => {
    // 3.92 - 0.45 = 3.47 vCPU for pods: three of 1 vCPU a node, 21 pods on seven nodes.
    const answer = recommend(poolInput({ podRequests: '21 × 1/2' }))
    const seven = [answer.recommended, ...answer.options].find((one) => one?.id === 'm7i.xlarge-x7')
    expect(seven).toMatchObject({
      count: 7,
      action: 'Consolidating 10 nodes onto 7',
      settings: { nodes: 7 },
      chance: answer.current?.chance,
    })
    expect(seven?.note).toContain('pack on so many nodes')
    const each = (answer.current?.monthlyUsd ?? 0) / 10
    expect(seven?.deltaMonthlyUsd).toBeCloseTo(-3 * each, 6)
  })

  test('is not packed closer than its pods use, whatever they ask for', () => {
    const busy = sizingInput('eks-node-pool')
    const input = poolInput({ podRequests: '21 × 0.1/0.1' })
    const answer = recommend({ ...input, outcomes: busy.outcomes })
    // 180 GiB are used at the median; ten nodes with 13.7 GiB for pods each hold less than that below 90 %.
    const own = answer.options.filter(({ shape }) => shape === 'm7i.xlarge')
    expect(own.map(({ count }) => count)).toEqual([10])
  })

  test('of other nodes has the memory of those nodes, and not what it had', () => {
    const answer = recommend(poolInput({ podRequests: '21 × 1/2' }))
    const others = answer.options.filter(({ shape }) => shape !== 'm7i.xlarge')
    expect(others.length).toBeGreaterThan(2)
    for (const { dimensions, memoryGib, settings } of others) {
      const memory = dimensions.find(({ dimension }) => dimension === 'memory')
      expect(memory?.capacity).toBe(memoryGib * Number(settings.maximum))
    }
  })

  test('keeps its minimum, whatever its pods ask for', () => {
    const answer = recommend(poolInput({ podRequests: '3 × 1/2' }))
    const own = answer.options.filter(({ shape }) => shape === 'm7i.xlarge').map(({ count }) => count)
    expect(own.sort()).toEqual([10, 6])
  })

  test('moves to no type that its largest pod does not fit', () => {
    const answer = recommend(poolInput({ podRequests: '1 × 3.4/4, 4 × 1/2' }))
    const large = answer.options.filter(({ shape }) => shape.endsWith('.large'))
    expect(large).toEqual([])
  })

  test('that is packed already is left as it is', () => {
    const answer = recommend(poolInput({ podRequests: '30 × 1/4' }))
    expect(answer.options.map(({ id }) => id)).not.toContain('m7i.xlarge-x10')
    expect(answer.recommended?.shape).not.toBe('m7i.xlarge')
  })

  test('without a snapshot has no sizes', () => {
    const answer = recommend(poolInput({ snapshot: false }))
    expect(answer.options.map(({ id }) => id)).toEqual(['present'])
    expect(answer.recommended).toBeUndefined()
  })
})

describe('a pool of GPU nodes', () => {
  /** Ten m7i.xlarge that are given two GPUs each. */
  function gpuInput(facts: Facts) {
    const input = poolInput({ gpu: true, gpuPerMember: 2, minSize: 1, ...facts })
    const shapes = input.shapes.map((shape) =>
      shape.name === 'm7i.xlarge' ? { ...shape, capacity: { ...shape.capacity, gpu: 2 } } : shape,
    )
    return { ...input, shapes }
  }
  const ownOf = (facts: Facts) => recommend(gpuInput(facts)).options.filter(({ count }) => count < 10)

  test('saves by the whole nodes that are empty when its gangs are packed, and may not get them back', () => {
    // Three pods of 2 GPUs fill three nodes, six of one GPU three more: four of ten are free to go.
    const [fewer] = ownOf({ podRequests: '3 × 1/2 gpu2, 6 × 0.5/2 gpu1' })
    expect(fewer).toMatchObject({ count: 6, settings: { nodes: 6 }, reversible: false })
    expect(fewer?.note).toContain('May not be obtainable again.')
  })

  test('is offered no other type: another GPU is for a benchmark', () => {
    const answer = recommend(gpuInput({ podRequests: '3 × 1/2 gpu2' }))
    expect(new Set(answer.options.map(({ shape }) => shape))).toEqual(new Set(['m7i.xlarge']))
  })

  test('in a Capacity Block saves nothing until it ends', () => {
    const [fewer] = ownOf({ podRequests: '3 × 1/2 gpu2', capacityBlockMembers: 10 })
    expect(fewer?.excuse).toMatchObject({
      reason: 'paid-in-advance',
      text: '10 of 10 nodes are in a Capacity Block: giving them back saves nothing until it ends.',
    })
    expect(
      recommend(gpuInput({ podRequests: '3 × 1/2 gpu2', capacityBlockMembers: 10 })).recommended,
    ).toBeUndefined()
  })
})
