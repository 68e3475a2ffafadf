import type { Conversion, DimensionDefinition, MetricDefinition } from '#lib/model/measure.ts'
import { gpuDimensions, gpuMetrics } from './gpu-metrics.ts'

const insights = 'ContainerInsights'

const nodeMetric = (key: string, name: string, namespace = insights): MetricDefinition => ({
  key,
  namespace,
  name,
  mean: 'Average',
  peak: 'Maximum',
  per: 'member',
  ...(namespace === insights ? { optional: true } : {}),
})

/**
 * Of nodes: Container Insights where it is paid for (found by ListMetrics), the CPU of EC2 and the memory of the
 * CloudWatch agent otherwise; of the group of a node group its CPU and members. Metrics of pods are not read: their
 * utilization is relative to the node and not to what the pod asked for.
 */
export const eksNodeMetrics: readonly MetricDefinition[] = [
  nodeMetric('cpu-utilization', 'CPUUtilization', 'AWS/EC2'),
  nodeMetric('cpu-millicores', 'node_cpu_usage_total'),
  nodeMetric('memory-bytes', 'node_memory_working_set'),
  nodeMetric('memory-used', 'mem_used_percent', 'CWAgent'),
  nodeMetric('pods-running', 'node_number_of_running_pods'),
  nodeMetric('gpus-allocated', 'node_gpu_usage_total'),
  ...gpuMetrics,
  {
    key: 'members',
    namespace: 'AWS/AutoScaling',
    name: 'GroupInServiceInstances',
    mean: 'Average',
    peak: 'Maximum',
    per: 'resource',
    optional: true,
  },
]

/** Nodes come and go: the mean of those that were seen, times how many ran. */
function perNode(metric: string, of: 'percent' | 'amount', scale = 1): Conversion {
  return { kind: 'mean-of-members', metric, members: 'members', of, scale }
}

const [heldGpus, gpuMemory] = gpuDimensions as [DimensionDefinition, DimensionDefinition]

export const eksNodeDimensions: readonly DimensionDefinition[] = [
  {
    dimension: 'cpu',
    hard: false,
    conversion: perNode('cpu-millicores', 'amount', 1e-3),
    otherwise: [perNode('cpu-utilization', 'percent')],
  },
  {
    dimension: 'memory',
    hard: false,
    conversion: perNode('memory-bytes', 'amount', 2 ** -30),
    otherwise: [perNode('memory-used', 'percent')],
  },
  { dimension: 'pods', hard: true, integral: true, conversion: perNode('pods-running', 'amount') },
  { dimension: 'addresses', hard: true, integral: true, conversion: perNode('pods-running', 'amount') },
  {
    ...heldGpus,
    onlyWith: 'gpu',
    conversion: perNode('gpus-allocated', 'amount'),
    otherwise: [heldGpus.conversion, ...(heldGpus.otherwise ?? [])],
  },
  { ...gpuMemory, onlyWith: 'gpu' },
  {
    dimension: 'group-maximum',
    hard: true,
    integral: true,
    onlyWith: 'bounded',
    conversion: { kind: 'absolute', metrics: ['members'], scale: 1 },
  },
]
