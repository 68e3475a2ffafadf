import { dayMs } from '#lib/model/time.ts'
import type { WorldContainerInstance, WorldEcsService } from '#lib/simulate/estate/ecs-things.ts'
import type { WorldEndpoint } from '#lib/simulate/estate/endpoint-things.ts'
import type { WorldGroup, WorldInstance } from '#lib/simulate/world.ts'
import type { HeldThings } from '#lib/simulate/world-things.ts'
import { tinyNowMs } from './tiny-world.ts'

const createdMs = tinyNowMs - 300 * dayMs

const service = {
  cluster: 'main',
  launchType: 'FARGATE',
  desired: 6,
  running: 6,
  taskVcpu: 1,
  taskGib: 2,
  arch: 'x86_64',
  createdMs,
  deployedMs: tinyNowMs - 30 * dayMs,
  tags: { team: 'web' },
} as const satisfies Omit<WorldEcsService, 'name'>

/** More than one page of ten. */
const services: readonly WorldEcsService[] = [
  { ...service, name: 'api' },
  { ...service, name: 'arm', arch: 'arm64', taskVcpu: 0.5, taskGib: 1, desired: 2, tags: {} },
  { ...service, name: 'on-nodes', launchType: 'EC2', capacityProvider: 'nodes', taskVcpu: 2, taskGib: 6 },
  ...Array.from({ length: 9 }, (_, i) => ({ ...service, name: `small-${i}`, tags: {} })),
]

/** Members of the group behind the capacity provider: two sizes, the larger weighing two units. */
export const nodeInstances: readonly WorldInstance[] = ['m7i.large', 'm7i.large', 'm7i.xlarge'].map(
  (instanceType, i) => ({
    instanceId: `i-0000000000000ec${i}`,
    instanceType,
    state: 'running',
    zone: 'us-east-1a',
    launchMs: createdMs,
    tags: {},
    groupName: i < 2 ? 'nodes' : 'mixed',
    volumes: [],
  }),
)

const group: WorldGroup = {
  name: 'nodes',
  instanceType: 'm7i.large',
  minSize: 1,
  maxSize: 10,
  desired: 2,
  zones: ['us-east-1a', 'us-east-1b'],
  instanceIds: ['i-0000000000000ec0', 'i-0000000000000ec1'],
  createdMs,
  tags: { team: 'platform' },
}

/** `nodes` belongs to a capacity provider; `mixed` has two types and sizes in units. */
export const nodeGroups: readonly WorldGroup[] = [
  group,
  {
    ...group,
    name: 'mixed',
    overrides: [{ instanceType: 'm7i.large' }, { instanceType: 'm7i.xlarge', weight: 2 }],
    desired: 2,
    instanceIds: ['i-0000000000000ec2'],
    tags: {},
  },
]

/** The agent registers 7.5 of 8 GiB; half of the CPU is reserved. */
const containerInstances = group.instanceIds.map(
  (instanceId): WorldContainerInstance => ({
    cluster: 'main',
    provider: 'nodes',
    instanceId,
    registeredCpu: 2048,
    registeredMib: 7680,
    remainingCpu: 1024,
    remainingMib: 3840,
    registeredMs: createdMs,
  }),
)

const endpoint = {
  status: 'InService',
  createdMs,
  modifiedMs: tinyNowMs - 12 * dayMs,
  tags: { team: 'ml' },
} as const

const variant = { name: 'AllTraffic', modelName: 'rerank', initialCount: 2, currentCount: 3 } as const

const endpoints: readonly WorldEndpoint[] = [
  { ...endpoint, name: 'rerank', variants: [{ ...variant, instanceType: 'ml.g5.12xlarge' }] },
  {
    ...endpoint,
    name: 'two-models',
    variants: [
      { ...variant, name: 'blue', instanceType: 'ml.m5.xlarge' },
      { ...variant, name: 'green', instanceType: 'ml.z9.huge', currentCount: 1 },
      { ...variant, name: 'trial', instanceType: 'ml.m7i.xlarge', currentCount: 2, shadow: true },
    ],
    publishedEverySeconds: 10,
    tags: {},
  },
]

export const containers: HeldThings = {
  'ecs-cluster': [
    {
      name: 'main',
      capacityProviders: ['FARGATE', 'nodes'],
      containerInsights: true,
      createdMs,
      tags: {},
    },
    { name: 'empty', capacityProviders: [], containerInsights: false, createdMs, tags: {} },
  ],
  'ecs-service': services,
  'ecs-provider': [
    {
      name: 'nodes',
      cluster: 'main',
      groupName: 'nodes',
      managedScaling: true,
      targetCapacity: 90,
      warmupSeconds: 300,
      tags: {},
    },
  ],
  'ecs-container-instance': containerInstances,
  'group-policy': [
    {
      groupName: 'nodes',
      name: 'managed',
      metric: 'CapacityProviderReservation',
      namespace: 'AWS/ECS/ManagedScaling',
      targetValue: 90,
    },
    { groupName: 'nodes', name: 'by-cpu', metric: 'ASGAverageCPUUtilization', targetValue: 50 },
  ],
  'scalable-target': [
    {
      serviceNamespace: 'ecs',
      resourceId: 'service/main/api',
      scalableDimension: 'ecs:service:DesiredCount',
      min: 2,
      max: 20,
      policies: [{ name: 'cpu', metric: 'ECSServiceAverageCPUUtilization', targetValue: 55 }],
      scheduledActions: [{ name: 'morning', schedule: 'cron(0 6 * * ? *)', min: 8 }],
    },
    {
      serviceNamespace: 'sagemaker',
      resourceId: 'endpoint/rerank/variant/AllTraffic',
      scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      min: 2,
      max: 6,
      policies: [{ name: 'requests', metric: 'SageMakerVariantInvocationsPerInstance', targetValue: 900 }],
    },
  ],
  'sagemaker-endpoint': endpoints,
}
