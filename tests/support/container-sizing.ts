import type { Capacity } from '#lib/model/capacity.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { DemandShape } from './evidence.ts'

type Own = Omit<Resource, keyof typeof shared> & Partial<Resource>
const shared = {
  id: 'abcdefghij',
  accountId: '111122223333',
  region: 'us-east-1',
  arn: 'arn:aws:test',
  tags: { team: 'checkout' },
  team: 'checkout',
  serviceTier: 'tier-2',
  count: 1,
  zoneCount: 1,
} as const

const exampleOf = (own: Own): Resource => ({ ...shared, ...own })

/** One resource of each class of ECS and SageMaker. */
export const containerExamples = {
  'ecs-capacity-provider': exampleOf({
    resourceClass: 'ecs-capacity-provider',
    nativeId: 'nodes',
    name: 'nodes',
    shape: 'm7i.xlarge',
    count: 8,
    zoneCount: 3,
    facts: { minSize: 3, maxSize: 20, desired: 8, zones: 3, managedScaling: true, targetCapacity: 90 },
  }),
  'ecs-service': exampleOf({
    resourceClass: 'ecs-service',
    nativeId: 'shop/web',
    name: 'web',
    shape: 'fargate-2vcpu-8gb',
    count: 6,
    facts: {
      launchType: 'FARGATE',
      arch: 'x86_64',
      desired: 6,
      minSize: 6,
      maxSize: 6,
      scaled: false,
      taskVcpu: 2,
      taskMemoryGib: 8,
    },
  }),
  'sagemaker-endpoint': exampleOf({
    resourceClass: 'sagemaker-endpoint',
    nativeId: 'rerank/AllTraffic',
    name: 'rerank/AllTraffic',
    shape: 'ml.g5.12xlarge',
    count: 2,
    facts: {
      variant: 'AllTraffic',
      arch: 'x86_64',
      desired: 2,
      minSize: 2,
      maxSize: 2,
      scaled: false,
      hasGpu: true,
      gpuModel: 'NVIDIA A10G',
      gpuPerMember: 4,
      vcpuPerMember: 48,
    },
  }),
} as const

export const containerCapacities = {
  'ecs-capacity-provider': { cpu: 80, memory: 320, 'group-maximum': 20 },
  'ecs-service': { cpu: 12, memory: 48, 'group-maximum': 6 },
  'sagemaker-endpoint': { cpu: 96, memory: 384, gpu: 8, 'gpu-memory': 206.2, 'group-maximum': 2 },
} as const satisfies Record<string, Capacity>

type Calm = readonly Omit<DemandShape, 'capacity'>[]

export const containerCalm = {
  'ecs-capacity-provider': [
    { dimension: 'cpu', median: 30 },
    { dimension: 'memory', median: 110 },
    { dimension: 'group-maximum', median: 10 },
  ],
  'ecs-service': [
    { dimension: 'cpu', median: 6.5 },
    { dimension: 'memory', median: 30 },
  ],
  'sagemaker-endpoint': [
    { dimension: 'cpu', median: 20 },
    { dimension: 'memory', median: 150 },
    { dimension: 'gpu', median: 4.5 },
    { dimension: 'gpu-memory', median: 140 },
  ],
} as const satisfies Record<string, Calm>
