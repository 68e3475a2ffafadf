import type { PodGroup } from '#lib/model/pod-group.ts'

/** What one node has for pods, after its system and its DaemonSets. */
export type NodeRoom = {
  readonly cpu: number
  readonly memoryGib: number
  /** Pods that the kubelet takes. */
  readonly pods: number
  /** Addresses for pods that have their own; absent = not known, and not a limit. */
  readonly addresses?: number
  /** GPUs, which a pod never takes from two nodes; absent = none. */
  readonly gpus?: number
}

type Node = { cpu: number; memoryGib: number; pods: number; addresses: number; gpus: number }

/** Requests add up in floating point: so much is not a lack of room. */
const slack = 1e-9

/** So many of these pods have room on the node. */
function roomFor({ cpu, memoryGib, pods, addresses, gpus }: Node, pod: PodGroup): number {
  const of = (free: number, each: number) =>
    each > 0 ? Math.floor(free / each + slack) : Number.POSITIVE_INFINITY
  return Math.max(
    0,
    Math.min(
      of(cpu, pod.cpu),
      of(memoryGib, pod.memoryGib),
      of(gpus, pod.gpu ?? 0),
      pods,
      pod.ownAddress ? addresses : Number.POSITIVE_INFINITY,
    ),
  )
}

function place(node: Node, pod: PodGroup, count: number): void {
  node.cpu -= count * pod.cpu
  node.memoryGib -= count * pod.memoryGib
  node.pods -= count
  node.gpus -= count * (pod.gpu ?? 0)
  if (pod.ownAddress) node.addresses -= count
}

/** The larger of its shares of a node: what is hard to place goes first. */
function shareOf(pod: PodGroup, room: NodeRoom): number {
  const gpus = pod.gpu === undefined ? 0 : pod.gpu / (room.gpus ?? 0)
  return Math.max(pod.cpu / room.cpu, pod.memoryGib / room.memoryGib, gpus)
}

/**
 * Nodes of equal room that hold all pods: first fit, the largest share first (first-fit decreasing in two amounts and two
 * counts; at most 11/9 of the best and one more where one amount decides: Johnson, 1973). A scheduler that spreads pods
 * needs more. `undefined` = some pod fits on no such node.
 */
export function nodesFor(groups: readonly PodGroup[], room: NodeRoom): number | undefined {
  const empty = { ...room, addresses: room.addresses ?? Number.POSITIVE_INFINITY, gpus: room.gpus ?? 0 }
  const nodes: Node[] = []
  const sorted = [...groups].sort((a, b) => shareOf(b, room) - shareOf(a, room))
  for (const pod of sorted) {
    let left = pod.count
    for (const node of nodes) {
      const count = Math.min(left, roomFor(node, pod))
      if (count > 0) place(node, pod, count)
      left -= count
      if (left === 0) break
    }
    while (left > 0) {
      const node = { ...empty }
      const count = Math.min(left, roomFor(node, pod))
      if (!(count > 0)) return undefined
      place(node, pod, count)
      nodes.push(node)
      left -= count
    }
  }
  return nodes.length
}
