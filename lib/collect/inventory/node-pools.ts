import type { Tags } from '#lib/model/resource.ts'
import { tagOf } from '../ownership.ts'
import type { FoundNodeGroup } from './eks-clusters.ts'
import type { FoundGroup, FoundInstance } from './region.ts'

/** Who adds and removes the nodes of a pool. */
export type PoolManager = 'karpenter' | 'auto-mode' | 'managed-node-group' | 'self-managed'

/** A pool of nodes by the tags of its nodes or of its group. */
export type NodePoolName = {
  readonly cluster: string
  readonly pool: string
  readonly manager: PoolManager
}

/** What a pool is called in its region; a node group and a NodePool of a cluster may have the same name. */
export function nodePoolKey({ cluster, pool, manager }: NodePoolName): string {
  const kind = manager === 'karpenter' || manager === 'auto-mode' ? 'nodepool' : 'nodegroup'
  return `${cluster}/${kind}/${pool}`
}

const clusterTags = ['eks:cluster-name', 'aws:eks:cluster-name', 'eks:eks-cluster-name'] as const
const ownedPrefix = 'kubernetes.io/cluster/'

function clusterOf(tags: Tags): string | undefined {
  const named = clusterTags.map((key) => tagOf(tags, key)).find((value) => value !== undefined)
  if (named !== undefined) return named
  const owned = Object.keys(tags).find((key) => key.startsWith(ownedPrefix) && tagOf(tags, key) === 'owned')
  return owned?.slice(ownedPrefix.length)
}

/**
 * The pool that tags tell: of Karpenter and Auto Mode, whose nodes are in no group, by the NodePool's name; else of a
 * node group; else of the Auto Scaling group `groupName` in a cluster. undefined = no node of a pool.
 */
export function nodePoolByTags(tags: Tags, groupName: string | undefined): NodePoolName | undefined {
  const cluster = clusterOf(tags)
  if (cluster === undefined) return undefined
  const auto = tagOf(tags, 'eks:kubernetes-node-pool-name')
  if (auto !== undefined) return { cluster, pool: auto, manager: 'auto-mode' }
  const karpenter = tagOf(tags, 'karpenter.sh/nodepool')
  if (karpenter !== undefined) return { cluster, pool: karpenter, manager: 'karpenter' }
  const managed = tagOf(tags, 'eks:nodegroup-name')
  if (managed !== undefined) return { cluster, pool: managed, manager: 'managed-node-group' }
  const pool = tagOf(tags, 'alpha.eksctl.io/nodegroup-name') ?? groupName
  return pool === undefined ? undefined : { cluster, pool, manager: 'self-managed' }
}

/** Which instances and which Auto Scaling groups are nodes of which pool. */
export type NodePools = {
  /** By instance id. */
  readonly nodePoolOf: ReadonlyMap<string, NodePoolName>
  /** By the group's name. */
  readonly nodePoolOfGroup: ReadonlyMap<string, NodePoolName>
}

/** Pools by what EKS lists and by tags: those of the instances, and of the groups, which hand them down to members. */
export function nodePools(options: {
  readonly nodeGroups: readonly Pick<FoundNodeGroup, 'cluster' | 'name' | 'groupNames'>[]
  readonly instances: readonly FoundInstance[]
  readonly groups: readonly FoundGroup[]
  readonly groupOf: ReadonlyMap<string, string>
}): NodePools {
  const { nodeGroups, instances, groups, groupOf } = options
  const nodePoolOf = new Map<string, NodePoolName>()
  const nodePoolOfGroup = new Map<string, NodePoolName>()
  for (const { cluster, name, groupNames } of nodeGroups)
    for (const group of groupNames)
      nodePoolOfGroup.set(group, { cluster, pool: name, manager: 'managed-node-group' })
  for (const { name, tags } of groups) {
    const pool = nodePoolByTags(tags, name)
    if (pool) nodePoolOfGroup.set(name, pool)
  }
  for (const { id, tags } of instances) {
    const group = groupOf.get(id)
    const pool = nodePoolByTags(tags, group) ?? nodePoolOfGroup.get(group ?? '')
    if (!pool) continue
    nodePoolOf.set(id, pool)
    if (group !== undefined && !nodePoolOfGroup.has(group)) nodePoolOfGroup.set(group, pool)
  }
  return { nodePoolOf, nodePoolOfGroup }
}
