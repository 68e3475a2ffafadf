import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import type { MetricId } from '#lib/model/series.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'
import type { Attempt } from './region.ts'

type Asking = {
  readonly aws: RegionAws
  readonly attempt: Attempt
  readonly names: readonly string[]
}

/**
 * Container Insights' metrics of nodes and of their GPUs, by name, as far as they are paid for: those with samples in
 * the last two weeks. Metrics of pods and of whole clusters are not listed.
 */
export async function readNodeInsights({ aws, attempt, names }: Asking): Promise<readonly MetricId[]> {
  const found: MetricId[] = []
  for (const name of names) {
    const listed = await attempt('cloudwatch:ListMetrics', () => listNodeMetrics(aws, name))
    for (const metric of listed ?? []) if (isOfNode(metric)) found.push(metric)
  }
  return found
}

function listNodeMetrics(aws: RegionAws, MetricName: string): Promise<MetricId[]> {
  return readAllPages(async (NextToken) => {
    const page = await aws.call('cloudwatch:ListMetrics', ({ cloudwatch }, sending) =>
      cloudwatch.send(
        new ListMetricsCommand({
          Namespace: 'ContainerInsights',
          MetricName,
          Dimensions: [{ Name: 'InstanceId' }],
          NextToken,
        }),
        sending,
      ),
    )
    const items = (page.Metrics ?? []).map(({ Dimensions = [] }) => ({
      namespace: 'ContainerInsights',
      name: MetricName,
      dimensions: Object.fromEntries(
        Dimensions.flatMap(({ Name, Value }) => (Name && Value ? [[Name, Value] as const] : [])),
      ),
    }))
    return { items, next: page.NextToken }
  })
}

const nodeDimensions = new Set(['ClusterName', 'InstanceId', 'NodeName'])
const gpuDimensions = new Set([...nodeDimensions, 'InstanceType', 'GpuDevice'])

/** One node as a whole, or one GPU of it: nothing of pods, and of GPU metrics no mean over the GPUs of a node. */
function isOfNode({ name, dimensions }: MetricId): boolean {
  const names = Object.keys(dimensions)
  const perGpu = name.startsWith('node_gpu_') && name !== 'node_gpu_usage_total' && name !== 'node_gpu_limit'
  if (perGpu) return dimensions.GpuDevice !== undefined && names.every((one) => gpuDimensions.has(one))
  return names.length === nodeDimensions.size && names.every((one) => nodeDimensions.has(one))
}
