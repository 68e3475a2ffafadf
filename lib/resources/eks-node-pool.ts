import type { Resource } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'
import type { ClassDefinition } from './definition.ts'
import { eksNodeDimensions, eksNodeMetrics } from './eks-node-metrics.ts'
import { eksNotes } from './eks-notes.ts'
import { benchmarkNotes } from './gpu-metrics.ts'
import { capacityBlockNotes, spotNotes } from './instance-purchase.ts'

const managers: Readonly<Record<string, string>> = {
  karpenter: 'Karpenter',
  'auto-mode': 'EKS Auto Mode',
  'managed-node-group': 'managed node group',
  'self-managed': 'self-managed nodes',
}

function describe({ count, facts }: Resource): string {
  const { cluster, kubernetesVersion, manager, types } = facts
  const of = managers[String(manager)] ?? 'nodes'
  const version = kubernetesVersion === undefined ? '' : ` (Kubernetes ${kubernetesVersion})`
  const nodes = types === undefined || count === 0 ? 'no nodes' : String(types)
  return `EKS ${cluster ?? 'cluster'}${version}, ${of}: ${nodes}`
}

/** `m7i.large × 3, c7i.large × 1` as counts by type. */
export function typeCounts(text: string): ReadonlyMap<string, number> {
  const pairs = text.split(', ').map((part) => part.split(' × '))
  return new Map(pairs.flatMap(([type = '', count]) => (Number(count) > 0 ? [[type, Number(count)]] : [])))
}

/** The same text from counts, most nodes first. */
export function typesText(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  return sorted.map(([type, count]) => `${type} × ${count}`).join(', ')
}

/** Its nodes at list price; the cluster's own fee is the cluster's. */
function listMonthlyUsd({ region, facts }: Resource, prices: readonly Price[]): number | undefined {
  let usd = 0
  for (const [type, count] of typeCounts(String(facts.types ?? ''))) {
    const price = prices.find((one) => one.shape === type && one.region === region && one.key === 'linux')
    if (!price) return undefined
    usd += count * price.hourlyUsd * 730
  }
  return usd
}

/**
 * Nodes of one EKS node group, Karpenter NodePool or Auto Mode pool: they are sized together, by what their pods ask
 * for. Capacity is that of the group at its maximum or of the NodePool's limits; without either nothing of ours bounds
 * the pool. Pods per node have two limits: what the kubelet takes and the addresses of the node's interfaces.
 */
export const eksNodePool: ClassDefinition = {
  resourceClass: 'eks-node-pool',
  label: 'EKS',
  describe,
  metrics: eksNodeMetrics,
  dimensions: eksNodeDimensions,
  stateful: false,
  service: 'ec2',
  sizing: 'packing',
  hasSizes: ({ facts, count }) => facts.snapshot === true && count > 0 && facts.podRequests !== undefined,
  priceKey: () => 'linux',
  listMonthlyUsd,
  notes: (context) => [
    ...eksNotes(context.resource),
    ...(context.resource.facts.gpu === true ? benchmarkNotes(context) : []),
    ...capacityBlockNotes(context.resource),
    ...spotNotes(context.resource),
  ],
  // Another GPU model is a candidate for a benchmark and not a size.
  fits: (resource, { name, service, capacity, podsByAddresses }) =>
    service === 'ec2' &&
    (name === resource.shape ||
      (resource.facts.gpu !== true && capacity.gpu === undefined && podsByAddresses !== undefined)),
  effort: () => 'medium',
  downtime: () => 'none, nodes are drained first',
  terraform: {
    resourceType: 'aws_eks_node_group',
    shapeAttribute: 'instance_types',
    shapeValues: (shape) => ({ instance_types: [shape] }),
    named: { attribute: 'node_group_name', nameOf: ({ nativeId }) => nativeId.split('/').at(-1) ?? nativeId },
    settings: {
      resourceType: 'aws_eks_node_group',
      attributes: { maximum: { attribute: 'scaling_config.max_size', fact: 'maxSize' } },
    },
    autoscalerOwned: {
      settings: ['nodes'],
      text: 'No patch: the autoscaler removes the nodes. Let it consolidate: consolidationPolicy WhenEmptyOrUnderutilized of a NodePool, or the scale-down threshold of Cluster Autoscaler.',
    },
    notExpressible: ({ facts }) =>
      facts.manager === 'managed-node-group'
        ? undefined
        : 'No patch: the nodes are chosen by the NodePool in the cluster, and no node group holds their type.',
  },
}
