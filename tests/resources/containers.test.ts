import { describe, expect, test } from 'vitest'
import { taskSizeOf } from '#lib/collect/inventory/ecs-services.ts'
import { instancesOf, meanMember, mixedFacts } from '#lib/collect/inventory/mixed-group.ts'
import type { Facts, Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import { recommend } from '#lib/recommend/index.ts'
import { fargateSizes } from '#lib/resources/fargate-sizes.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { sizingOf } from '#lib/resources/sizing-of.ts'
import { containerShapes } from '#tests/support/container-catalogue.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

function named(name: string): Shape {
  const found = containerShapes.find((shape) => shape.name === name)
  if (!found) throw new Error(`no shape ${name}`)
  return found
}

const withFacts = (base: Resource, facts: Facts): Resource => ({
  ...base,
  facts: { ...base.facts, ...facts },
})

test.each([
  ['ecs-service', {}, 'ECS service on Fargate, 6 tasks of 2 vCPU, 8 GB'],
  ['ecs-service', { minSize: 2, launchType: 'EC2' }, 'ECS service on EC2, 2–6 tasks of 2 vCPU, 8 GB'],
  ['ecs-capacity-provider', {}, 'ECS capacity provider of m7i.xlarge × 3–20, managed to 90 % full'],
  [
    'ecs-capacity-provider',
    { cpuPolicyOnManagedGroup: true },
    'ECS capacity provider of m7i.xlarge × 3–20, managed to 90 % full, and a CPU policy pulls at the same group',
  ],
  ['sagemaker-endpoint', {}, 'SageMaker endpoint, variant AllTraffic of 2 × ml.g5.12xlarge'],
  ['asg', { minSize: 8, maxSize: 8 }, 'Auto Scaling group of m7i.xlarge × 8, fixed, 3 zones'],
  [
    'asg',
    { mixedTypes: 'm7i.xlarge, m6i.xlarge', weighted: true },
    'Auto Scaling group of mixed types (m7i.xlarge, m6i.xlarge) × 6–30 units, 3 zones',
  ],
] as const)('%s with %o reads "%s"', (resourceClass, facts, text) => {
  const { resource } = sizingInput(resourceClass)
  expect(classDefinitions[resourceClass].describe(withFacts(resource, facts))).toBe(text)
})

test('tasks of Windows have another price, and none is known of them', () => {
  const input = sizingInput('ecs-service')
  const found = recommend({ ...input, resource: withFacts(input.resource, { windows: true }) })
  expect(classDefinitions['ecs-service'].priceKey(withFacts(input.resource, { windows: true }))).toBe(
    'fargate-windows',
  )
  expect(found.recommended).toBeUndefined()
})

describe('sizes of Fargate tasks', () => {
  test('are those that AWS runs', () => {
    // 3 + 4 + 7 + 13 + 23 + 12 + 12 sizes (Amazon ECS developer guide, task sizes).
    expect(fargateSizes).toHaveLength(74)
    expect(fargateSizes).toContainEqual({ vcpu: 0.25, memoryGib: 0.5 })
    expect(fargateSizes).toContainEqual({ vcpu: 16, memoryGib: 120 })
    expect(fargateSizes).not.toContainEqual({ vcpu: 1, memoryGib: 1 })
  })

  test.each([
    ['a fixed service may have any size', {}, 'fargate-1vcpu-4gb', true],
    ['CPU that scaling follows stays', { minSize: 2 }, 'fargate-1vcpu-8gb', false],
    ['and memory may change', { minSize: 2 }, 'fargate-2vcpu-5gb', true],
    ['memory that scaling follows stays', { minSize: 2, scaledBy: 'memory' }, 'fargate-2vcpu-5gb', false],
    ['and CPU may change', { minSize: 2, scaledBy: 'memory' }, 'fargate-4vcpu-8gb', true],
    ['an image is built for one architecture', { arch: 'arm64' }, 'fargate-1vcpu-4gb', false],
    ['tasks on instances have no sizes', { launchType: 'EC2' }, 'fargate-1vcpu-4gb', false],
  ])('%s', (_why, facts, shape, fits) => {
    const resource = withFacts(sizingInput('ecs-service').resource, facts)
    expect(classDefinitions['ecs-service'].fits(resource, named(shape))).toBe(fits)
  })

  test('a fixed service at half its need gets a smaller size, priced by vCPU and GB', () => {
    const found = recommend(
      sizingInput('ecs-service', { demand: { cpu: { median: 2 }, memory: { median: 8 } } }),
    )
    expect(found.finding).toBe('oversized')
    expect(found.recommended?.shape).toMatch(/^fargate-(0\.5|1)vcpu/)
    // Six tasks of 2 vCPU and 8 GB: 6 x (2 x 0.04048 + 8 x 0.004445) x 730 h.
    expect(found.current?.monthlyUsd).toBeCloseTo(6 * (2 * 0.04048 + 8 * 0.004445) * 730, 4)
  })

  test('a service that scales is paid for the tasks that ran on average', () => {
    const { resource } = sizingInput('ecs-service')
    const facts = { ...resource.facts, minSize: 2, maxSize: 20, scaled: true, scaledBy: 'cpu' }
    const input = sizingInput('ecs-service', {
      resource: { facts },
      capacity: { cpu: 40, memory: 160, 'group-maximum': 20 },
      demand: { cpu: { median: 10 }, memory: { median: 100 } },
    })
    const measured = sizingInput('asg', { demand: { 'group-maximum': { median: 9, meanShare: 0.5 } } })
    const tasks = measured.outcomes.filter(({ dimension }) => dimension === 'group-maximum')
    const found = recommend({ ...input, outcomes: [...input.outcomes, ...tasks] })
    expect(found.current?.label).toBe('fargate-2vcpu-8gb × 2–20')
    // Not the six that happen to run now, nor the twenty that may: what ran on average in the last 30 days.
    const mean = [...(tasks[0]?.history?.mean ?? [])].slice(-30)
    const average = mean.reduce((sum, one) => sum + one, 0) / mean.length
    expect(average).toBeLessThan(6)
    expect(found.current?.monthlyUsd).toBeCloseTo(average * (2 * 0.04048 + 8 * 0.004445) * 730, 4)
  })

  test('a service on instances is watched and offered nothing', () => {
    const input = sizingInput('ecs-service')
    const resource = withFacts(input.resource, { launchType: 'EC2' })
    const moved = { ...resource, shape: 'task-2vcpu-8gb' }
    expect(sizingOf(classDefinitions['ecs-service'], moved)).toBe('none')
    const found = recommend({ ...input, resource: moved })
    expect(found.finding).toBe('not-sized')
    expect(found.recommended).toBeUndefined()
  })
})

describe('what a task reserves', () => {
  test.each<readonly [what: string, definition: Parameters<typeof taskSizeOf>[0], size: object]>([
    ['of the task', { cpu: '512', memory: '1024' }, { vcpu: 0.5, memoryGib: 1 }],
    [
      'of its containers, the soft limit before the hard one',
      {
        containerDefinitions: [
          { cpu: 256, memory: 2048, memoryReservation: 512 },
          { cpu: 256, memory: 512 },
        ],
      },
      { vcpu: 0.5, memoryGib: 1 },
    ],
    ['nothing, which is not known and not zero', { containerDefinitions: [{}] }, {}],
    [
      'of Windows, which costs more',
      { cpu: '1024', memory: '2048', runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      { vcpu: 1, memoryGib: 2, windows: true },
    ],
  ])('%s', (_what, definition, size) => {
    expect(taskSizeOf(definition)).toEqual({ arch: 'x86_64', ...size })
  })
})

describe('a SageMaker endpoint', () => {
  test.each([
    ['a fixed one may have fewer of the same GPUs', {}, 'ml.g5.2xlarge', true],
    ['one that scales keeps vCPU and GPUs', { minSize: 1 }, 'ml.g5.2xlarge', false],
    ['another GPU is another endpoint', { gpuModel: 'NVIDIA L4' }, 'ml.g5.2xlarge', false],
  ])('%s', (_why, facts, shape, fits) => {
    const resource = withFacts(sizingInput('sagemaker-endpoint').resource, facts)
    expect(classDefinitions['sagemaker-endpoint'].fits(resource, named(shape))).toBe(fits)
  })
})

describe('a capacity provider', () => {
  const { resource, shapes } = sizingInput('ecs-capacity-provider')
  const fits = (name: string, facts: Facts = {}) => {
    const shape = shapes.find((one) => one.name === name)
    if (!shape) throw new Error(`no shape ${name}`)
    return classDefinitions['ecs-capacity-provider'].fits(withFacts(resource, facts), shape)
  }

  test('has at least the memory per vCPU that is reserved', () => {
    expect(fits('c7i.2xlarge', { reservedGibPerVcpu: 3.2 })).toBe(false)
    expect(fits('r7i.xlarge', { reservedGibPerVcpu: 3.2 })).toBe(true)
  })

  test('may have more or less memory with the same processor', () => {
    expect(fits('c7i.2xlarge')).toBe(true)
    expect(fits('r7i.xlarge')).toBe(true)
    expect(fits('m7g.xlarge')).toBe(false)
    expect(fits('m5.xlarge')).toBe(false)
  })

  test('has to hold its largest task', () => {
    expect(fits('c7i.xlarge', { largestTaskGib: 12 })).toBe(false)
    expect(fits('r7i.xlarge', { largestTaskGib: 12, largestTaskVcpu: 4 })).toBe(true)
  })
})

describe('a mixed group', () => {
  const group = {
    overrides: [
      { type: 'a', weight: 1 },
      { type: 'b', weight: 4 },
    ],
    memberTypes: ['a', 'b', 'b'],
    byRequirements: false,
  }
  const type = (name: string, cpu: number) => {
    return {
      name,
      arch: 'x86_64',
      currentGeneration: true,
      burstable: false,
      capacity: { cpu, memory: 4 * cpu },
    } as const
  }
  const types = new Map([type('a', 2), type('b', 8)].map((one) => [one.name, one]))

  test('has the capacity of its members: 2, 8 and 8 vCPU are 6 each', () => {
    expect(meanMember(types, group)).toEqual({ cpu: 6, memory: 24 })
    expect(mixedFacts(group)).toEqual({ mixedTypes: 'a, b', weighted: true })
  })

  test('of 30 units has ten members that weigh three on average', () => {
    expect(instancesOf(group, 30)).toBe(10)
    expect(instancesOf({ ...group, memberTypes: [] }, 30)).toBe(12)
  })

  test('with a type that the region does not describe has no mean', () => {
    expect(meanMember(types, { ...group, memberTypes: ['a', 'c'] })).toBeUndefined()
  })

  test('by requirements is mixed although its policy names no type', () => {
    const chosen = { overrides: [], memberTypes: ['a', 'b'], byRequirements: true }
    expect(mixedFacts(chosen)).toEqual({ mixedTypes: 'a, b' })
    expect(meanMember(types, chosen)).toEqual({ cpu: 5, memory: 20 })
    expect(instancesOf(chosen, 7)).toBe(7)
  })

  test('of one type is not mixed, whatever a refresh shows for an hour', () => {
    const plain = { overrides: [{ type: 'a', weight: 1 }], memberTypes: ['a', 'b'], byRequirements: false }
    expect(mixedFacts(plain)).toEqual({})
    expect(meanMember(types, plain)).toBeUndefined()
    expect(instancesOf(plain, 7)).toBe(7)
  })
})
