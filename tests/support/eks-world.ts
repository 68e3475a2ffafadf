import type { MetricId } from '#lib/model/series.ts'
import { dayMs, minuteMs } from '#lib/model/time.ts'
import type { WorldEksCluster, WorldNodeGroup } from '#lib/simulate/estate/eks-things.ts'
import type { World, WorldGroup, WorldInstance, WorldMetric } from '#lib/simulate/world.ts'
import type { HeldThings } from '#lib/simulate/world-things.ts'
import { tinyNowMs, tinyWorld } from './tiny-world.ts'

const createdMs = tinyNowMs - 300 * dayMs

function node(instanceId: string, instanceType: string, rest: Partial<WorldInstance> = {}): WorldInstance {
  const base = {
    instanceId,
    instanceType,
    state: 'running',
    zone: 'us-east-1a',
    launchMs: createdMs,
  } as const
  return { ...base, tags: {}, volumes: [], ...rest }
}

const owned = (cluster: string) => ({ [`kubernetes.io/cluster/${cluster}`]: 'owned' })
const managed = { ...owned('prod'), 'eks:cluster-name': 'prod', 'eks:nodegroup-name': 'general' }
const karpenter = { ...owned('prod'), 'aws:eks:cluster-name': 'prod', 'karpenter.sh/nodepool': 'elastic' }
const auto = { 'eks:eks-cluster-name': 'auto', 'eks:kubernetes-node-pool-name': 'general-purpose' }

const nodes: readonly WorldInstance[] = [
  node('i-0a1', 'm7i.xlarge', { groupName: 'eks-general-1', tags: { ...managed, team: 'platform' } }),
  node('i-0a2', 'm7i.xlarge', { groupName: 'eks-general-1', tags: managed, zone: 'us-east-1b' }),
  node('i-0b1', 'm7i.xlarge', { tags: karpenter, subnetId: 'subnet-1' }),
  node('i-0b2', 'c7i.2xlarge', { tags: karpenter, launchMs: tinyNowMs - 9 * dayMs }),
  node('i-0b3', 'm7i.xlarge', { tags: karpenter }),
  node('i-0c1', 'm7i.large', { tags: auto }),
  node('i-0d1', 'g6.12xlarge', { tags: { ...karpenter, 'karpenter.sh/nodepool': 'gpus' } }),
  node('i-0e1', 'm7i.large', { groupName: 'self-nodes', tags: owned('prod') }),
  // A bastion that may see the cluster is no node.
  node('i-0f1', 'm7i.large', { tags: { 'kubernetes.io/cluster/prod': 'shared' } }),
]

const group = (name: string, instanceIds: readonly string[], tags: WorldGroup['tags']): WorldGroup => ({
  name,
  instanceType: 'm7i.xlarge',
  minSize: 1,
  maxSize: 6,
  desired: instanceIds.length,
  zones: ['us-east-1a', 'us-east-1b'],
  instanceIds,
  createdMs,
  tags,
})

const groups = [
  group('eks-general-1', ['i-0a1', 'i-0a2'], managed),
  group('eks-spare-1', [], { ...managed, 'eks:nodegroup-name': 'spare' }),
  group('self-nodes', ['i-0e1'], {}),
]

const clusters: readonly WorldEksCluster[] = ['prod', 'auto'].map((name) => ({
  name,
  version: name === 'prod' ? '1.33' : '1.35',
  createdMs,
  supportType: 'EXTENDED',
  autoMode: name === 'auto',
  tags: { team: 'platform' },
}))

const nodeGroups: readonly WorldNodeGroup[] = ['general', 'spare'].map((name) => ({
  cluster: 'prod',
  name,
  version: '1.33',
  capacityType: 'ON_DEMAND',
  instanceTypes: ['m7i.xlarge'],
  minSize: 1,
  maxSize: 6,
  desired: name === 'general' ? 2 : 0,
  groupName: `eks-${name}-1`,
  subnetIds: ['subnet-1'],
  createdMs,
  tags: {},
}))

/** One metric of Container Insights; dimensions beside those of the node are added. */
function insight(name: string, InstanceId: string, more: MetricId['dimensions'] = {}): WorldMetric {
  const NodeName = `ip-10-0-0-${InstanceId.slice(-2)}.ec2.internal`
  const dimensions = { ClusterName: 'prod', InstanceId, NodeName, ...more }
  const metric = { namespace: 'ContainerInsights', name, dimensions }
  return { id: 9100, metric, unit: 'None', firstMs: createdMs, nativePeriodMs: minuteMs }
}

const metrics: readonly WorldMetric[] = [
  ...['i-0b1', 'i-0b2', 'i-0b3'].map((id) => insight('node_cpu_usage_total', id)),
  ...['i-0a1', 'i-0b1', 'i-0b2', 'i-0b3'].map((id) => insight('node_number_of_running_pods', id)),
  ...['i-0b1', 'i-0b2'].map((id) => insight('node_memory_working_set', id)),
  // Of a pod on the node, and the mean over the node's GPUs: neither is a node's nor a GPU's.
  insight('node_cpu_usage_total', 'i-0b1', { PodName: 'web' }),
  insight('node_gpu_memory_used', 'i-0d1'),
  ...['nvidia0', 'nvidia1'].map((GpuDevice) =>
    insight('node_gpu_memory_used', 'i-0d1', { InstanceType: 'g6.12xlarge', GpuDevice }),
  ),
  insight('node_gpu_usage_total', 'i-0d1'),
]

const isHome = ({ accountId, region }: { accountId: string; region: string }) =>
  accountId === '444455556666' && region === 'us-east-1'

/** Its clusters and node groups. */
export const eksThings: HeldThings = { 'eks-cluster': clusters, 'eks-nodegroup': nodeGroups }

/** The tiny world with EKS: node groups, Karpenter, Auto Mode, own nodes, GPUs. */
export const eksWorld: World = {
  ...tinyWorld,
  instances: (place) => [...tinyWorld.instances(place), ...(isHome(place) ? nodes : [])],
  groups: (place) => [...tinyWorld.groups(place), ...(isHome(place) ? groups : [])],
  metrics: (place) => [...tinyWorld.metrics(place), ...(isHome(place) ? metrics : [])],
  things: (place, kind) => {
    const held: HeldThings = isHome(place) ? eksThings : {}
    return held[kind] ?? []
  },
}
