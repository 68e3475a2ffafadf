import type { MetricDefinition } from '#lib/model/measure.ts'
import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import type { ClassDefinition } from './definition.ts'
import { isScaled } from './task-fit.ts'

const namespace = '/aws/sagemaker/Endpoints'

function describe(resource: Resource): string {
  const { minSize, maxSize, variant } = resource.facts
  const count = minSize === maxSize ? `${maxSize ?? resource.count}` : `${minSize}–${maxSize}`
  return `SageMaker endpoint, variant ${variant ?? '?'} of ${count} × ${resource.shape}`
}

function instanceMetric(key: string, name: string, optional = false): MetricDefinition {
  return { key, namespace, name, mean: 'Average', peak: 'Maximum', per: 'resource', optional }
}

/**
 * Whether the variant may run on that type: the same processor architecture and the same GPUs, for the model was built
 * and fitted for those. Where scaling decides how many instances there are, vCPU and GPUs of one stay: half the
 * instance would only mean twice as many.
 */
function fitsEndpoint(resource: Resource, shape: Shape): boolean {
  if (shape.service !== 'sagemaker') return false
  if (shape.name === resource.shape) return true
  const { arch, gpuModel, gpuPerMember, vcpuPerMember } = resource.facts
  if (shape.arch !== arch || shape.gpuModel !== gpuModel) return false
  if (!isScaled(resource)) return true
  return (shape.capacity.gpu ?? 0) === (gpuPerMember ?? 0) && shape.capacity.cpu === vcpuPerMember
}

/** How the instances that ran are counted, where scaling decides how many there are. */
function countNotes(resource: Resource): readonly EvidenceItem[] {
  if (!isScaled(resource)) return []
  const every = resource.facts.publishedEverySeconds
  const text =
    typeof every === 'number' && every !== 60
      ? `Its metrics come every ${every} seconds, so their samples do not count its instances: demand is taken as if the maximum ran.`
      : 'That each instance sends one sample of CPUUtilization a minute, which counts those that ran, is how it is seen and not what AWS documents.'
  return [{ title: 'Assumed', text }]
}

/**
 * One production variant of a SageMaker endpoint. Percentages of CPU and of GPUs are summed over cores and GPUs (four
 * busy GPUs read 400), and are an average over the instances, which the samples per minute are assumed to count.
 */
export const sagemakerEndpoint: ClassDefinition = {
  resourceClass: 'sagemaker-endpoint',
  label: 'SM',
  describe,
  metrics: [
    instanceMetric('cpu-utilization', 'CPUUtilization'),
    instanceMetric('memory-utilization', 'MemoryUtilization'),
    instanceMetric('gpu-utilization', 'GPUUtilization', true),
    instanceMetric('gpu-memory-utilization', 'GPUMemoryUtilization', true),
    {
      key: 'running-instances',
      namespace,
      name: 'CPUUtilization',
      mean: 'SampleCount',
      per: 'resource',
    },
    {
      key: 'invocations',
      namespace: 'AWS/SageMaker',
      name: 'Invocations',
      mean: 'Sum',
      per: 'resource',
    },
    {
      key: 'invocations-per-instance',
      namespace: 'AWS/SageMaker',
      name: 'InvocationsPerInstance',
      mean: 'Sum',
      per: 'resource',
      optional: true,
    },
  ],
  dimensions: [
    {
      dimension: 'cpu',
      hard: false,
      conversion: {
        kind: 'percent-of-running',
        metric: 'cpu-utilization',
        count: 'running-instances',
        over: 'cpu',
      },
    },
    {
      dimension: 'memory',
      hard: true,
      conversion: { kind: 'percent-of-running', metric: 'memory-utilization' },
    },
    {
      dimension: 'gpu',
      hard: false,
      onlyWith: 'hasGpu',
      conversion: {
        kind: 'percent-of-running',
        metric: 'gpu-utilization',
        count: 'running-instances',
        over: 'gpu',
      },
    },
    {
      dimension: 'gpu-memory',
      hard: true,
      onlyWith: 'hasGpu',
      conversion: { kind: 'percent-of-running', metric: 'gpu-memory-utilization', over: 'gpu' },
    },
    {
      dimension: 'group-maximum',
      hard: true,
      integral: true,
      onlyWith: 'scaled',
      conversion: { kind: 'rate', metrics: ['running-instances'], scale: 60, combine: 'sum' },
    },
  ],
  stateful: false,
  service: 'sagemaker',
  sizing: 'members',
  priceKey: () => 'hosting',
  notes: ({ resource }) => countNotes(resource),
  capacityWith: (resource, { capacity }) => {
    const most = typeof resource.facts.maxSize === 'number' ? resource.facts.maxSize : resource.count
    return Object.fromEntries(
      (['cpu', 'memory', 'gpu', 'gpu-memory'] as const).flatMap((dimension) => {
        const own = capacity[dimension]
        return own === undefined ? [] : [[dimension, own * most] as const]
      }),
    )
  },
  fits: fitsEndpoint,
  effort: (_resource, from, to) => {
    if (from.name === to.name) return 'none'
    return from.arch === to.arch && from.gpuModel === to.gpuModel ? 'medium' : 'high'
  },
  downtime: (_resource, from, to) =>
    from.name === to.name ? 'none' : 'none, the endpoint moves to a new configuration',
  terraform: {
    resourceType: 'aws_sagemaker_endpoint_configuration',
    shapeAttribute: 'production_variants.instance_type',
    named: { attribute: 'name', resourceType: 'aws_sagemaker_endpoint' },
    reference: { in: 'named', attributes: ['endpoint_config_name'] },
  },
}
