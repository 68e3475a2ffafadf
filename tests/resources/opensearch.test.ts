import { describe, expect, test } from 'vitest'
import { opensearchDomain } from '#lib/resources/opensearch-domain.ts'
import {
  graphMemoryGib,
  heapGib,
  shardsMax,
  usableHeapGib,
  usableStorageGib,
} from '#lib/resources/opensearch-limits.ts'
import { shapes } from '#tests/support/catalogue.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

describe('what a node gives', () => {
  test.each([
    [16, 8, 200, 4],
    [64, 32, 800, 16],
    // From 64 GiB on the heap stays at 32 GiB and the rest goes to k-NN graphs.
    [128, 32, 800, 48],
  ])('%i GiB: heap %i GiB, %i shards, %i GiB of graphs', (memoryGib, heap, shards, graphs) => {
    expect([heapGib(memoryGib), shardsMax(memoryGib), graphMemoryGib(memoryGib)]).toEqual([
      heap,
      shards,
      graphs,
    ])
  })

  test.each([
    // 0.95 x 50 = 47.5; a fifth of it is 9.5
    [50, 38],
    // 0.95 x 1000 = 950; the service keeps 20 at most
    [1000, 930],
  ])('a volume of %i GiB has %i GiB for indexes', (volumeGib, usable) => {
    expect(usableStorageGib(volumeGib)).toBeCloseTo(usable, 9)
  })
})

test('a node blocks writes at 92 % of its heap, which is all of its memory that counts', () => {
  // Half of 64 GiB is 32 GiB; 0.92 x 32 = 29.44.
  expect(usableHeapGib(64)).toBeCloseTo(29.44, 9)
  const memory = opensearchDomain.dimensions.find(({ dimension }) => dimension === 'memory')
  expect(memory?.conversion).toMatchObject({ metric: 'heap-pressure', scale: 1 / 0.92 })
})

describe('nodes that a domain may have', () => {
  const { resource } = sizingInput('opensearch-domain')
  const node = shapes.find(({ name }) => name === 'r6g.large.search')
  if (!node) throw new Error('no node in the catalogue')
  const named = (name: string) => ({ ...node, name, family: name.split('.')[0] ?? '' })

  test.each([
    ['m7g.large.search', true],
    // No way back from storage in S3.
    ['or1.large.search', false],
    // Disks of its own instead of volumes.
    ['r6gd.large.search', false],
    ['i3.large.search', false],
    ['t3.medium.search', false],
    ['ultrawarm1.medium.search', false],
  ])('%s: %s', (name, fits) => {
    expect(opensearchDomain.fits(resource, named(name))).toBe(fits)
  })

  test('an OR1 domain stays one', () => {
    const or1 = { ...resource, shape: 'or1.xlarge.search' }
    expect(opensearchDomain.fits(or1, named('or1.large.search'))).toBe(true)
    expect(opensearchDomain.fits(or1, node)).toBe(false)
  })
})
