import { locationOf } from '../estate/accounts.ts'
import { eksPoolName, eksPoolOf } from '../estate/eks-pool.ts'
import { allocatedGpus } from '../estate/eks-pool-series.ts'
import { type Frame, seedFor } from '../estate/frame.ts'
import { unit } from '../estate/hash.ts'
import { eksClusterRows, eksPoolRows } from '../estate/inventory/eks-pools.ts'
import { cell, numberCell, type TableRow } from '../estate/table.ts'
import { instanceType } from '../facts/instance-types.ts'
import { interfaceLimits } from '../facts/interface-limits.ts'
import type { WorldInstance } from '../world.ts'

/** What `kubectl get -o json` would list of one cluster, by kind. */
export type ClusterObjects = {
  readonly cluster: string
  readonly accountId: string
  readonly region: string
  readonly nodes: readonly object[]
  readonly pods: readonly object[]
  readonly hpa: readonly object[]
  readonly pdb: readonly object[]
  readonly nodepools: readonly object[]
}

/** The job that waits although enough GPUs are free: it needs eight on one node. */
export const pendingGang = { cluster: 'ml-training', pool: 'training-gpu', name: 'finetune-llm-0', gpus: 8 }

const daemonSets = [
  { name: 'aws-node', cpu: '50m', memory: '64Mi', hostNetwork: true },
  { name: 'kube-proxy', cpu: '100m', memory: '64Mi', hostNetwork: true },
  { name: 'node-agent', cpu: '250m', memory: '200Mi', hostNetwork: false },
]

/** Every cluster of the estate as of `nowMs`. */
export function clusterObjects(frame: Frame, nowMs: number): readonly ClusterObjects[] {
  return eksClusterRows.map((row) => {
    const cluster = cell(row, 'cluster')
    const pools = eksPoolRows.filter((pool) => cell(pool, 'cluster') === cluster)
    const nodes = pools.flatMap((pool) => poolNodes(pool, frame, nowMs))
    const { accountId, region } = locationOf(cell(row, 'place'))
    return {
      cluster,
      accountId,
      region,
      nodes: nodes.map(nodeObject),
      pods: [...nodes.flatMap((node) => podsOn(node, frame)), ...waiting(cluster)],
      hpa: [autoscaler(cluster)],
      pdb: [budget(cluster)],
      nodepools: pools.filter((pool) => cell(pool, 'manager') !== 'mng').map(nodePoolObject),
    }
  })
}

type Node = { readonly pool: TableRow; readonly instance: WorldInstance; readonly index: number }

function poolNodes(pool: TableRow, frame: Frame, nowMs: number): readonly Node[] {
  const instances = eksPoolOf(pool, frame).instances?.(nowMs) ?? []
  return instances.map((instance, index) => ({ pool, instance, index }))
}

const nodeName = ({ instance }: Node) => `${instance.instanceId}.node`

function poolLabel({ pool }: Pick<Node, 'pool'>): Readonly<Record<string, string>> {
  const key = cell(pool, 'manager') === 'mng' ? 'eks.amazonaws.com/nodegroup' : 'karpenter.sh/nodepool'
  return { [key]: cell(pool, 'name') }
}

/** Allocatable after what the kubelet and the system keep; pods as the addresses of the node allow. */
function nodeObject(node: Node): object {
  const type = instanceType(node.instance.instanceType)
  const { interfaces, addressesEach } = interfaceLimits(type.name)
  const pods = interfaces * (addressesEach - 1) + 2
  return {
    metadata: {
      name: nodeName(node),
      labels: { ...poolLabel(node), 'node.kubernetes.io/instance-type': type.name },
    },
    spec: { providerID: `aws:///${node.instance.zone}/${node.instance.instanceId}` },
    status: {
      allocatable: {
        cpu: `${type.vcpu * 1000 - 80}m`,
        memory: `${Math.floor(type.memoryGib * 1024 * 0.93)}Mi`,
        pods: String(pods),
        ...(type.gpuCount > 0 ? { 'nvidia.com/gpu': String(type.gpuCount) } : {}),
      },
    },
  }
}

