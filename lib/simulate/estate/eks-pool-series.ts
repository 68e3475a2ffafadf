import type { MetricId, Statistic } from '#lib/model/series.ts'
import { instanceType } from '../facts/instance-types.ts'
import type { InstanceTypeFact, WorldInstance } from '../world.ts'
import { hourlyDemand } from './demand.ts'
import { type Frame, seedFor } from './frame.ts'
import { type Life, metricOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { cell, numberCell, type TableRow } from './table.ts'
import { demandOf, type Workload, workloadOf } from './workload.ts'

const both: readonly Statistic[] = ['Average', 'Maximum']

export type NodeSeriesOptions = {
  readonly row: TableRow
  readonly frame: Frame
  readonly nodes: readonly WorldInstance[]
  /** Container Insights is paid for. */
  readonly paid: boolean
  readonly life: Life
  readonly offsetHours: number
}

type Node = Omit<NodeSeriesOptions, 'nodes'> & {
  readonly node: WorldInstance
  readonly index: number
  readonly type: InstanceTypeFact
  readonly workload: Workload
}

/**
 * What each node of a pool tells: Container Insights where it is paid for (every five minutes, as its agent can be set),
 * else the CPU that EC2 publishes.
 */
export function nodeSeries({ nodes, ...options }: NodeSeriesOptions): readonly EstateSeries[] {
  const { row, frame, offsetHours } = options
  return nodes.flatMap((node, index) => {
    const name = `${cell(row, 'cluster')}/${cell(row, 'name')}/${index}`
    const workload = workloadOf({ ...row, cells: { ...row.cells, name } }, frame, offsetHours)
    const own: Node = { ...options, node, index, type: instanceType(node.instanceType), workload }
    if (!own.paid) return [ec2Cpu(own)]
    return [...insightSeries(own), ...gpuSeries(own)]
  })
}

/** Demand that the row gives in percent of a node, as that percentage of an amount. */
function share(node: Node, column: 'cpu' | 'mem', follow: number) {
  const demand = demandOf(node.workload, {
    key: column,
    peak: numberCell(node.row, column) / 100,
    follow,
    ...(column === 'mem' ? { hourNoise: 0.01, dayNoise: 0.01 } : {}),
  })
  return (amount: number) => (fromHour: number, count: number) =>
    hourlyDemand(demand, fromHour, count).map((value) => amount * Math.min(0.98, value))
}

function ec2Cpu(node: Node): EstateSeries {
  return metricOf(node.life, {
    metric: {
      namespace: 'AWS/EC2',
      name: 'CPUUtilization',
      dimensions: { InstanceId: node.node.instanceId },
    },
    unit: 'Percent',
    statistics: both,
    seed: seedOf(node, 'ec2'),
    hourly: share(node, 'cpu', 1)(100),
    ceiling: 100,
    typical: 1,
  })
}

const seedOf = ({ frame, workload }: Node, key: string) => seedFor(frame, `${workload.name}/${key}`)

function nodeMetric({ row, node, frame }: Node, name: string, more: MetricId['dimensions'] = {}): MetricId {
  const host = seedFor(frame, node.instanceId)
  const NodeName = `ip-10-${host & 63}-${(host >>> 8) & 255}-${(host >>> 16) & 255}.ec2.internal`
  const dimensions = { ClusterName: cell(row, 'cluster'), InstanceId: node.instanceId, NodeName, ...more }
  return { namespace: 'ContainerInsights', name, dimensions }
}

function insightSeries(node: Node): readonly EstateSeries[] {
  const { type } = node
  const pods = demandOf(node.workload, {
    key: 'pods',
    peak: numberCell(node.row, 'pods'),
    follow: 0.5,
    hourNoise: 0.02,
    dayNoise: 0.01,
  })
  const tell = (name: string, hourly: (fromHour: number, count: number) => Float64Array, typical: number) =>
    metricOf(node.life, {
      metric: nodeMetric(node, name),
      unit: 'None',
      statistics: both,
      seed: seedOf(node, name),
      hourly,
      ripple: 0.04,
      flutter: 0.02,
      spread: 0.1,
      typical,
    })
  const cpu = tell('node_cpu_usage_total', share(node, 'cpu', 1)(type.vcpu * 1000), 100)
  const memory = tell('node_memory_working_set', share(node, 'mem', 0.15)(type.memoryGib * 2 ** 30), 1e8)
  const running = metricOf(node.life, {
    metric: nodeMetric(node, 'node_number_of_running_pods'),
    unit: 'Count',
    statistics: both,
    seed: seedOf(node, 'pods'),
    hourly: (fromHour, count) => hourlyDemand(pods, fromHour, count).map(Math.round),
    ripple: 0,
    flutter: 0,
    spread: 0,
    typical: 1,
  })
  // The estate stays small: the CPU of a node group is read from its group.
  return cell(node.row, 'manager') === 'mng' ? [memory, running] : [cpu, memory, running]
}

/** GPUs given out on this node, by option `allocated=5+5+5+6`. */
export function allocatedGpus(row: TableRow, index: number): number {
  return Number(row.options.allocated?.split('+')[index] ?? 0)
}

/** Whole GPUs of this node: the first ones are given out and hold most of their memory. */
function gpuSeries(node: Node): readonly EstateSeries[] {
  const { type, row, index } = node
  if (type.gpuCount === 0) return []
  const given = allocatedGpus(row, index)
  const constant = (value: number) => (_: number, count: number) => new Float64Array(count).fill(value)
  const still = { ripple: 0, flutter: 0, spread: 0 }
  const usage = metricOf(node.life, {
    ...still,
    metric: nodeMetric(node, 'node_gpu_usage_total'),
    unit: 'Count',
    statistics: both,
    seed: seedOf(node, 'gpus'),
    hourly: constant(given),
    typical: 1,
  })
  const memoryBytes = (type.gpuMemoryGb ?? 0) * 1e9
  const perGpu = Array.from({ length: type.gpuCount }, (_, gpu) =>
    metricOf(node.life, {
      ...still,
      metric: nodeMetric(node, 'node_gpu_memory_used', {
        InstanceType: type.name,
        GpuDevice: `nvidia${gpu}`,
      }),
      unit: 'Bytes',
      statistics: ['Maximum'],
      seed: seedOf(node, `gpu${gpu}`),
      hourly: constant(gpu < given ? 0.81 * memoryBytes : 4 * 2 ** 20),
      typical: 1e7,
    }),
  )
  return [usage, ...perGpu]
}
