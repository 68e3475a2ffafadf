import type { Price, Shape } from '#lib/model/shape.ts'
import { fargateSizes, taskShapeName } from '#lib/resources/fargate-sizes.ts'

/** Fargate for Linux on x86: $0.04048 per vCPU-hour and $0.004445 per GB-hour in us-east-1 (2026-08). */
const tasks = fargateSizes.map((size) => ({
  ...size,
  name: taskShapeName({ launch: 'fargate', arch: 'x86_64', ...size }),
}))

/** Hosting of SageMaker in us-east-1 (2026-08): vCPU, GiB and A10G GPUs of the EC2 type; 24 GiB are 25.77 GB a GPU. */
const endpointFacts: readonly (readonly [
  name: string,
  vcpu: number,
  memoryGib: number,
  gpus: number,
  usd: number,
])[] = [
  ['ml.g5.xlarge', 4, 16, 1, 1.408],
  ['ml.g5.2xlarge', 8, 32, 1, 1.515],
  ['ml.g5.12xlarge', 48, 192, 4, 7.09],
  ['ml.g5.48xlarge', 192, 768, 8, 20.36],
]

export const containerShapes: readonly Shape[] = [
  ...tasks.map(
    ({ name, vcpu, memoryGib }): Shape => ({
      name,
      service: 'fargate',
      family: 'fargate',
      size: `${vcpu}vcpu-${memoryGib}gb`,
      arch: 'x86_64',
      currentGeneration: true,
      burstable: false,
      capacity: { cpu: vcpu, memory: memoryGib },
    }),
  ),
  ...endpointFacts.map(
    ([name, cpu, memory, gpu]): Shape => ({
      name,
      service: 'sagemaker',
      family: 'ml.g5',
      size: name.slice('ml.g5.'.length),
      arch: 'x86_64',
      currentGeneration: true,
      burstable: false,
      gpuModel: 'NVIDIA A10G',
      capacity: { cpu, memory, gpu, 'gpu-memory': 25.77 * gpu },
    }),
  ),
]

const region = 'us-east-1'

export const containerPrices: readonly Price[] = [
  ...tasks.map(
    ({ name, vcpu, memoryGib }): Price => ({
      shape: name,
      region,
      key: 'fargate',
      hourlyUsd: 0.04048 * vcpu + 0.004445 * memoryGib,
      asOf: '2026-08-01',
    }),
  ),
  ...endpointFacts.map(
    ([shape, , , , hourlyUsd]): Price => ({ shape, region, key: 'hosting', hourlyUsd, asOf: '2026-08-01' }),
  ),
]