type PodOptions = {
  readonly name: string
  readonly namespace: string
  readonly node?: string
  readonly requests: Readonly<Record<string, string>>
  readonly owner?: string
  readonly hostNetwork?: boolean
  readonly selector?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
}

function podObject({
  name,
  namespace,
  node,
  requests,
  owner,
  hostNetwork,
  selector,
  labels,
}: PodOptions): object {
  return {
    metadata: {
      name,
      namespace,
      labels: labels ?? {},
      ownerReferences: [{ kind: owner ?? 'ReplicaSet', name: name.slice(0, name.lastIndexOf('-')) }],
    },
    spec: {
      ...(node === undefined ? {} : { nodeName: node }),
      ...(hostNetwork ? { hostNetwork } : {}),
      nodeSelector: selector ?? {},
      containers: [{ name: 'main', resources: { requests } }],
    },
    status: { phase: node === undefined ? 'Pending' : 'Running' },
  }
}

function podsOn(node: Node, frame: Frame): readonly object[] {
  const { pool, index, instance } = node
  const type = instanceType(instance.instanceType)
  const seed = seedFor(frame, `${eksPoolName(pool)}/pods/${index}`)
  const count = Math.max(0, numberCell(pool, 'pods') - daemonSets.length)
  const own = Array.from({ length: count }, (_, i) => {
    // Requests are above use, as they are everywhere: the pool is fuller by what is reserved than by what runs.
    const share = ((1.3 * numberCell(pool, 'cpu')) / 100 / count) * (0.7 + 0.6 * unit(seed, i))
    return podObject({
      name: `${cell(pool, 'name')}-${index}-${i}`,
      namespace: cell(pool, 'team'),
      node: nodeName(node),
      requests: {
        cpu: `${Math.round(share * type.vcpu * 1000)}m`,
        memory: `${Math.round(share * type.memoryGib * 1024)}Mi`,
      },
    })
  })
  return [...daemonSets.map((daemon) => daemonPod(node, daemon)), ...own, ...gpuPods(node)]
}

function daemonPod(node: Node, { name, cpu, memory, hostNetwork }: (typeof daemonSets)[number]): object {
  const pod = { name: `${name}-${node.instance.instanceId.slice(2, 7)}`, namespace: 'kube-system' }
  const requests = { cpu, memory }
  return podObject({ ...pod, node: nodeName(node), requests, owner: 'DaemonSet', hostNetwork })
}

function gpuPods(node: Node): readonly object[] {
  const given = allocatedGpus(node.pool, node.index)
  return Array.from({ length: given }, (_, i) =>
    podObject({
      name: `train-${node.index}-${i}`,
      namespace: i % 3 === 2 ? 'serving' : 'research',
      node: nodeName(node),
      requests: { cpu: '4', memory: '24Gi', 'nvidia.com/gpu': '1' },
      owner: 'Job',
    }),
  )
}

function waiting(cluster: string): readonly object[] {
  if (cluster !== pendingGang.cluster) return []
  return [
    podObject({
      name: pendingGang.name,
      namespace: 'research',
      requests: { cpu: '64', memory: '512Gi', 'nvidia.com/gpu': String(pendingGang.gpus) },
      owner: 'Job',
      selector: { 'eks.amazonaws.com/nodegroup': pendingGang.pool },
      labels: { 'kueue.x-k8s.io/queue-name': 'research-queue' },
    }),
  ]
}

function autoscaler(cluster: string): object {
  return {
    metadata: { name: 'api', namespace: cluster },
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'api' }, minReplicas: 3, maxReplicas: 40 },
    status: { currentReplicas: 12 },
  }
}

function budget(cluster: string): object {
  return { metadata: { name: 'api', namespace: cluster }, spec: {}, status: { disruptionsAllowed: 1 } }
}

function nodePoolObject(pool: TableRow): object {
  const limits = { cpu: pool.options.limit ?? '64', memory: '1000Gi' }
  return { metadata: { name: cell(pool, 'name') }, spec: { limits } }
}
