import type { Resource } from '#lib/model/resource.ts'
import type { ClassDefinition } from './definition.ts'
import { burstNotes, gp2Notes } from './ebs-volumes.ts'
import { fitsInstance, instanceEffort } from './instance-fit.ts'
import { instancePriceKey, spotNotes } from './instance-purchase.ts'

function describe(resource: Resource): string {
  const zone = resource.facts.zone
  return typeof zone === 'string' ? `EC2 ${resource.shape}, ${zone}` : `EC2 ${resource.shape}`
}

/** One EC2 instance outside of groups. Memory needs the CloudWatch agent. */
export const ec2Instance: ClassDefinition = {
  resourceClass: 'ec2-instance',
  label: 'EC2',
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
    { key: 'network-in', namespace: 'AWS/EC2', name: 'NetworkIn', mean: 'Sum', per: 'resource' },
    { key: 'network-out', namespace: 'AWS/EC2', name: 'NetworkOut', mean: 'Sum', per: 'resource' },
    { key: 'ebs-read-bytes', namespace: 'AWS/EC2', name: 'EBSReadBytes', mean: 'Sum', per: 'resource' },
    { key: 'ebs-write-bytes', namespace: 'AWS/EC2', name: 'EBSWriteBytes', mean: 'Sum', per: 'resource' },
    {
      key: 'credit-balance',
      namespace: 'AWS/EC2',
      name: 'CPUCreditBalance',
      mean: 'Minimum',
      per: 'resource',
      optional: true,
    },
    {
      key: 'burst-balance',
      namespace: 'AWS/EBS',
      name: 'BurstBalance',
      mean: 'Minimum',
      per: 'member',
      optional: true,
    },
  ],
  dimensions: [
    { dimension: 'cpu', hard: false, conversion: { kind: 'percent', metric: 'cpu-utilization' } },
    { dimension: 'memory', hard: false, conversion: { kind: 'percent', metric: 'memory-used' } },
    {
      dimension: 'network',
      hard: false,
      conversion: { kind: 'rate', metrics: ['network-in', 'network-out'], scale: 8 / 1e9, combine: 'max' },
    },
    {
      dimension: 'throughput',
      hard: false,
      conversion: {
        kind: 'rate',
        metrics: ['ebs-read-bytes', 'ebs-write-bytes'],
        scale: 1 / 2 ** 20,
        combine: 'sum',
      },
    },
  ],
  stateful: false,
  service: 'ec2',
  sizing: 'box',
  priceKey: instancePriceKey,
  notes: ({ resource, signals, prices }) => [
    ...burstNotes(signals),
    ...gp2Notes(resource.facts, prices),
    ...spotNotes(resource),
  ],
  fits: fitsInstance,
  effort: instanceEffort,
  downtime: () => 'stop and start, a few minutes',
  terraform: {
    resourceType: 'aws_instance',
    shapeAttribute: 'instance_type',
    named: { attribute: 'tags.Name', nameOf: ({ name }) => name },
  },
}
