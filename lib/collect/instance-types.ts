import { DescribeInstanceTypesCommand, type InstanceTypeInfo } from '@aws-sdk/client-ec2'
import type { Capacity } from '#lib/model/capacity.ts'
import type { Shape } from '#lib/model/shape.ts'
import type { RegionAws } from './aws.ts'
import { cpuScore } from './cpu-scores.ts'
import { readAllPages } from './pages.ts'

/** An EC2 type as sizing needs it. */
export type InstanceType = Pick<
  Shape,
  'name' | 'arch' | 'currentGeneration' | 'burstable' | 'baselineVcpu'
> & {
  /** cpu, memory, network and EBS baselines, GPUs of one instance. */
  readonly capacity: Capacity
  readonly gpuModel?: string
  /** Network interfaces of an instance and IPv4 addresses of each. */
  readonly interfaceLimits?: { readonly interfaces: number; readonly addressesEach: number }
}

export type InstanceTypes = ReadonlyMap<string, InstanceType>

/** Every type that the region offers. Throws the SDK's error. */
export async function readInstanceTypes(aws: RegionAws): Promise<InstanceTypes> {
  const infos = await readAllPages(async (token) => {
    const page = await aws.call('ec2:DescribeInstanceTypes', ({ ec2 }, sending) =>
      ec2.send(new DescribeInstanceTypesCommand({ MaxResults: 100, NextToken: token }), sending),
    )
    return { items: page.InstanceTypes ?? [], next: page.NextToken }
  })
  return new Map(infos.flatMap((info) => instanceType(info)).map((type) => [type.name, type]))
}

/** The sizing facts of one DescribeInstanceTypes entry; none if it says no vCPU or memory. */
export function instanceType(info: InstanceTypeInfo): InstanceType[] {
  const name = info.InstanceType
  const vcpu = info.VCpuInfo?.DefaultVCpus
  const memoryMib = info.MemoryInfo?.SizeInMiB
  if (name === undefined || vcpu === undefined || memoryMib === undefined) return []
  const burstable = info.BurstablePerformanceSupported === true
  const baseline = burstable ? baselineShare(name) : undefined
  const gpuModel = gpuModelOf(info)
  return [
    {
      name,
      arch: info.ProcessorInfo?.SupportedArchitectures?.includes('arm64') ? 'arm64' : 'x86_64',
      currentGeneration: info.CurrentGeneration === true,
      burstable,
      ...(baseline === undefined ? {} : { baselineVcpu: baseline * vcpu }),
      ...(gpuModel === undefined ? {} : { gpuModel }),
      ...interfaceLimits(info),
      capacity: { cpu: vcpu, memory: memoryMib / 1024, ...bandwidths(info), ...gpus(info) },
    },
  ]
}

function interfaceLimits({ NetworkInfo }: InstanceTypeInfo): Pick<InstanceType, 'interfaceLimits'> {
  const { MaximumNetworkInterfaces: interfaces, Ipv4AddressesPerInterface: addressesEach } = NetworkInfo ?? {}
  return interfaces && addressesEach ? { interfaceLimits: { interfaces, addressesEach } } : {}
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)

function bandwidths(info: InstanceTypeInfo): Capacity {
  const network = sum((info.NetworkInfo?.NetworkCards ?? []).map((card) => card.BaselineBandwidthInGbps ?? 0))
  const ebs = info.EbsInfo?.EbsOptimizedInfo
  return {
    ...(network > 0 ? { network } : {}),
    ...(ebs?.BaselineIops ? { iops: ebs.BaselineIops } : {}),
    ...(ebs?.BaselineBandwidthInMbps
      ? { throughput: (ebs.BaselineBandwidthInMbps * 1e6) / 8 / 2 ** 20 }
      : {}),
  }
}

/** GPUs, and their memory in GB (10^9 bytes). A type with a share of a GPU counts as one. */
function gpus(info: InstanceTypeInfo): Capacity {
  const cards = info.GpuInfo?.Gpus ?? []
  const gpu = sum(cards.map(({ Count }) => Count ?? 0))
  if (gpu === 0) return {}
  const mib =
    info.GpuInfo?.TotalGpuMemoryInMiB ??
    sum(cards.map(({ Count = 0, MemoryInfo }) => Count * (MemoryInfo?.SizeInMiB ?? 0)))
  return { gpu, ...(mib > 0 ? { 'gpu-memory': (mib * 2 ** 20) / 1e9 } : {}) }
}

function gpuModelOf(info: InstanceTypeInfo): string | undefined {
  const card = info.GpuInfo?.Gpus?.[0]
  return card && [card.Manufacturer, card.Name].filter((part) => part !== undefined).join(' ')
}

/**
 * Share of each vCPU that a burstable size sustains (EC2 User Guide, "Key concepts for burstable performance
 * instances", read 2026-11; no API tells it).
 */
function baselineShare(name: string): number | undefined {
  const [family = '', size = ''] = name.split('.')
  const usual: Readonly<Record<string, number>> = {
    ...{ nano: 0.05, micro: 0.1, small: 0.2, medium: 0.2, large: 0.3, xlarge: 0.4, '2xlarge': 0.4 },
  }
  if (family === 't1') return undefined
  if (family === 't2') return { ...usual, xlarge: 0.225, '2xlarge': 0.17 }[size]
  return usual[size]
}

/**
 * Pods that the addresses of a node's interfaces allow: one address of each interface is the node's own, and two pods
 * of every node use the node's address (Amazon EKS User Guide, "Choosing an Amazon EC2 instance type", maximum pods).
 * With prefixes every other address is a block of 16.
 */
export function podsByAddresses(
  { interfaceLimits }: Pick<InstanceType, 'interfaceLimits'>,
  prefixes: boolean,
): number | undefined {
  if (!interfaceLimits) return undefined
  const { interfaces, addressesEach } = interfaceLimits
  return interfaces * (addressesEach - 1) * (prefixes ? 16 : 1) + 2
}

function podLimit(type: InstanceType, service: Shape['service']): Pick<Shape, 'podsByAddresses'> {
  const pods = service === 'ec2' ? podsByAddresses(type, false) : undefined
  return pods === undefined ? {} : { podsByAddresses: pods }
}

/** The type as a shape of EC2, or of the RDS class on the same hardware. */
export function shapeOf(type: InstanceType, service: Shape['service'] = 'ec2'): Shape {
  const name = service === 'rds' ? `db.${type.name}` : type.name
  const dot = name.lastIndexOf('.')
  const family = name.slice(0, dot)
  const { gpu, 'gpu-memory': _gpuMemory, ...databaseCapacity } = type.capacity
  return {
    name,
    service,
    family,
    size: name.slice(dot + 1),
    arch: type.arch,
    currentGeneration: type.currentGeneration,
    burstable: type.burstable,
    ...(type.baselineVcpu === undefined ? {} : { baselineVcpu: type.baselineVcpu }),
    capacity: service === 'rds' && gpu === undefined ? databaseCapacity : type.capacity,
    ...(type.gpuModel === undefined ? {} : { gpuModel: type.gpuModel }),
    ...podLimit(type, service),
    ...cpuScore(family),
  }
}
