import type { MetricDefinition } from '#lib/model/measure.ts'
import type { MetricId } from '#lib/model/series.ts'
import { gpuMetrics, gpuUtilizationOfNodes } from '#lib/resources/gpu-metrics.ts'
import type { FoundSeries } from '../collector.ts'
import { statisticsOf } from './series.ts'

/** Names of Container Insights' metrics of one GPU. */
export const gpuInsightNames: readonly string[] = [
  gpuUtilizationOfNodes,
  ...gpuMetrics.flatMap(({ namespace, name }) => (namespace === 'ContainerInsights' ? [name] : [])),
]

type Found = { readonly definition: MetricDefinition; readonly member: string }

/** Which GPU and which of our metrics a metric is of. */
function gpuOf({ namespace, name, dimensions }: MetricId): Found | undefined {
  const key = name === gpuUtilizationOfNodes ? 'gpu-utilization' : undefined
  const definition = gpuMetrics.find((one) =>
    key === undefined ? one.namespace === namespace && one.name === name : one.key === key,
  )
  const index = namespace === 'CWAgent' ? dimensions.index : dimensions.GpuDevice
  if (!definition || index === undefined) return undefined
  const gpu = /\d+$/.exec(index)?.[0] ?? index
  return { definition, member: `${dimensions.InstanceId}/gpu${gpu}` }
}

/**
 * One series per GPU and metric of the instances, from the agent's metrics and from Container Insights'. Of several
 * dimension sets of one GPU the first counts: the most active; of two sources of one metric, the agent.
 */
export function gpuSeries(
  metrics: readonly MetricId[],
  { resourceId, instanceIds }: { readonly resourceId: string; readonly instanceIds: ReadonlySet<string> },
): FoundSeries[] {
  const found = new Map<string, FoundSeries>()
  for (const metric of metrics) {
    if (!instanceIds.has(metric.dimensions.InstanceId ?? '')) continue
    const gpu = gpuOf(metric)
    if (!gpu) continue
    const { key } = gpu.definition
    const at = `${key} ${gpu.member}`
    if (found.has(at)) continue
    const statistics = statisticsOf(gpu.definition)
    found.set(at, { resourceId, key, member: gpu.member, metric, statistics })
  }
  return [...found.values()]
}
