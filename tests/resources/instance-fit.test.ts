import { describe, expect, test } from 'vitest'
import type { Shape } from '#lib/model/shape.ts'
import { fitsInstance, instanceEffort } from '#lib/resources/instance-fit.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

function shapeOf(name: string): Shape {
  const family = name.split('.')[0] ?? ''
  return {
    name,
    service: 'ec2',
    family,
    size: name.split('.')[1] ?? '',
    arch: /\dg/.test(family) ? 'arm64' : 'x86_64',
    currentGeneration: true,
    burstable: family.startsWith('t'),
    capacity: { cpu: 2, memory: 8 },
  }
}

describe('which shapes an instance may become', () => {
  test.each([
    ['m7i.xlarge', 'm7i.large', true, 'the same family'],
    ['m7i.xlarge', 'c7i.2xlarge', true, 'another general series'],
    ['m7i.xlarge', 't3.large', true, 'burstable'],
    ['m7i.xlarge', 'm7g.xlarge', true, 'another architecture, with its effort'],
    ['m7i.xlarge', 'i4i.xlarge', false, 'storage-optimized'],
    ['i4i.xlarge', 'i4i.2xlarge', true, 'storage-optimized within its series'],
    ['m7i.xlarge', 'p5.48xlarge', false, 'an accelerator'],
    ['m7i.xlarge', 'm6id.xlarge', false, 'a local disk that is not asked for'],
    ['m6id.xlarge', 'm7i.xlarge', false, 'without the local disk'],
    ['m6id.xlarge', 'r6id.xlarge', true, 'with the local disk'],
    ['m7i.xlarge', 'm7i-flex.xlarge', false, 'flex, which is not always at full speed'],
    ['m7i.xlarge', 'm7i.metal-24xl', false, 'bare metal'],
    ['m7i.xlarge', 'u-6tb1.56xlarge', false, 'outside of the naming scheme'],
    ['mac2.metal', 'mac2.metal', true, 'what it is already'],
  ])('%s to %s: %s (%s)', (from, to, expected) => {
    const { resource } = sizingInput('ec2-instance', { resource: { shape: from } })
    expect(fitsInstance(resource, shapeOf(to))).toBe(expected)
  })

  test.each([
    ['m7i.xlarge', 'm7i.large', 'low'],
    ['m7i.xlarge', 'c7i.large', 'medium'],
    ['m7i.xlarge', 'm7g.xlarge', 'high'],
    ['m7g.xlarge', 'c7g.xlarge', 'medium'],
  ])('%s to %s is %s effort', (from, to, expected) => {
    const { resource } = sizingInput('ec2-instance')
    expect(instanceEffort(resource, shapeOf(from), shapeOf(to))).toBe(expected)
  })
})
