import {
  type KubernetesAmounts,
  type KubernetesNode,
  type KubernetesPod,
  type KubernetesSnapshot,
  sumAmounts,
} from './kubernetes-snapshot.ts'
import { groupPods, type PodGroup } from './pod-group.ts'
import { type EpochMs, hourMs } from './time.ts'

/** Pods that start together or not at all; one pod that asks for many GPUs is a gang of its own. */
export type PendingGang = {
  readonly name: string
  readonly pods: number
  readonly gpus: number
  /** GPUs that one of its pods needs on one node. */
  readonly gpusPerPod: number
  /** All its pods find room on the free GPUs as they lie. */
  readonly fits: boolean
  /** Whole nodes that would have to be added for it, beside the free GPUs as they lie; 0 where it fits. */
  readonly nodesToStart: number
  /** Since when the first of its pods waits. */
  readonly sinceMs?: EpochMs
}

/** What a snapshot tells of one pool of nodes. */
export type KubernetesPoolUse = {
  readonly nodes: number
  readonly pods: number
  readonly podsOnFullestNode: number
  readonly allocatable: KubernetesAmounts & { readonly pods: number }
  readonly requests: KubernetesAmounts
  /** The part of the requests that every node carries for DaemonSets. */
  readonly daemonSets: KubernetesAmounts & { readonly pods: number }
  /** Pods to place on nodes, those that wait among them, without DaemonSets. */
  readonly podGroups: readonly PodGroup[]
  /** The pods that every node runs: those of the node with the most of them. */
  readonly daemonSetGroups: readonly PodGroup[]
  readonly freeGpus: number
  /** The most GPUs that are free on one node. */
  readonly largestFreeGpuBlock: number
  readonly pendingPods: number
  readonly pending: KubernetesAmounts
  readonly gangs: readonly PendingGang[]
  /** GPUs given out by namespace, and waited for by Kueue's queue. */
  readonly gpusByNamespace: ReadonlyMap<string, number>
  readonly gpusByQueue: ReadonlyMap<string, number>
}

/**
 * Use of the pool `name`, whose nodes are those of the snapshot with these EC2 instance ids or, for a pool without
 * nodes, none. A pending pod counts where its selector sends it; one without selector only where a single pool could
 * take it.
 */
export function kubernetesPoolUse(
  snapshot: KubernetesSnapshot,
  { name, instanceIds }: { readonly name: string; readonly instanceIds: ReadonlySet<string> },
): KubernetesPoolUse {
  const nodes = snapshot.nodes.filter(({ instanceId }) => instanceIds.has(instanceId ?? ''))
  const byNode = Map.groupBy(snapshot.pods, ({ node }) => node)
  const placed = nodes.flatMap((node) => byNode.get(node.name) ?? [])
  const daemons = placed.filter(({ daemonSet }) => daemonSet)
  const free = nodes.map((node) => freeGpus(node, byNode.get(node.name) ?? []))
  const pending = pendingOf(snapshot, name)
  return {
    nodes: nodes.length,
    pods: placed.length,
    podsOnFullestNode: Math.max(0, ...nodes.map((node) => byNode.get(node.name)?.length ?? 0)),
    allocatable: {
      ...sumAmounts(nodes.map(({ allocatable }) => allocatable)),
      pods: nodes.reduce((sum, { allocatable }) => sum + allocatable.pods, 0),
    },
    requests: sumAmounts(placed.map(({ requests }) => requests)),
    daemonSets: { ...sumAmounts(daemons.map(({ requests }) => requests)), pods: daemons.length },
    podGroups: groupPods([...placed.filter(({ daemonSet }) => !daemonSet), ...pending]),
    daemonSetGroups: groupPods(fullestDaemons(daemons)),
    freeGpus: free.reduce((sum, gpus) => sum + gpus, 0),
    largestFreeGpuBlock: Math.max(0, ...free),
    pendingPods: pending.length,
    pending: sumAmounts(pending.map(({ requests }) => requests)),
    gangs: gangsOf(pending, free, Math.max(0, ...nodes.map(({ allocatable }) => allocatable.gpu))),
    gpusByNamespace: gpusBy(placed, ({ namespace }) => namespace),
    gpusByQueue: gpusBy(pending, ({ queue }) => queue ?? ''),
  }
}

/** DaemonSets of the node with the most of them. */
function fullestDaemons(daemons: readonly KubernetesPod[]): readonly KubernetesPod[] {
  const byNode = [...Map.groupBy(daemons, ({ node }) => node).values()]
  return byNode.reduce((most, pods) => (pods.length > most.length ? pods : most), [])
}

function gpusBy(
  pods: readonly KubernetesPod[],
  keyOf: (pod: KubernetesPod) => string,
): ReadonlyMap<string, number> {
  const gpus = new Map<string, number>()
  for (const pod of pods) {
    const key = keyOf(pod)
    if (key !== '' && pod.requests.gpu > 0) gpus.set(key, (gpus.get(key) ?? 0) + pod.requests.gpu)
  }
  return gpus
}

function freeGpus(node: KubernetesNode, pods: readonly KubernetesPod[]): number {
  return Math.max(0, node.allocatable.gpu - sumAmounts(pods.map(({ requests }) => requests)).gpu)
}

