import type { Resource } from '#lib/model/resource.ts'
import type { ClassDefinition } from './definition.ts'
import { benchmarkNotes, gpuDimensions, gpuMetrics, gpuNotes } from './gpu-metrics.ts'
import { capacityBlockNotes, instancePriceKey, spotNotes } from './instance-purchase.ts'

function describe(resource: Resource): string {
  const { gpuModel, gpuPerMember } = resource.facts
  const gpus =
    typeof gpuPerMember === 'number' ? `, ${gpuPerMember * resource.count} × ${gpuModel ?? 'GPU'}` : ''
  return `GPU pool of ${resource.shape} × ${resource.count}${gpus}`
}

/**
 * A pool of equal GPU instances. A GPU is held when more than 512 MiB of its memory are in use: training jobs keep
 * their memory while they wait, so utilization alone would call held GPUs free.
 */
export const gpuPool: ClassDefinition = {
  resourceClass: 'gpu-pool',
  label: 'GPU',
  describe,
  metrics: gpuMetrics,
  dimensions: gpuDimensions,
  notes: (context) => [
    ...gpuNotes(context.resource),
    ...benchmarkNotes(context),
    ...capacityBlockNotes(context.resource),
    ...spotNotes(context.resource),
  ],
  stateful: false,
  service: 'ec2',
  sizing: 'pool',
  priceKey: instancePriceKey,
  fits: (resource, shape) => shape.name === resource.shape,
  effort: () => 'medium',
  downtime: () => 'none, nodes are drained first',
  terraform: {
    resourceType: 'aws_launch_template',
    shapeAttribute: 'instance_type',
    named: { attribute: 'name', resourceType: 'aws_autoscaling_group' },
    reference: { in: 'named', attributes: ['launch_template.id', 'launch_template.name'] },
    settings: {
      resourceType: 'aws_autoscaling_group',
      attributes: {
        count: [
          { attribute: 'min_size', fact: 'minSize' },
          { attribute: 'max_size', fact: 'maxSize' },
        ],
      },
      note: 'desired_capacity follows',
    },
    notExpressible: ({ arn }) =>
      arn.includes(':autoscaling:')
        ? undefined
        : 'No patch: the nodes are one pool by their tag, and no Auto Scaling group holds their number.',
  },
}
