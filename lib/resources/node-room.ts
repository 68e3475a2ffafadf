import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'

/** Share of a machine's memory that its firmware and kernel keep: what Karpenter assumes (vmMemoryOverheadPercent). */
const memoryOverhead = 0.075
/** MiB below which the kubelet evicts pods (its default of memory.available). */
const evictionMib = 100
const mibPerGib = 1024

/**
 * Cores that the kubelet keeps for itself and the system: 6 % of the first, 1 % of the second, 0.5 % of the next two,
 * 0.25 % of the others (Amazon EKS AMI, kube-reserved).
 */
export function reservedCpu(vcpu: number): number {
  const part = (from: number, to: number) => Math.max(0, Math.min(vcpu, to) - from)
  return (
    0.06 * part(0, 1) + 0.01 * part(1, 2) + 0.005 * part(2, 4) + 0.0025 * part(4, Number.POSITIVE_INFINITY)
  )
}

/** GiB that it keeps: 255 MiB and 11 MiB for each pod that it takes (Amazon EKS AMI, kube-reserved). */
export function reservedMemoryGib(pods: number): number {
  return (255 + 11 * pods + evictionMib) / mibPerGib
}

/** Most pods of a node that is given prefixes: 110, above 30 vCPU 250 (Amazon EKS AMI, max-pods calculator). */
function podsWithPrefixes(vcpu: number): number {
  return vcpu > 30 ? 250 : 110
}

export type NodeAllocatable = {
  readonly cpu: number
  readonly memoryGib: number
  readonly pods: number
  readonly addresses?: number
}

const numberOf = ({ facts }: Resource, key: string): number | undefined => {
  const value = facts[key]
  return typeof value === 'number' ? value : undefined
}

/** What the snapshot says that one node of the pool offers; undefined where its nodes are of several types. */
function measured(pool: Resource): NodeAllocatable | undefined {
  const [cpu, memoryGib, pods] = ['cpuAllocatable', 'memoryAllocatableGib', 'podsAllocatable'].map((key) =>
    numberOf(pool, key),
  )
  const isMixed = String(pool.facts.types ?? '').includes(', ')
  if (isMixed || pool.count === 0 || cpu === undefined || memoryGib === undefined || pods === undefined)
    return undefined
  return { cpu: cpu / pool.count, memoryGib: memoryGib / pool.count, pods: pods / pool.count }
}

/**
 * What a node of that type offers to pods: of the pool's own type as the snapshot measured it, of another by the rules
 * of the EKS AMI. `undefined` = the addresses of the type are not known, so neither are its pods.
 */
export function allocatableOf(pool: Resource, shape: Shape): NodeAllocatable | undefined {
  const { cpu, memory } = shape.capacity
  const single = shape.podsByAddresses
  if (cpu === undefined || memory === undefined || single === undefined) return undefined
  const own = numberOf(pool, 'podsByAddressesPerNode')
  const taken = (numberOf(pool, 'podsAllocatable') ?? Number.NaN) / pool.count
  const prefixes = own !== undefined && taken > own
  const pods = prefixes ? podsWithPrefixes(cpu) : single
  const addresses = (single - 2) * (prefixes ? 16 : 1)
  const known = shape.name === pool.shape ? measured(pool) : undefined
  if (known !== undefined) return { ...known, addresses }
  return {
    cpu: cpu - reservedCpu(cpu),
    memoryGib: memory * (1 - memoryOverhead) - reservedMemoryGib(pods),
    pods,
    addresses,
  }
}
