import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { interfaceLimits } from '../facts/interface-limits.ts'
import { pageOf } from '../wire/page.ts'
import { filterParams, listParam } from '../wire/params.ts'
import type { XmlObject } from '../wire/xml.ts'
import type { InstanceTypeFact } from '../world.ts'
import { ec2Page, unknownFilter } from './ec2-instances.ts'

/** DescribeInstanceTypes: at most 100 named types; pages of 5 to 100. */
export function describeInstanceTypes(call: Call): Answer {
  const names = listParam(call.params, 'InstanceType')
  if (names.length > 100)
    throw new AwsError('InvalidParameterValue', 'At most 100 instance types can be named.')
  const facts = call.world.instanceTypes
  const unknown = names.filter((name) => !facts.some((fact) => fact.name === name))
  if (unknown.length > 0) {
    throw new AwsError(
      'InvalidInstanceType',
      `The following supplied instance types do not exist: [${unknown.join(', ')}]`,
    )
  }
  const filters = filterParams(call.params)
  const wanted = facts.filter((fact) => {
    if (names.length > 0 && !names.includes(fact.name)) return false
    return filters.every((filter) =>
      filter.values.some((value) => glob(value, filterValue(fact, filter.name))),
    )
  })
  const page = pageOf(wanted, ec2Page(call.params, 'DescribeInstanceTypes', { min: 5, max: 100 }))
  return xml({ instanceTypeSet: { item: page.items.map(typeElement) }, nextToken: page.next })
}

function filterValue(fact: InstanceTypeFact, name: string): string {
  if (name === 'instance-type') return fact.name
  if (name === 'current-generation') return String(fact.currentGeneration)
  if (name === 'processor-info.supported-architecture') return fact.arch
  if (name === 'burstable-performance-supported') return String(fact.burstable)
  throw unknownFilter(name)
}

/** EC2 filters know `*` and `?`. */
function glob(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`).test(text)
}

function typeElement(fact: InstanceTypeFact): XmlObject {
  return {
    instanceType: fact.name,
    currentGeneration: fact.currentGeneration,
    freeTierEligible: false,
    supportedUsageClasses: { item: ['on-demand', 'spot'] },
    supportedRootDeviceTypes: { item: ['ebs'] },
    supportedVirtualizationTypes: { item: ['hvm'] },
    bareMetal: fact.size.startsWith('metal'),
    hypervisor: 'nitro',
    processorInfo: { supportedArchitectures: { item: [fact.arch] } },
    vCpuInfo: vcpuInfo(fact),
    memoryInfo: { sizeInMiB: Math.round(fact.memoryGib * 1024) },
    instanceStorageSupported: false,
    ebsInfo: ebsInfo(fact),
    networkInfo: networkInfo(fact),
    gpuInfo: gpuInfo(fact),
    burstablePerformanceSupported: fact.burstable,
    dedicatedHostsSupported: !fact.burstable,
    autoRecoverySupported: true,
  }
}

function vcpuInfo(fact: InstanceTypeFact): XmlObject {
  const threads = fact.arch === 'arm64' || fact.vcpu % 2 === 1 ? 1 : 2
  return { defaultVCpus: fact.vcpu, defaultCores: fact.vcpu / threads, defaultThreadsPerCore: threads }
}

function ebsInfo(fact: InstanceTypeFact): XmlObject {
  return {
    ebsOptimizedSupport: 'default',
    encryptionSupport: 'supported',
    nvmeSupport: 'required',
    ebsOptimizedInfo: {
      baselineBandwidthInMbps: fact.ebsBaselineMbps,
      baselineThroughputInMBps: fact.ebsBaselineMbps / 8,
      baselineIops: fact.ebsBaselineIops,
      maximumBandwidthInMbps: fact.ebsMaxMbps,
      maximumThroughputInMBps: fact.ebsMaxMbps / 8,
      maximumIops: fact.ebsBaselineIops,
    },
  }
}

function networkInfo(fact: InstanceTypeFact): XmlObject {
  const upTo = fact.networkPeakGbps > fact.networkBaselineGbps
  const networkPerformance = `${upTo ? 'Up to ' : ''}${fact.networkPeakGbps} Gigabit`
  const { interfaces, addressesEach } = interfaceLimits(fact.name)
  const card = {
    networkCardIndex: 0,
    networkPerformance,
    maximumNetworkInterfaces: interfaces,
    baselineBandwidthInGbps: fact.networkBaselineGbps,
    peakBandwidthInGbps: fact.networkPeakGbps,
  }
  return {
    networkPerformance,
    maximumNetworkInterfaces: interfaces,
    ipv4AddressesPerInterface: addressesEach,
    maximumNetworkCards: 1,
    defaultNetworkCardIndex: 0,
    networkCards: { item: [card] },
    enaSupport: 'required',
  }
}

/** The fact tells GB of one GPU; the API tells MiB. */
function gpuInfo(fact: InstanceTypeFact): XmlObject | undefined {
  if (fact.gpuCount === 0) return undefined
  const sizeInMiB = Math.round(((fact.gpuMemoryGb ?? 0) * 1e9) / 2 ** 20)
  const name = (fact.gpuModel ?? '').replace('NVIDIA ', '')
  return {
    gpus: { item: [{ name, manufacturer: 'NVIDIA', count: fact.gpuCount, memoryInfo: { sizeInMiB } }] },
    totalGpuMemoryInMiB: sizeInMiB * fact.gpuCount,
  }
}

/** DescribeRegions: every region in which an account of the world has something. */
export function describeRegions(call: Call): Answer {
  const names = listParam(call.params, 'RegionName')
  const regions = [...new Set(call.accounts.flatMap((account) => account.regions))].sort()
  const wanted = regions.filter((region) => names.length === 0 || names.includes(region))
  const item = wanted.map((regionName) => ({
    regionName,
    regionEndpoint: `ec2.${regionName}.amazonaws.com`,
    optInStatus: 'opt-in-not-required',
  }))
  return xml({ regionInfo: { item } })
}
