import type { Capacity, Dimension } from '#lib/model/capacity.ts'
import { type PodGroup, parsePodGroups } from '#lib/model/pod-group.ts'
import type { Shape } from '#lib/model/shape.ts'
import { allocatableOf } from '#lib/resources/node-room.ts'
import type { Candidate } from './candidate.ts'
import { monthlyCost } from './cost.ts'
import { type NodeRoom, nodesFor } from './packing.ts'
import { presentCandidate } from './present-candidate.ts'
import type { Situation } from './situation.ts'

type Pods = { readonly pods: readonly PodGroup[]; readonly daemons: readonly PodGroup[] }

function podsOf({ input }: Situation): Pods {
  const { podRequests, daemonSetRequests } = input.resource.facts
  return {
    pods: parsePodGroups(String(podRequests ?? '')),
    daemons: parsePodGroups(String(daemonSetRequests ?? '')),
  }
}

const total = (groups: readonly PodGroup[], of: (group: PodGroup) => number) =>
  groups.reduce((sum, group) => sum + group.count * of(group), 0)

/** What is left of a node when its DaemonSets run; undefined where its pods are not known. */
function roomOf(situation: Situation, shape: Shape, daemons: readonly PodGroup[]): NodeRoom | undefined {
  const node = allocatableOf(situation.input.resource, shape)
  if (node === undefined) return undefined
  return {
    cpu: node.cpu - total(daemons, ({ cpu }) => cpu),
    memoryGib: node.memoryGib - total(daemons, ({ memoryGib }) => memoryGib),
    pods: node.pods - total(daemons, () => 1),
    gpus: (shape.capacity.gpu ?? 0) - total(daemons, ({ gpu = 0 }) => gpu),
    ...(node.addresses === undefined
      ? {}
      : { addresses: node.addresses - total(daemons, ({ ownAddress }) => Number(ownAddress)) }),
  }
}

/** Nodes that carry what pods really use, which may be more than they ask for: the p95 of the last week below the safe limit. */
function nodesForUse({ known }: Situation, { cpu, memoryGib }: NodeRoom): number {
  const nodesOf = (dimension: 'cpu' | 'memory', each: number) => {
    const found = known.find((one) => one.dimension === dimension)
    return found === undefined ? 0 : found.forecast.facts.p95 / (each * (1 - found.headroom))
  }
  return Math.ceil(Math.max(nodesOf('cpu', cpu), nodesOf('memory', memoryGib)))
}

/** The fewest nodes that the pool may have: its minimum, and one in each of its zones. */
function fewestNodes({ input }: Situation): number {
  const { facts, zoneCount } = input.resource
  return Math.max(1, zoneCount, typeof facts.minSize === 'number' ? facts.minSize : 0)
}

/**
 * Capacity at the bounds. Nodes of the same type, and a NodePool's limits, may become as many as now; a group of other
 * nodes has what its maximum of them offers.
 */
function capacityAt(situation: Situation, shape: Shape, maximum: number | undefined): Capacity {
  const { capacity, input } = situation
  const node = allocatableOf(input.resource, shape)
  if (maximum === undefined || node === undefined) return capacity
  const scaled: Capacity = {
    cpu: (shape.capacity.cpu ?? 0) * maximum,
    memory: (shape.capacity.memory ?? 0) * maximum,
    pods: node.pods * maximum,
    addresses: (node.addresses ?? node.pods) * maximum,
    'group-maximum': maximum,
  }
  const kept = Object.entries(scaled).filter(([dimension]) => capacity[dimension as Dimension] !== undefined)
  return { ...capacity, ...Object.fromEntries(kept) }
}

type Packed = { readonly shape: Shape; readonly nodes: number; readonly ownNodes: number }

function packedCandidate(situation: Situation, { shape, nodes, ownNodes }: Packed): Candidate | undefined {
  const { resource } = situation.input
  const cost = { shape: shape.name, members: nodes, storageGib: 0 }
  const monthlyUsd = monthlyCost(situation.prices, cost)
  if (monthlyUsd === undefined) return undefined
  const own = shape.name === resource.shape
  const ratio = own ? 1 : nodes / ownNodes
  const most = situation.capacity['group-maximum']
  const maximum = most === undefined ? undefined : Math.max(nodes, Math.ceil(most * ratio - 1e-9))
  return {
    id: `${shape.name}-x${nodes}`,
    label: `${shape.name} × ${nodes}`,
    shape,
    count: nodes,
    members: nodes,
    settings: { nodes, ...(maximum === undefined || own ? {} : { maximum }) },
    capacity: own ? situation.capacity : capacityAt(situation, shape, maximum),
    factors: ratio === 1 ? {} : { 'group-maximum': 1 / ratio },
    crossed: false,
    cpuUnmeasured: false,
    monthlyUsd,
    priceDerived: situation.prices.byShape.get(shape.name)?.derived === true,
    current: false,
  }
}

/**
 * Whole nodes that the pods of the snapshot pack on, of the pool's own type and of others: what a consolidation frees.
 * CPU requests are reservations and cross processors as they are. A type that some pod does not fit is not offered.
 */
export function nodeCandidates(situation: Situation): readonly (Candidate | Shape)[] {
  const { definition, input } = situation
  const { resource, shapes } = input
  const { pods, daemons } = podsOf(situation)
  const packed = (shape: Shape): number | undefined => {
    const room = roomOf(situation, shape, daemons)
    const nodes = room && nodesFor(pods, room)
    if (room === undefined || nodes === undefined) return undefined
    return Math.max(nodes, nodesForUse(situation, room), fewestNodes(situation))
  }
  const own = situation.shape === undefined ? undefined : packed(situation.shape)
  if (own === undefined) return [presentCandidate(situation)]
  const others = shapes
    .filter((shape) => definition.fits(resource, shape))
    .flatMap((shape): readonly (Candidate | Shape)[] => {
      const nodes = shape.name === resource.shape ? own : packed(shape)
      if (nodes === undefined || (shape.name === resource.shape && nodes >= resource.count)) return []
      return [packedCandidate(situation, { shape, nodes, ownNodes: own }) ?? shape]
    })
  return [presentCandidate(situation), ...others]
}
