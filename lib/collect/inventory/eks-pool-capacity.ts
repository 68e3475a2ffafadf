import type { Capacity, Dimension } from '#lib/model/capacity.ts'
import type { Sizing } from '../history-change.ts'
import { type InstanceType, type InstanceTypes, podsByAddresses } from '../instance-types.ts'
import { defined } from './ec2-instance.ts'
import { boundsOf, type FoundPool, poolShape } from './eks-pool.ts'

/** What one node offers, on the average of those that run. */
function memberCapacity(pool: FoundPool, types: InstanceTypes): Capacity {
  const nodes = pool.nodes.length > 0 ? pool.nodes.map(({ type }) => type) : [poolShape(pool)]
  const capacities = nodes.map((name) => nodeCapacity(types.get(name)))
  const mean = (dimension: Dimension) =>
    capacities.reduce((sum, one) => sum + (one[dimension] ?? Number.NaN), 0) / capacities.length
  const dimensions = ['cpu', 'memory', 'gpu', 'gpu-memory'] as const
  return finite(Object.fromEntries(dimensions.map((dimension) => [dimension, mean(dimension)])))
}

function finite(capacity: Capacity): Capacity {
  return Object.fromEntries(Object.entries(capacity).filter(([, value]) => Number.isFinite(value)))
}

function nodeCapacity(type: InstanceType | undefined): Capacity {
  const { cpu, memory, gpu, 'gpu-memory': gpuMemory } = type?.capacity ?? {}
  return defined({ cpu, memory, gpu, 'gpu-memory': gpuMemory })
}

/**
 * Pods per node, of both limits: what the kubelet takes, by the snapshot, and what the addresses allow. A kubelet that
 * takes more than single addresses allow shows that the nodes are given prefixes. Without a snapshot neither is known.
 */
function podCapacity(pool: FoundPool, types: InstanceTypes): Capacity {
  const ids = new Set(pool.nodes.map(({ id }) => id))
  const nodes = (pool.snapshot?.nodes ?? []).filter(({ instanceId }) => ids.has(instanceId ?? ''))
  const [node] = nodes
  if (!node) return {}
  const pods = nodes.reduce((sum, { allocatable }) => sum + allocatable.pods, 0) / nodes.length
  const type = types.get(poolShape(pool))
  const single = type && podsByAddresses(type, false)
  if (!type || single === undefined) return { pods }
  return defined({ pods, addresses: podsByAddresses(type, pods > single) })
}

function times(capacity: Capacity, count: number): Capacity {
  return Object.fromEntries(Object.entries(capacity).map(([dimension, value]) => [dimension, value * count]))
}

/** Nodes of that capacity that the NodePool's limits allow; undefined where it has none or they are not known. */
function nodesByLimits({ snapshot, pool, group }: FoundPool, member: Capacity): number | undefined {
  const limits = group ? undefined : snapshot?.nodePools.find(({ name }) => name === pool)
  const counts = [
    (limits?.cpu ?? Number.NaN) / (member.cpu ?? Number.NaN),
    (limits?.memoryGib ?? Number.NaN) / (member.memory ?? Number.NaN),
    (limits?.gpu ?? Number.NaN) / (member.gpu ?? Number.NaN),
  ].filter((count) => Number.isFinite(count))
  return counts.length === 0 ? undefined : Math.min(...counts)
}

/**
 * Capacity of the pool by its sizing: a group's at its maximum, a NodePool's at its limits. A pool that nothing bounds
 * has no capacity of its own to run out of.
 */
export function poolCapacity(pool: FoundPool, types: InstanceTypes): (sizing: Sizing) => Capacity {
  const today = { ...memberCapacity(pool, types), ...podCapacity(pool, types) }
  const shapeNow = poolShape(pool)
  return ({ shape, count }) => {
    const member = shape === undefined || shape === shapeNow ? today : nodeCapacity(types.get(shape))
    const most = boundsOf(pool).maxSize === undefined ? nodesByLimits(pool, member) : count
    return most === undefined ? {} : { ...times(member, most), 'group-maximum': most }
  }
}
