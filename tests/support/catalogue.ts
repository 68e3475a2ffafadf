import type { Price, Shape } from '#lib/model/shape.ts'
import { cachePrices, cacheShapes } from './cache-catalogue.ts'
import { clusterPrices, clusterShapes } from './cluster-examples.ts'
import { containerPrices, containerShapes } from './container-catalogue.ts'

/**
 * Linux on-demand list prices of us-east-1 (2026-07-20), baselines as DescribeInstanceTypes gives them (2026-08-02),
 * CoreMark per vCPU of the 4xlarge (2025-12-10; large for t3).
 */
const instanceFacts: readonly (readonly [
  name: string,
  vcpu: number,
  memoryGib: number,
  networkGbps: number,
  ebsMbps: number,
  hourlyUsd: number,
  score: number,
])[] = [
  ['m5.large', 2, 8, 0.75, 650, 0.096, 14_704],
  ['m5.xlarge', 4, 16, 1.25, 1150, 0.192, 14_704],
  ['m5.2xlarge', 8, 32, 2.5, 2300, 0.384, 14_704],
  ['m5.4xlarge', 16, 64, 5, 4750, 0.768, 14_704],
  ['m7i.large', 2, 8, 0.781, 650, 0.1008, 23_274],
  ['m7i.xlarge', 4, 16, 1.562, 1250, 0.2016, 23_274],
  ['m7i.2xlarge', 8, 32, 3.125, 2500, 0.4032, 23_274],
  ['m7i.4xlarge', 16, 64, 6.25, 5000, 0.8064, 23_274],
  ['c7i.large', 2, 4, 0.781, 650, 0.08925, 23_923],
  ['c7i.xlarge', 4, 8, 1.562, 1250, 0.1785, 23_923],
  ['c7i.2xlarge', 8, 16, 3.125, 2500, 0.357, 23_923],
  ['c7i.4xlarge', 16, 32, 6.25, 5000, 0.714, 23_923],
  ['r7i.large', 2, 16, 0.781, 650, 0.1323, 23_377],
  ['r7i.xlarge', 4, 32, 1.562, 1250, 0.2646, 23_377],
  ['r7i.2xlarge', 8, 64, 3.125, 2500, 0.5292, 23_377],
  ['r7i.4xlarge', 16, 128, 6.25, 5000, 1.0584, 23_377],
  ['m7g.large', 2, 8, 0.937, 630, 0.0816, 25_725],
  ['m7g.xlarge', 4, 16, 1.876, 1250, 0.1632, 25_725],
  ['m7g.2xlarge', 8, 32, 3.75, 2500, 0.3264, 25_725],
  ['m7g.4xlarge', 16, 64, 7.5, 5000, 0.6528, 25_725],
  ['t3.large', 2, 8, 0.512, 695, 0.0832, 13_646],
  ['t3.xlarge', 4, 16, 1.024, 695, 0.1664, 13_646],
  ['t3.2xlarge', 8, 32, 2.048, 695, 0.3328, 13_646],
]

/** vCPU x baseline: t3.large 30 %, xlarge and 2xlarge 40 % per vCPU (EC2 User Guide, burstable instances). */
const baselineVcpu: Readonly<Record<string, number>> = {
  't3.large': 0.6,
  't3.xlarge': 1.6,
  't3.2xlarge': 3.2,
  'db.t3.large': 0.6,
}

/** RDS for MySQL, single-AZ, us-east-1 (2026-08). EBS baseline IOPS of the EC2 type of the same name. */
const classFacts: readonly (readonly [
  name: string,
  vcpu: number,
  memoryGib: number,
  iops: number,
  hourlyUsd: number,
  score: number,
])[] = [
  ['db.m5.large', 2, 8, 3600, 0.171, 14_704],
  ['db.m5.xlarge', 4, 16, 6000, 0.342, 14_704],
  ['db.m5.2xlarge', 8, 32, 12_000, 0.684, 14_704],
  ['db.m7g.large', 2, 8, 3600, 0.162, 25_725],
  ['db.m7g.xlarge', 4, 16, 6000, 0.324, 25_725],
  ['db.m7g.2xlarge', 8, 32, 12_000, 0.648, 25_725],
  ['db.r7g.large', 2, 16, 3600, 0.228, 25_725],
  ['db.r7g.xlarge', 4, 32, 6000, 0.456, 25_725],
  ['db.r7g.2xlarge', 8, 64, 12_000, 0.912, 25_725],
  ['db.r7g.4xlarge', 16, 128, 20_000, 1.824, 25_725],
  ['db.t3.large', 2, 8, 4000, 0.136, 13_646],
]

function identityOf(name: string): Pick<Shape, 'name' | 'family' | 'size' | 'arch' | 'burstable'> {
  const dot = name.lastIndexOf('.')
  const family = name.slice(0, dot)
  return {
    name,
    family,
    size: name.slice(dot + 1),
    arch: family.endsWith('g') ? 'arm64' : 'x86_64',
    burstable: /^(db\.)?t/.test(family),
  }
}

