import type { KubernetesSnapshot } from '#lib/model/kubernetes-snapshot.ts'
import { typesText } from '#lib/resources/eks-node-pool.ts'
import type { FoundCluster, FoundNodeGroup } from './eks-clusters.ts'
import { type NodePoolName, nodePoolKey } from './node-pools.ts'
import type { FoundGroup, FoundInstance, RegionFacts } from './region.ts'

/** One pool of nodes with everything that was found of it. */
export type FoundPool = NodePoolName & {
  readonly nodes: readonly FoundInstance[]
  /** Its Auto Scaling group; Karpenter's pools have none. */
  readonly group?: FoundGroup
  readonly nodeGroup?: FoundNodeGroup
  readonly inCluster?: FoundCluster
  readonly snapshot?: KubernetesSnapshot
}

/** Pools by the tags of instances and groups, and the managed node groups that EKS lists, also without nodes. */
export function assemblePools(facts: RegionFacts): readonly FoundPool[] {
  const names = new Map<string, NodePoolName>()
  const add = (name: NodePoolName) => {
    if (!names.has(nodePoolKey(name))) names.set(nodePoolKey(name), name)
  }
  for (const name of facts.nodePoolOf.values()) add(name)
  for (const name of facts.nodePoolOfGroup.values()) add(name)
  for (const { cluster, name } of facts.eks.nodeGroups)
    add({ cluster, pool: name, manager: 'managed-node-group' })
  // A NodePool that has no node now is there all the same.
  for (const { cluster, nodePools } of facts.kubernetesSnapshots ?? []) {
    const known = facts.eks.clusters.find(({ name }) => name === cluster)
    if (known) for (const { name } of nodePools) add({ cluster, pool: name, manager: managerOf(known) })
  }
  const keyOf = (name: NodePoolName | undefined) => (name ? nodePoolKey(name) : '')
  const nodes = Map.groupBy(facts.instances, ({ id }) => keyOf(facts.nodePoolOf.get(id)))
  const groups = new Map(facts.groups.map((one) => [keyOf(facts.nodePoolOfGroup.get(one.name)), one]))
  return [...names].map(([key, name]) =>
    assemble(facts, { name, nodes: nodes.get(key) ?? [], group: groups.get(key) }),
  )
}

function managerOf({ autoMode }: FoundCluster): NodePoolName['manager'] {
  return autoMode ? 'auto-mode' : 'karpenter'
}

type Parts = {
  readonly name: NodePoolName
  readonly nodes: readonly FoundInstance[]
  readonly group: FoundGroup | undefined
}

function assemble({ eks, kubernetesSnapshots }: RegionFacts, { name, nodes, group }: Parts): FoundPool {
  const nodeGroup = eks.nodeGroups.find(
    (one) => name.manager === 'managed-node-group' && one.cluster === name.cluster && one.name === name.pool,
  )
  const inCluster = eks.clusters.find((one) => one.name === name.cluster)
  const snapshot = kubernetesSnapshots?.find(({ cluster }) => cluster === name.cluster)
  return {
    ...name,
    nodes,
    ...(group ? { group } : {}),
    ...(nodeGroup ? { nodeGroup } : {}),
    ...(inCluster ? { inCluster } : {}),
    ...(snapshot ? { snapshot } : {}),
  }
}

/** Limits of the pool's number of nodes, where a group has them. */
export function boundsOf({ group, nodeGroup }: FoundPool): {
  readonly minSize?: number | undefined
  readonly maxSize?: number | undefined
} {
  return {
    minSize: nodeGroup?.minSize ?? group?.minSize,
    maxSize: nodeGroup?.maxSize ?? group?.maxSize,
  }
}

function countTypes({ nodes }: FoundPool): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { type } of nodes) counts.set(type, (counts.get(type) ?? 0) + 1)
  return counts
}

/** Types of the nodes in words, `m7i.large × 3`. */
export function poolTypesText(pool: FoundPool): string {
  return typesText(countTypes(pool))
}

/** The most common type of the nodes, else the first that the group would start. */
export function poolShape(pool: FoundPool): string {
  const [first] = [...countTypes(pool)].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  return first?.[0] ?? pool.nodeGroup?.instanceTypes[0] ?? pool.group?.instanceType ?? ''
}
