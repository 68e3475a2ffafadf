import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { dayMs } from '#lib/model/time.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

let opened: Opened
let inventory: Inventory
beforeAll(async () => {
  opened = await openTiny({ world: worldWith({ deniedActions: [], configRecorder: true }) })
  inventory = await opened.collector.inventory(opened.account('shop'), tinyNowMs)
})
afterAll(() => opened.close())

function found(resourceClass: string, nativeId: string, from = inventory) {
  const resource = from.resources.find(
    (one) => one.nativeId === nativeId && one.resourceClass === resourceClass,
  )
  if (!resource) throw new Error(`${nativeId} was not found`)
  const changes = from.changes.find(({ resourceId }) => resourceId === resource.id)?.changes ?? []
  const series = from.series.filter(({ resourceId }) => resourceId === resource.id)
  return { resource, changes, series }
}

async function deniedTo(action: string): Promise<Inventory> {
  const refused = await openTiny({ world: worldWith({ deniedActions: [action], configRecorder: true }) })
  try {
    return await refused.collector.inventory(refused.account('shop'), tinyNowMs)
  } finally {
    await refused.close()
  }
}

describe('an ECS service', () => {
  test('has its task size, the limits of its scaling and its owner', () => {
    const { resource } = found('ecs-service', 'main/api')
    expect(resource).toMatchObject({
      name: 'api',
      arn: 'arn:aws:ecs:us-east-1:444455556666:service/main/api',
      shape: 'fargate-1vcpu-2gb',
      count: 6,
      team: 'web',
      facts: {
        cluster: 'main',
        launchType: 'FARGATE',
        minSize: 2,
        maxSize: 20,
        scaled: true,
        scaledBy: 'cpu',
        targetValue: 55,
        scheduledActions: 1,
        containerInsights: true,
      },
    })
  })

  test('has the capacity of all tasks that it may run, known since its deployment', () => {
    const { changes } = found('ecs-service', 'main/api')
    // 20 tasks of 1 vCPU and 2 GB.
    expect(changes.at(-1)).toMatchObject({
      fromMs: tinyNowMs - 30 * dayMs,
      source: 'inventory',
      capacity: { cpu: 20, memory: 40, 'group-maximum': 20 },
    })
  })

  test('without scaling may run what is desired', () => {
    const { resource, changes } = found('ecs-service', 'main/arm')
    expect(resource.shape).toBe('fargate-arm-0.5vcpu-1gb')
    expect(resource.facts).toMatchObject({ minSize: 2, maxSize: 2, scaled: false })
    expect(changes.at(-1)?.capacity).toEqual({ cpu: 1, memory: 2, 'group-maximum': 2 })
  })

  test('on instances is sized by its containers and has no Fargate shape', () => {
    const { resource } = found('ecs-service', 'main/on-nodes')
    expect(resource.shape).toBe('task-2vcpu-6gb')
    expect(resource.facts).toMatchObject({ launchType: 'EC2', capacityProvider: 'nodes' })
  })

  test('asks for CPU, memory and the samples that count its tasks', () => {
    const { series } = found('ecs-service', 'main/api')
    const dimensions = { ClusterName: 'main', ServiceName: 'api' }
    expect(series.map(({ key, metric, statistics }) => [key, metric.name, statistics])).toEqual([
      ['cpu-utilization', 'CPUUtilization', ['Average', 'Maximum']],
      ['memory-utilization', 'MemoryUtilization', ['Average', 'Maximum']],
      ['running-tasks', 'CPUUtilization', ['SampleCount']],
    ])
    expect(series.every(({ metric }) => metric.namespace === 'AWS/ECS')).toBe(true)
    expect(series.map(({ metric }) => metric.dimensions)).toEqual([dimensions, dimensions, dimensions])
  })

  test('are found over more than one page', () => {
    const services = inventory.resources.filter(({ resourceClass }) => resourceClass === 'ecs-service')
    expect(services).toHaveLength(12)
  })

  test('whose limits are refused has no capacity and is not called deleted', async () => {
    const refused = await deniedTo('application-autoscaling:DescribeScalableTargets')
    const { resource, changes } = found('ecs-service', 'main/api', refused)
    expect(changes.at(-1)?.capacity).toEqual({})
    expect(resource.facts.scaled).toBeUndefined()
    expect(refused.problems.map(({ action }) => action)).toContain(
      'application-autoscaling:DescribeScalableTargets',
    )
    const home = refused.complete.filter(({ region }) => region === 'us-east-1')
    expect(home.map(({ resourceClass }) => resourceClass)).not.toContain('ecs-service')
    expect(home.map(({ resourceClass }) => resourceClass)).toContain('rds-instance')
  })
})