/** m5 counts as a previous generation, as DescribeInstanceTypes says of it. */
function generationOf(name: string): Pick<Shape, 'currentGeneration' | 'baselineVcpu'> {
  return { currentGeneration: !/^(db\.)?m5\./.test(name), baselineVcpu: baselineVcpu[name] }
}

/** Data nodes, list prices of 2026-10-05: memory is half of the node's (heap), 25 shards per GiB of it. */
const nodeFacts: readonly (readonly [name: string, vcpu: number, heapGib: number, hourlyUsd: number])[] = [
  ['r6g.large.search', 2, 8, 0.167],
  ['r6g.xlarge.search', 4, 16, 0.335],
  ['r6g.2xlarge.search', 8, 32, 0.669],
]

/** Brokers, list prices of 2026-08-20, partitions of the Developer Guide. */
const brokerFacts: readonly (readonly [
  name: string,
  vcpu: number,
  memoryGib: number,
  networkGbps: number,
  partitions: number,
  hourlyUsd: number,
])[] = [
  ['kafka.m7g.large', 2, 8, 0.937, 1000, 0.204],
  ['kafka.m7g.xlarge', 4, 16, 1.876, 1000, 0.408],
  ['kafka.m7g.2xlarge', 8, 32, 3.75, 2000, 0.816],
]

const p5: Shape = {
  ...identityOf('p5.48xlarge'),
  arch: 'x86_64',
  service: 'ec2',
  currentGeneration: true,
  capacity: { cpu: 192, memory: 2048, gpu: 8, 'gpu-memory': 640 },
  gpuModel: 'NVIDIA H100',
}

export const shapes: readonly Shape[] = [
  ...clusterShapes,
  ...instanceFacts.map(
    ([name, cpu, memory, network, ebsMbps, , score]): Shape => ({
      ...identityOf(name),
      ...generationOf(name),
      service: 'ec2',
      capacity: { cpu, memory, network, throughput: ebsMbps / 8 / 1.048576 },
      cpuScorePerVcpu: score,
      cpuScoreDate: '2025-12-10',
    }),
  ),
  ...classFacts.map(
    ([name, cpu, memory, iops, , score]): Shape => ({
      ...identityOf(name),
      ...generationOf(name),
      service: 'rds',
      capacity: { cpu, memory, iops },
      cpuScorePerVcpu: score,
      cpuScoreDate: '2025-12-10',
    }),
  ),
  p5,
  ...cacheShapes,
  ...nodeFacts.map(([name, cpu, memory]): Shape => {
    const [family = '', size = ''] = name.split('.')
    return {
      name,
      service: 'opensearch',
      family,
      size,
      arch: 'arm64',
      currentGeneration: true,
      burstable: false,
      capacity: { cpu, memory, shards: 25 * memory },
      cpuScorePerVcpu: 19_400,
      cpuScoreDate: '2025-12-10',
    }
  }),
  ...containerShapes,
  ...brokerFacts.map(
    ([name, cpu, memory, network, partitions]): Shape => ({
      ...identityOf(name),
      service: 'msk',
      currentGeneration: true,
      capacity: { cpu, memory, network, partitions },
      cpuScorePerVcpu: 25_725,
      cpuScoreDate: '2025-12-10',
    }),
  ),
]

const region = 'us-east-1'

/** Multi-AZ costs twice. gp3 storage of RDS: $0.115 per GiB-month. p5.48xlarge: $55.04. */
export const prices: readonly Price[] = [
  ...clusterPrices,
  ...instanceFacts.map(
    ([shape, , , , , hourlyUsd]): Price => ({ shape, region, key: 'linux', hourlyUsd, asOf: '2026-07-20' }),
  ),
  { shape: 'p5.48xlarge', region, key: 'linux', hourlyUsd: 55.04, asOf: '2026-07-20' },
  ...classFacts.flatMap(([shape, , , , hourlyUsd]): Price[] => [
    { shape, region, key: 'mysql/single-az', hourlyUsd, asOf: '2026-08-01' },
    { shape, region, key: 'mysql/multi-az', hourlyUsd: 2 * hourlyUsd, asOf: '2026-08-01' },
  ]),
  { shape: '', region, key: 'gp3-gib-month', hourlyUsd: 0.115 / 730, asOf: '2026-08-01' },
  ...nodeFacts.map(
    ([shape, , , hourlyUsd]): Price => ({ shape, region, key: 'opensearch', hourlyUsd, asOf: '2026-10-05' }),
  ),
  ...containerPrices,
  ...cachePrices,
  ...brokerFacts.map(
    ([shape, , , , , hourlyUsd]): Price => ({ shape, region, key: 'msk', hourlyUsd, asOf: '2026-08-20' }),
  ),
]
