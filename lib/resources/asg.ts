import type { Resource } from '#lib/model/resource.ts'
import type { ClassDefinition } from './definition.ts'
import { fitsInstance, instanceEffort } from './instance-fit.ts'
import { instancePriceKey, spotNotes } from './instance-purchase.ts'

function describe(resource: Resource): string {
  const { minSize, maxSize, mixedTypes, weighted } = resource.facts
  const zones = resource.zoneCount === 1 ? '1 zone' : `${resource.zoneCount} zones`
  const units = weighted === true ? ' units' : ''
  const size =
    minSize === maxSize ? `${maxSize ?? '?'}${units}, fixed` : `${minSize ?? '?'}–${maxSize ?? '?'}${units}`
  const types = mixedTypes === undefined ? resource.shape : `mixed types (${mixedTypes})`
  return `Auto Scaling group of ${types} × ${size}, ${zones}`
}

/** An Auto Scaling group; demand is summed over its members, capacity is that of the group at its maximum size. */
export const asg: ClassDefinition = {
  resourceClass: 'asg',
  label: 'ASG',
  describe,
  metrics: [
    {
      key: 'cpu-utilization',
      namespace: 'AWS/EC2',
      name: 'CPUUtilization',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
    {
      key: 'memory-used',
      namespace: 'CWAgent',
      name: 'mem_used_percent',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
      optional: true,
    },
    {
      key: 'members',
      namespace: 'AWS/AutoScaling',
      name: 'GroupInServiceInstances',
      mean: 'Average',
      peak: 'Maximum',
      per: 'resource',
    },
  ],
  dimensions: [
    {
      dimension: 'cpu',
      hard: false,
      conversion: { kind: 'percent-of-members', metric: 'cpu-utilization', members: 'members' },
    },
    {
      dimension: 'memory',
      hard: false,
      conversion: { kind: 'percent-of-members', metric: 'memory-used', members: 'members' },
    },
    {
      dimension: 'group-maximum',
      hard: true,
      integral: true,
      conversion: { kind: 'absolute', metrics: ['members'], scale: 1 },
    },
  ],
  stateful: false,
  service: 'ec2',
  sizing: 'group',
  priceKey: instancePriceKey,
  notes: ({ resource }) => spotNotes(resource),
  fits: fitsInstance,
  effort: instanceEffort,
  downtime: (_resource, from, to) => (from.name === to.name ? 'none' : 'none, members are replaced in turn'),
  terraform: {
    resourceType: 'aws_launch_template',
    shapeAttribute: 'instance_type',
    named: { attribute: 'name', resourceType: 'aws_autoscaling_group' },
    reference: { in: 'named', attributes: ['launch_template.id', 'launch_template.name'] },
    settings: {
      resourceType: 'aws_autoscaling_group',
      attributes: {
        minimum: { attribute: 'min_size', fact: 'minSize' },
        maximum: { attribute: 'max_size', fact: 'maxSize' },
      },
      note: 'desired_capacity is left to Auto Scaling',
    },
  },
}