describe('an ECS capacity provider', () => {
  test('is sized with its Auto Scaling group, which is not sized once more', () => {
    const { resource } = found('ecs-capacity-provider', 'nodes')
    expect(resource).toMatchObject({
      shape: 'm7i.large',
      count: 2,
      zoneCount: 2,
      team: 'platform',
      facts: {
        group: 'nodes',
        cluster: 'main',
        providersInCluster: 1,
        minSize: 1,
        maxSize: 10,
        managedScaling: true,
        targetCapacity: 90,
        registeredVcpu: 4,
        registeredGib: 15,
        remainingVcpu: 2,
        remainingGib: 7.5,
        reservedGibPerVcpu: 3.75,
        largestTaskVcpu: 2,
        largestTaskGib: 6,
      },
    })
    const groups = inventory.resources.filter(({ resourceClass }) => resourceClass === 'asg')
    expect(groups.map(({ nativeId }) => nativeId)).not.toContain('nodes')
    const alone = inventory.resources.filter(({ resourceClass }) => resourceClass === 'ec2-instance')
    expect(alone.map(({ nativeId }) => nativeId)).not.toContain('i-0000000000000ec0')
  })

  test('tells of a policy on CPU on the managed group', () => {
    expect(found('ecs-capacity-provider', 'nodes').resource.facts.cpuPolicyOnManagedGroup).toBe(true)
  })

  test('has the capacity that its instances registered, at the maximum of the group', () => {
    // 10 members of 2 vCPU and 7.5 GiB: the agent registers less than the type has.
    expect(found('ecs-capacity-provider', 'nodes').changes.at(-1)?.capacity).toEqual({
      cpu: 20,
      memory: 75,
      'group-maximum': 10,
    })
  })

  test('reads reservations of the cluster and members of the group', () => {
    const { series } = found('ecs-capacity-provider', 'nodes')
    expect(series.map(({ metric }) => [metric.name, metric.dimensions])).toEqual([
      ['CPUReservation', { ClusterName: 'main' }],
      ['MemoryReservation', { ClusterName: 'main' }],
      ['GroupInServiceInstances', { AutoScalingGroupName: 'nodes' }],
    ])
  })

  test('with ECS refused, names the action for both classes and leaves the others whole', async () => {
    const refused = await deniedTo('ecs:*')
    expect(refused.problems.map(({ action }) => action)).toContain('ecs:ListClusters')
    const whole = refused.complete.filter(({ region }) => region === 'us-east-1')
    expect(whole.map(({ resourceClass }) => resourceClass)).not.toContain('ecs-service')
    expect(whole.map(({ resourceClass }) => resourceClass)).not.toContain('ecs-capacity-provider')
    expect(whole.map(({ resourceClass }) => resourceClass)).toContain('asg')
  })
})

describe('a mixed Auto Scaling group', () => {
  test('tells its types, and counts instances where its sizes count units', () => {
    const { resource, changes } = found('asg', 'mixed')
    expect(resource.facts).toMatchObject({
      mixedTypes: 'm7i.large, m7i.xlarge',
      weighted: true,
      minSize: 1,
      maxSize: 10,
    })
    // Its one member weighs two units: 10 units are five of them, of 4 vCPU and 16 GiB.
    expect(resource.count).toBe(1)
    expect(changes.at(-1)?.capacity).toEqual({ cpu: 20, memory: 80, 'group-maximum': 5 })
  })
})

describe('a SageMaker endpoint', () => {
  test('is one resource per variant with its limits and GPUs', () => {
    const { resource, changes } = found('sagemaker-endpoint', 'rerank/AllTraffic')
    expect(resource).toMatchObject({
      shape: 'ml.g5.12xlarge',
      count: 3,
      team: 'ml',
      facts: {
        endpoint: 'rerank',
        variant: 'AllTraffic',
        minSize: 2,
        maxSize: 6,
        scaled: true,
        hasGpu: true,
        gpuPerMember: 4,
        vcpuPerMember: 48,
      },
    })
    // Six instances of 48 vCPU, 192 GiB and 4 GPUs.
    expect(changes.at(-1)).toMatchObject({
      fromMs: tinyNowMs - 12 * dayMs,
      capacity: { cpu: 288, memory: 1152, gpu: 24, 'group-maximum': 6 },
    })
  })

  test('asks for GPU metrics only where there are GPUs', () => {
    const keys = (id: string) => found('sagemaker-endpoint', id).series.map(({ key }) => key)
    expect(keys('rerank/AllTraffic')).toContain('gpu-utilization')
    expect(keys('two-models/blue')).not.toContain('gpu-utilization')
  })

  test('counts its instances by their samples only where each sends one a minute', () => {
    const keys = (id: string) => found('sagemaker-endpoint', id).series.map(({ key }) => key)
    expect(keys('rerank/AllTraffic')).toContain('running-instances')
    // Six samples a minute and instance would read as six instances.
    expect(keys('two-models/blue')).not.toContain('running-instances')
    expect(found('sagemaker-endpoint', 'two-models/blue').resource.facts.publishedEverySeconds).toBe(10)
  })

  test('has the instances of its shadow variants, which are paid like the others', () => {
    expect(found('sagemaker-endpoint', 'two-models/trial').resource).toMatchObject({ count: 2 })
  })

  test('of a type that the region does not describe is listed without capacity', () => {
    const { resource, changes } = found('sagemaker-endpoint', 'two-models/green')
    expect(resource.shape).toBe('ml.z9.huge')
    expect(changes.at(-1)?.capacity).toEqual({ 'group-maximum': 1 })
  })
})