/** Unscheduled pods that are this pool's to take. */
function pendingOf(snapshot: KubernetesSnapshot, name: string): readonly KubernetesPod[] {
  const gpuPools = new Set<string>()
  const otherPools = new Set<string>()
  for (const { pool, allocatable } of snapshot.nodes)
    if (pool !== undefined) (allocatable.gpu > 0 ? gpuPools : otherPools).add(pool)
  return snapshot.pods.filter(({ node, pools, requests }) => {
    if (node !== undefined) return false
    if (pools.length > 0) return pools.includes(name)
    const able = requests.gpu > 0 ? gpuPools : otherPools
    return able.size === 1 && able.has(name)
  })
}

function gangsOf(
  pending: readonly KubernetesPod[],
  free: readonly number[],
  gpusPerNode: number,
): readonly PendingGang[] {
  const wanting = pending.filter(({ requests }) => requests.gpu > 0)
  const byGang = Map.groupBy(wanting, ({ namespace, name, gang }) => `${namespace}/${gang ?? name}`)
  return [...byGang].map(([name, pods]) => {
    const sizes = pods.map(({ requests }) => requests.gpu)
    return {
      name,
      pods: pods.length,
      gpus: sizes.reduce((sum, gpus) => sum + gpus, 0),
      gpusPerPod: Math.max(...sizes),
      fits: fitInto(sizes, free),
      nodesToStart: nodesToStart(sizes, free, gpusPerNode),
      ...sinceOf(pods),
    }
  })
}

/** Pods that wait start where they were made first. */
function sinceOf(pods: readonly KubernetesPod[]): { sinceMs?: EpochMs } {
  const made = pods.flatMap(({ createdMs }) => createdMs ?? [])
  return made.length === 0 ? {} : { sinceMs: Math.min(...made) }
}

/** Empty nodes beside the free GPUs that a gang needs to start; infinite where a pod is larger than a node. */
function nodesToStart(sizes: readonly number[], free: readonly number[], gpusPerNode: number): number {
  if (sizes.some((size) => size > gpusPerNode) && !fitInto(sizes, free)) return Number.POSITIVE_INFINITY
  const added: number[] = []
  while (!fitInto(sizes, [...free, ...added])) added.push(gpusPerNode)
  return added.length
}

/** By GPUs of a gang: how many wait, since when the first, and how many nodes more would start one of them. */
export type GangWait = {
  readonly gpus: number
  readonly gangs: number
  readonly nodesToStart: number
  readonly sinceMs?: EpochMs
}

/** What waits by the size of a gang, the largest first. */
export function gangWaits({ gangs }: Pick<KubernetesPoolUse, 'gangs'>): readonly GangWait[] {
  return [...Map.groupBy(gangs, ({ gpus }) => gpus)]
    .sort(([a], [b]) => b - a)
    .map(([gpus, all]) => {
      const since = all.flatMap(({ sinceMs }) => sinceMs ?? [])
      return {
        gpus,
        gangs: all.length,
        nodesToStart: Math.max(...all.map((one) => one.nodesToStart)),
        ...(since.length === 0 ? {} : { sinceMs: Math.min(...since) }),
      }
    })
}

/** `8 GPUs: 1 gang, for 26 h, starts with 1 node more`, by size; undefined where nothing waits. */
export function gangWaitsText(use: Pick<KubernetesPoolUse, 'gangs'>, nowMs: EpochMs): string | undefined {
  const parts = gangWaits(use).map(({ gpus, gangs, nodesToStart: nodes, sinceMs }) => {
    const waits =
      sinceMs === undefined ? '' : `, for ${Math.max(0, Math.round((nowMs - sinceMs) / hourMs))} h`
    const starts = !Number.isFinite(nodes)
      ? 'larger than a node'
      : nodes === 0
        ? 'has room now'
        : `starts with ${nodes} ${nodes === 1 ? 'node' : 'nodes'} more`
    return `${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'}: ${gangs} ${gangs === 1 ? 'gang' : 'gangs'}${waits}, ${starts}`
  })
  return parts.length === 0 ? undefined : parts.join('; ')
}

/** First fit, the largest first: exact for pods of equal size. */
function fitInto(sizes: readonly number[], free: readonly number[]): boolean {
  const left = [...free]
  return [...sizes]
    .sort((a, b) => b - a)
    .every((size) => {
      const at = left.findIndex((gpus) => gpus >= size)
      if (at < 0) return false
      left[at] = (left[at] as number) - size
      return true
    })
}

/** Why a gang waits although GPUs are free, in a sentence; undefined where none does. */
export function fragmentedText(use: KubernetesPoolUse): string | undefined {
  const stuck = use.gangs.find(({ fits, gpus }) => !fits && gpus <= use.freeGpus)
  if (!stuck) return undefined
  const { name, gpus, pods, gpusPerPod } = stuck
  const each = pods === 1 ? 'on one node' : `in ${pods} pods of ${gpusPerPod}`
  return (
    `${name} waits for ${gpus} GPUs ${each}. ${use.freeGpus} are free, ` +
    `but the largest free block on a node is ${use.largestFreeGpuBlock}.`
  )
}
