import type { MetricDefinition } from '#lib/model/measure.ts'
import type { MetricId } from '#lib/model/series.ts'
import { eksNodeMetrics } from '#lib/resources/eks-node-metrics.ts'
import type { FoundSeries } from '../collector.ts'
import type { FoundPool } from './eks-pool.ts'
import { gpuInsightNames, gpuSeries } from './gpu-series.ts'
import { agentMetricOf, statisticsOf } from './series.ts'

/** Names of Container Insights' metrics that pools are read from. */
export const poolInsightNames: readonly string[] = [
  ...new Set([
    ...eksNodeMetrics.flatMap(({ namespace, name }) => (namespace === 'ContainerInsights' ? [name] : [])),
    ...gpuInsightNames,
  ]),
]

type Options = {
  readonly resourceId: string
  readonly insights: readonly MetricId[]
  readonly agentMetrics: readonly MetricId[]
}

/**
 * The series of one pool. CPU from the group where there is one, whose history is whole, else from the nodes: by
 * Container Insights where it is paid for. Memory, pods and GPUs from the nodes.
 */
export function poolSeries(pool: FoundPool, options: Options): readonly FoundSeries[] {
  const insight = (key: string) => insightSeries(pool, key, options)
  const memory = insight('memory-bytes')
  const instanceIds = new Set(pool.nodes.map(({ id }) => id))
  return [
    ...cpuSeries(pool, options),
    ...(memory.length > 0 ? memory : agentMemory(pool, options)),
    ...insight('pods-running'),
    ...insight('gpus-allocated'),
    ...gpuSeries([...options.agentMetrics, ...options.insights], {
      resourceId: options.resourceId,
      instanceIds,
    }),
  ]
}

function definitionOf(key: string): MetricDefinition {
  const found = eksNodeMetrics.find((one) => one.key === key)
  if (!found) throw new Error(`no metric ${key} of EKS node pools`)
  return found
}

type Whose = { readonly resourceId: string; readonly key: string; readonly member: string }

function seriesOf({ resourceId, key, member }: Whose, metric: MetricId): FoundSeries {
  return { resourceId, key, member, metric, statistics: statisticsOf(definitionOf(key)) }
}

function cpuSeries(pool: FoundPool, options: Options): readonly FoundSeries[] {
  const { resourceId } = options
  const metricOf = (key: string, dimensions: MetricId['dimensions']): MetricId => {
    const { namespace, name } = definitionOf(key)
    return { namespace, name, dimensions }
  }
  if (pool.group) {
    const dimensions = { AutoScalingGroupName: pool.group.name }
    return ['cpu-utilization', 'members'].map((key) =>
      seriesOf({ resourceId, key, member: '' }, metricOf(key, dimensions)),
    )
  }
  const paid = insightSeries(pool, 'cpu-millicores', options)
  if (paid.length > 0) return paid
  const key = 'cpu-utilization'
  return pool.nodes.map(({ id }) =>
    seriesOf({ resourceId, key, member: id }, metricOf(key, { InstanceId: id })),
  )
}

/** One series per node that has the metric; of several names of a node the last that is listed counts. */
function insightSeries(pool: FoundPool, key: string, { resourceId, insights }: Options): FoundSeries[] {
  const { name } = definitionOf(key)
  const named = new Map(
    insights.filter((one) => one.name === name).map((one) => [one.dimensions.InstanceId, one]),
  )
  return pool.nodes.flatMap(({ id }) => {
    const metric = named.get(id)
    return metric ? [seriesOf({ resourceId, key, member: id }, metric)] : []
  })
}

function agentMemory(pool: FoundPool, { resourceId, agentMetrics }: Options): FoundSeries[] {
  const key = 'memory-used'
  const { name } = definitionOf(key)
  return pool.nodes.flatMap(({ id }) => {
    const metric = agentMetricOf(agentMetrics, { name, key: 'InstanceId', value: id })
    return metric ? [seriesOf({ resourceId, key, member: id }, metric)] : []
  })
}
